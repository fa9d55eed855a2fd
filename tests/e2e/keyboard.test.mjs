// The main job by keys alone: from the start screen to a piece that is moved and exported. No mouse in this file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { newPage, row, saved } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost({ sample: false })]);
  page = await newPage(browser);
  await page.goto(host.url);
  await page.getByRole("button", { name: "New desk" }).waitFor();
});
after(async () => {
  await browser?.close();
  host?.stop();
});

/** Where the keys go: what it is called, whether it can be seen, whether it shows that it has the focus. */
const focus = () => page.evaluate(() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const label = element.getAttribute("aria-label") ?? (element.labels?.length ? [...element.labels].map((one) => one.textContent).join(" ") : element.textContent);
  return {
    name: (label ?? "").replaceAll(/\s+/g, " ").trim(), lost: element === document.body || element === document.documentElement,
    shows: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none" || element.isContentEditable,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight, modal: Boolean(element.closest("dialog:modal")),
  };
});
/** Goes by Tab (or Shift+Tab) until the focus is on what is called so. */
async function tabTo(name, key = "Tab") {
  const passed = [];
  for (let step = 0; step < 80; step++) {
    const at = await focus();
    if (!at.lost && at.name.startsWith(name)) return at;
    await page.keyboard.press(key);
    const now = await focus();
    passed.push(now.name.slice(0, 30));
    if (now.lost) continue;
    assert.ok(now.shows, `“${now.name.slice(0, 60)}” shows that it has the focus`);
    assert.ok(now.seen, `“${now.name.slice(0, 60)}” is in view when it has the focus`);
  }
  throw new Error(`no “${name}” by ${key}: ${passed.join(" | ")}`);
}
async function press(...keys) {
  for (const key of keys) await page.keyboard.press(key);
}
/** Waits until the focus is where a person can go on: not on nothing. */
const kept = (what) => page.waitForFunction(() => document.activeElement !== document.body && document.activeElement !== null, null, { timeout: 3000 })
  .catch(() => assert.fail(`${what}: the focus is lost`));

test("the start screen makes a desk by keys", async () => {
  await host.answers({ save: path.join(host.person.home, "keys.stet") });
  await tabTo("New desk");
  await press("Enter");
  await page.getByRole("dialog").waitFor();
  assert.ok((await focus()).name.startsWith("Publication"), "the dialog starts at its first field");
  await page.keyboard.type("The Quay");
  await tabTo("Your name");
  await page.keyboard.type("Mara Lindqvist");
  await press("Enter");
  await page.getByText("An empty desk").waitFor();
  await kept("on the new desk");
});

test("a dialog keeps the focus within it and gives it back", async () => {
  await tabTo("The Quay");
  await press("Enter");
  await page.getByRole("menu").waitFor();
  await press("Enter");
  await page.getByRole("dialog").waitFor();
  for (let step = 0; step < 25; step++) {
    await press("Tab");
    const at = await focus();
    assert.ok(at.modal || at.lost, `“${at.name}” is within the dialog`);
  }
  await press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.ok((await focus()).name.startsWith("The Quay"), "the focus is back on the menu's button");
});

test("Help opens from anywhere, and the focus returns to where it was", async () => {
  await tabTo("Find anything");
  await press("F1");
  await page.getByRole("dialog").waitFor();
  await press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.ok((await focus()).name.startsWith("Find anything"));
});

test("a new piece is written by keys: headline, text, emphasis, a note", async () => {
  await tabTo("New piece");
  await press("Enter");
  await page.locator(".ProseMirror").waitFor();
  await kept("a new piece");
  await page.keyboard.type("A quay by keys");
  // Enter leads from the headline through the standfirst to the text.
  await press("Enter", "Enter");
  await page.keyboard.type("It was built without a ");
  await press("Control+i");
  await page.keyboard.type("mouse");
  await press("Control+i");
  await page.keyboard.type(".");
  await press("Control+Alt+f");
  await page.keyboard.type("Nobody saw one.");
  await press("Control+Alt+f");
  await saved(page);
  const told = await host.call("article_list", { sort: "date", descending: false, offset: 0, limit: 5 });
  assert.equal(told.rows[0].label, "A quay by keys");
  const { doc } = await host.call("article_get", { article: told.rows[0].id });
  assert.match(doc, /"emphasis"/);
  assert.match(doc, /Nobody saw one\./);
});

