// Finding and replacing in a piece and from the list, by keys.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, caretAfter, cutOff, narrow, newPage, openPiece, saved, shot, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(desk.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  await browser?.close();
  desk?.stop();
});
const bar = () => page.getByRole("search", { name: "Find in this piece" });
const query = () => bar().getByRole("textbox", { name: "Find" });
const count = (words) => bar().locator(".count", { hasText: words }).waitFor();
const current = () => page.locator(".hit-current").innerText();
const piece = async (label) => (await desk.call("article_list", { sort: "date", descending: true, offset: 0, limit: 50 })).rows.find((row) => row.label.includes(label)).id;
const told = () => desk.cli("show", "ferry-vote", "--text");

test("Ctrl F looks for what is typed, in the text and in the notes, and shows where it is", async () => {
  await caretAfter(page, "What the minutes show is simpler");
  await page.keyboard.press("Control+f");
  await query().waitFor();
  await page.keyboard.type("council");
  await count(/^\d+ of \d+$/);
  assert.equal(await page.locator(".hit-current").count(), 1);
  const inView = await page.locator(".hit-current").evaluate((hit) => {
    const box = hit.getBoundingClientRect();
    return box.top > 0 && box.bottom < innerHeight;
  });
  assert.ok(inView);
  /** Every place in view that says it is marked: what is far off is marked when it comes near. */
  const marked = () => page.waitForFunction(() => {
    const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (!/council/i.test(node.data) || !node.parentElement.closest(".copy, .notes")) continue;
      const box = node.parentElement.getBoundingClientRect();
      if (box.bottom > 0 && box.top < innerHeight && !node.parentElement.closest(".hit")) return false;
    }
    return document.querySelectorAll(".hit").length > 3;
  });
  await marked();
  await page.locator("main").evaluate((main) => (main.scrollTop = main.scrollHeight));
  await marked();
  await page.locator("main").evaluate((main) => (main.scrollTop = 0));
  assert.ok((await page.locator(".notes .hit").count()) > 0, "those in notes, too");
  await accessible(page, "find");
  await narrow(page, "find");
});

test("Enter goes on, Shift Enter back, and Escape leaves the caret at the hit", async () => {
  const at = async () => Number((await bar().locator(".count").innerText()).split(" ")[0]);
  const first = await at();
  await query().focus();
  await page.keyboard.press("Enter");
  assert.equal(await at(), first + 1);
  await page.keyboard.press("F3");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Control+Shift+g");
  assert.equal(await at(), first);
  const words = await current();
  await page.keyboard.press("Escape");
  await bar().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => getSelection().toString()), words);
  assert.equal(await page.locator(".hit").count(), 0);
});

test("what is selected is looked for first", async () => {
  await page.keyboard.press("Control+f");
  assert.equal((await query().inputValue()).toLowerCase(), "council");
  await page.keyboard.press("Escape");
});

test("capitals, whole words, accents and patterns are asked for by keys", async () => {
  await page.keyboard.press("Control+f");
  await query().fill("tHe");
  await count(/of/);
  await page.keyboard.press("Alt+c");
  await count("Not in the text");
  await page.keyboard.press("Alt+c");
  await query().fill("th");
  await count(/of/);
  await page.keyboard.press("Alt+w");
  await count("Not in the text");
  await page.keyboard.press("Alt+w");
  await query().fill("clerk's");
  await count("Not in the text");
  await page.keyboard.press("Alt+a");
  await count(/of/);
  await page.keyboard.press("Alt+a");
  await page.keyboard.press("Alt+r");
  await query().fill("(");
  await bar().getByText("This pattern is not finished or not right").waitFor();
  await query().fill("(.*)*(.*)*(.*)*(.*)*z9");
  await bar().getByText("This pattern takes too long").waitFor();
  await query().fill(String.raw`\d{4}`);
  await count(/of/);
  await page.keyboard.press("Alt+r");
});

