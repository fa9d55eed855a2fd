// What formats a text without the menus: the slash menu and the bar beside a selection, by keys and by the mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, caretAfter, cutOff, narrow, newPage, openPiece, saved, shot, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(desk.url);
  await openPiece(page, "Letters");
});
after(async () => {
  await browser?.close();
  desk?.stop();
});
const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
async function paragraph() {
  await text(page).focus();
  await page.keyboard.press("Control+End");
  await settled();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Alt+0");
}
const last = () => page.evaluate(() => { const block = [...document.querySelector(".ProseMirror").children].at(-1); return [block.localName, block.textContent]; });
const menu = () => page.getByRole("listbox", { name: "What this block becomes" });
const atHand = () => page.evaluate(() => {
  const root = document.activeElement;
  const line = document.getElementById(root.getAttribute("aria-activedescendant"));
  return line?.getAttribute("aria-selected") === "true" ? line.firstElementChild.textContent : null;
});
const bar = () => page.getByRole("toolbar", { name: "Format" });

test("a slash in an empty block lists what it can become, and the text names the line at hand", async () => {
  await paragraph();
  await page.keyboard.type("/");
  await menu().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("ProseMirror")), true, "the focus stays in the text");
  const first = await atHand();
  assert.ok(first);
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await atHand(), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await atHand(), first);
  await accessible(page, "slash menu");
  await narrow(page, "slash menu");
  await page.keyboard.type("quo");
  assert.equal(await atHand(), "Quotation");
  await page.keyboard.press("Enter");
  await menu().waitFor({ state: "detached" });
  assert.deepEqual(await last(), ["blockquote", ""]);
  await page.keyboard.type("said");
  assert.deepEqual(await last(), ["blockquote", "said"]);
});

test("one step back undoes what was chosen", async () => {
  await paragraph();
  await page.keyboard.press("Control+Alt+u");
  await paragraph();
  await page.keyboard.type("/h3");
  assert.equal(await atHand(), "Heading 3");
  await page.keyboard.press("Tab");
  assert.deepEqual(await last(), ["h3", ""]);
  await page.keyboard.press("Control+z");
  assert.deepEqual(await last(), ["p", "/h3"]);
});

test("Escape leaves the slash, and so does what no command answers to", async () => {
  await paragraph();
  await page.keyboard.type("/");
  await menu().waitFor();
  await page.keyboard.press("Escape");
  await menu().waitFor({ state: "detached" });
  await page.keyboard.type("usr");
  assert.deepEqual(await last(), ["p", "/usr"]);
  assert.equal(await menu().count(), 0);
  await paragraph();
  await page.keyboard.type("/zzz and");
  assert.equal(await menu().count(), 0);
  assert.deepEqual(await last(), ["p", "/zzz and"]);
  await page.keyboard.press("Enter");
  await page.keyboard.type("a /");
  assert.equal(await menu().count(), 0, "a slash in a line is a slash");
});

test("what asks for more asks, and a note is written at once", async () => {
  await paragraph();
  await page.keyboard.type("/table");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await paragraph();
  await page.keyboard.type("/note");
  await page.keyboard.press("Enter");
  await page.locator(".note-edit").waitFor();
  await page.keyboard.type("seen");
  await page.locator(".note-edit", { hasText: "seen" }).waitFor();
  await page.keyboard.press("Escape");
});

test("a line of the menu is chosen with the mouse", async () => {
  await paragraph();
  await page.keyboard.type("/");
  await menu().getByRole("option", { name: /^Heading 2/ }).click();
  assert.deepEqual(await last(), ["h2", ""]);
  await page.keyboard.type("Next");
  assert.deepEqual(await last(), ["h2", "Next"]);
});

test("the bar comes with a selection, and Ctrl F10 goes into it", async () => {
  await paragraph();
  await page.keyboard.type("some words here");
  assert.equal(await bar().count(), 0);
  for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowLeft");
  await bar().waitFor();
  await accessible(page, "format bar");
  await page.keyboard.press("Control+F10");
  const focus = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await page.waitForFunction(() => document.activeElement.closest("[role=toolbar]"));
  assert.equal(await focus(), "Strong");
  assert.equal(await bar().locator('[tabindex="0"]').count(), 1, "Tab comes to one of them");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-pressed") === "true");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focus(), "Emphasis");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focus(), "Strong", "round at the end");
  await shot(page, "format bar focused");
  await page.keyboard.press("Escape");
  await bar().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("ProseMirror")), true);
  assert.equal(await page.evaluate(() => getSelection().toString()), "here");
  const strong = await page.evaluate(() => [...document.querySelectorAll(".ProseMirror strong")].at(-1).textContent);
  assert.equal(strong, "here");
});

test("the mouse presses the bar, and the selection stays", async () => {
  await page.locator(".ProseMirror p").last().scrollIntoViewIfNeeded();
  await page.locator(".ProseMirror p").last().dblclick({ position: { x: 20, y: 12 } });
  await bar().waitFor();
  await bar().getByRole("button", { name: "Emphasis" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".ProseMirror em")].at(-1)?.textContent.trim() === "some");
  assert.equal(await bar().getByRole("button", { name: "Emphasis" }).getAttribute("aria-pressed"), "true");
  await shot(page, "format bar mouse");
  await page.keyboard.type("x");
  await bar().waitFor({ state: "detached" });
});

test("a search and a finding that select words call no bar", async () => {
  await page.keyboard.press("Control+f");
  await page.keyboard.type("bench");
  await page.locator(".hit-current").waitFor();
  await page.keyboard.press("Escape");
  await settled();
  assert.equal(await bar().count(), 0);
});

test("in a note the bar has what a note can hold", async () => {
  await toList(page);
  await openPiece(page, "لن نُبحر");
  await caretAfter(page, "ونودّ أن");
  await settled();
  await page.keyboard.press("Control+Alt+f");
  await page.locator(".note-edit").waitFor();
  await page.keyboard.type("حاشية");
  await page.keyboard.press("Shift+Home");
  await bar().waitFor();
  assert.equal(await bar().getByRole("button", { name: "Heading 2" }).count(), 0);
  await page.keyboard.press("Control+F10");
  await page.waitForFunction(() => document.activeElement.closest("[role=toolbar]"));
  await page.keyboard.press("Enter");
  await page.locator(".note-edit strong").waitFor();
  await page.keyboard.press("Escape");
  await saved(page);
  await shot(page, "format bar arabic note");
  assert.deepEqual(await cutOff(page), []);
  assert.deepEqual(page.wrong, []);
});