test("the piece is moved by keys, twice, and the focus is never lost", async () => {
  for (const [label, state] of [["Start the draft", "Draft"], ["Take into editing", "Editing"]]) {
    await page.getByRole("button", { name: label }).waitFor();
    await tabTo(label, "Shift+Tab");
    await press("Enter");
    await page.locator(".top .chip", { hasText: state }).waitFor();
    await kept(`after “${label}”`);
  }
});

test("a move that is made from the menu asks why, and is made with Enter", async () => {
  await tabTo("Other moves", "Shift+Tab");
  await press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.type("p");
  await press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  assert.ok((await focus()).name.startsWith("Other moves"));
});

test("a date is set by keys", async () => {
  await tabTo("No date", "Shift+Tab");
  await press("Enter");
  await page.getByLabel("Goes out").first().waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("input"));
  await page.keyboard.type("2031-03-04");
  await tabTo("Time of Goes out");
  await page.keyboard.type("07:30");
  await press("Enter");
  await page.locator(".top button.date", { hasText: "07:30" }).waitFor();
  await press("Escape");
  await kept("after the fields were closed");
});

test("the piece goes on to proof by keys", async () => {
  for (const [label, state] of [["Pass to copy edit", "Copy edit"], ["Pass to proof", "Proof"]]) {
    await page.getByRole("button", { name: label }).waitFor();
    await tabTo(label, "Shift+Tab");
    await press("Enter");
    await page.locator(".top .chip", { hasText: state }).waitFor();
    await kept(`after “${label}”`);
  }
});

test("the refusal leads by keys to the byline that is missing; then the piece is ready", async () => {
  await tabTo("Pass as ready", "Shift+Tab");
  await press("Enter");
  await page.getByRole("dialog").getByText("Pass as ready: not yet").waitFor();
  await tabTo("Give it a byline");
  await press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Add a credit" }).waitFor();
  await kept("on the way to the byline");
  await tabTo("Add a credit");
  await press("Enter");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Name");
  await page.keyboard.type("Mara Lindqvist");
  await press("Tab");
  await page.locator(".by", { hasText: "Mara Lindqvist" }).waitFor();
  await tabTo("Pass as ready", "Shift+Tab");
  await press("Enter");
  await page.locator(".top .chip", { hasText: "Ready" }).waitFor();
  await kept("after the piece became ready");
});

test("the ready piece is exported by keys to the place that was chosen, and is no working copy", async () => {
  const out = path.join(host.person.home, "quay.html");
  await host.answers({ save: out });
  await tabTo("Checks");
  // Files is the last.
  await press("End");
  await tabTo("Export…");
  await press("Enter");
  await page.getByRole("dialog").getByRole("radio").first().waitFor();
  await tabTo("Choose a place");
  await press("Enter");
  await page.getByText("Written to").waitFor();
  await kept("after the export");
  await press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.ok((await focus()).name.startsWith("Export"), "the focus is back on Export");
  const html = readFileSync(out, "utf8");
  assert.match(html, /A quay by keys/);
  assert.match(html, /Nobody saw one\./);
  assert.match(html, /Mara Lindqvist/);
  assert.doesNotMatch(html, /working copy/i);
});

test("the list is searched and walked by keys, and the piece opened", async () => {
  await tabTo("Desk", "Shift+Tab");
  await press("Enter");
  await row(page, "A quay by keys").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("[data-row]"));
  assert.ok((await focus()).name.startsWith("A quay by keys"), "the list starts at the piece that was left");
  await press("Control+k");
  await page.keyboard.type("mouse");
  await page.locator("mark").first().waitFor();
  await press("ArrowDown");
  assert.ok((await focus()).name.startsWith("A quay by keys"));
  await press(" ");
  await page.getByText("1 piece chosen").waitFor();
  await press("Escape", "Enter");
  await page.locator(".ProseMirror").waitFor();
  await kept("in the piece");
  assert.deepEqual(page.wrong, []);
});