test("replacing all is one step, and Ctrl Z takes it back", async () => {
  const before = await told();
  const heads = () => page.locator(".ProseMirror").first().innerText();
  const was = await heads();
  await page.keyboard.press("Control+h");
  await query().fill("council");
  await count(/of/);
  await bar().getByRole("textbox", { name: "Replace with" }).fill("assembly");
  await button(page, "Replace all").click();
  await bar().getByText(/\d+ places replaced/).waitFor();
  await shot(page, "replaced");
  await count("Not in the text");
  await saved(page);
  const after = await told();
  assert.match(after, /assembly/);
  await query().focus();
  await page.keyboard.press("Escape");
  await text(page).focus();
  await page.keyboard.press("Control+z");
  await page.waitForFunction((was) => document.querySelector(".ProseMirror").innerText === was, was);
  await saved(page);
  assert.equal(await told(), before);
});

test("a field that says the same is shown, replaced and given back", async () => {
  await desk.call("field_set", { article: await piece("ferry vote"), field: "source_line", value: '"Minutes of the harbour assizes"', replaces: '""' });
  await page.keyboard.press("Control+h");
  await query().fill("assizes");
  const fields = bar().getByRole("group", { name: "Also in fields" });
  await fields.getByText("harbour assizes").waitFor();
  await count("Not in the text");
  await bar().getByRole("textbox", { name: "Replace with" }).fill("sessions");
  await fields.getByRole("button", { name: "Replace in Source line" }).click();
  await fields.getByRole("button", { name: "Undo in Source line" }).waitFor();
  await shot(page, "replaced in a field");
  const line = async () => (await desk.cli("show", "ferry-vote", "--json").then(JSON.parse)).fields.source_line;
  await page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Saved");
  assert.equal(await line(), "Minutes of the harbour sessions");
  await fields.getByRole("button", { name: "Undo in Source line" }).click();
  await fields.getByText("harbour assizes").waitFor();
  await page.keyboard.press("Escape");
});

test("a hit in the list opens the piece at its sentence, and Enter walks on", async () => {
  await toList(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("minutes");
  await page.locator(".sentence mark").first().waitFor();
  // The first Enter leads to the best fit, the second opens it.
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.matches("a.head"));
  const sentence = await page.locator(".sentence mark").first().innerText();
  await page.keyboard.press("Enter");
  await bar().waitFor();
  assert.equal(await query().inputValue(), sentence);
  await page.locator(".hit-current").waitFor();
  assert.equal((await current()).toLowerCase(), sentence.toLowerCase());
  await shot(page, "from the desk");
  await page.keyboard.press("F3");
  assert.deepEqual(await cutOff(page), []);
  const opened = await page.locator(".crumb b").innerText();
  await button(page, "Next piece").click();
  await page.waitForFunction((opened) => document.querySelector(".crumb b").innerText !== opened, opened);
  await page.locator(".hit-current").waitFor();
  assert.deepEqual(page.wrong, []);
});

test("a hit in a field opens the field", async () => {
  await toList(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("transport correspondent");
  await page.locator(".sentence mark").first().waitFor();
  await page.locator(".sentence", { hasText: "Byline" }).first().click();
  await page.getByRole("region", { name: "Fields" }).waitFor();
  await bar().getByRole("group", { name: "Also in fields" }).getByText("Credits").waitFor();
});

test("a piece that may only be read is searched, and nothing is replaced in it", async () => {
  await toList(page);
  const article = await piece("Letters");
  await desk.call("article_move", { article, to: "spiked", why: "", override: false });
  await page.goto(desk.url);
  await button(page, "Spiked").click();
  await page.locator(`[data-row="${article}"]`).click();
  await text(page).waitFor();
  await page.keyboard.press("Control+h");
  await query().waitFor();
  assert.equal(await bar().getByRole("textbox", { name: "Replace with" }).count(), 0);
  await query().fill("the");
  await count(/of/);
});
