// Writing in the page: notes, counts, right to left, a zoomed and a narrow window.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, caretAfter, cutOff, newPage, openPiece, row, saved, text, toList } from "./at.mjs";
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
const notes = () => page.locator(".ProseMirror .note").count();

test("a note is made by key where the caret is, typed at once, and found by its text", async () => {
  const before = await notes();
  await caretAfter(page, "What the minutes show is simpler");
  await page.keyboard.press("Control+Alt+f");
  await page.waitForFunction((before) => document.querySelectorAll(".ProseMirror .note").length === before + 1, before);
  await page.keyboard.type("Seen in the archive");
  await page.getByRole("navigation", { name: "The piece" }).getByText("Seen in the archive").waitFor();
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type(" now");
  await saved(page);
  const told = await desk.cli("show", "ferry-vote", "--text");
  assert.match(told, /simpler\[3\] now\. Eleven/);
  assert.match(told, /\[3\] Seen in the archive/);
  assert.match(told, /\[4\] Letter of the clerk/);
});

test("a note dies with its reference, and undo brings both back", async () => {
  const before = await notes();
  for (let left = " now".length; left > 0; left--) await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  // The first Backspace may choose the note, the second takes it out.
  if ((await notes()) === before) await page.keyboard.press("Backspace");
  await page.waitForFunction((before) => document.querySelectorAll(".ProseMirror .note").length === before - 1, before);
  await saved(page);
  assert.doesNotMatch(await desk.cli("show", "ferry-vote", "--text"), /Seen in the archive/);
  await page.keyboard.press("Control+z");
  await page.waitForFunction((before) => document.querySelectorAll(".ProseMirror .note").length === before, before);
  await saved(page);
  assert.match(await desk.cli("show", "ferry-vote", "--text"), /\[3\] Seen in the archive/);
});

test("the footer counts the words that are chosen, and all", async () => {
  await page.evaluate(() => {
    const root = document.querySelector(".ProseMirror");
    root.focus();
    getSelection().selectAllChildren(root.querySelector("h1"));
  });
  await page.locator(".foot", { hasText: /^\s*6 of 9\d\d/ }).waitFor();
});

test("F8 leads from one finding to the next", async () => {
  await page.keyboard.press("F8");
  await page.locator(".finding-card.at").waitFor();
  const first = await page.locator(".finding-card.at").innerText();
  await page.keyboard.press("F8");
  await page.waitForFunction((first) => { const at = document.querySelector(".finding-card.at"); return at && at.innerText !== first; }, first);
});

test("a zoomed window cuts nothing off", async () => {
  for (let step = 0; step < 10; step++) await page.keyboard.press("Control+=");
  await page.waitForFunction(() => getComputedStyle(document.body).zoom === "2");
  assert.deepEqual(await cutOff(page), []);
  await accessible(page, "an article at 200 per cent");
  await toList(page);
  assert.deepEqual(await cutOff(page), []);
  await accessible(page, "the list at 200 per cent");
  await page.keyboard.press("Control+0");
  await page.waitForFunction(() => getComputedStyle(document.body).zoom === "1");
});

test("an Arabic headline stands in the list by itself, from right to left", async () => {
  const bdi = row(page, "نُبحر").locator("bdi");
  assert.deepEqual([await bdi.getAttribute("dir"), await bdi.getAttribute("lang")], ["rtl", "ar"]);
});

test("an Arabic piece is set from right to left, and is written and noted in", async () => {
  await openPiece(page, "لن نُبحر");
  const directions = (english) => page.evaluate((english) => [...new Set([...document.querySelectorAll(".ProseMirror h1, .ProseMirror p")].filter((block) => block.textContent.trim() && Boolean(block.closest(".ProseMirror blockquote")) === english).map((block) => getComputedStyle(block).direction))], english);
  assert.deepEqual(await directions(false), ["rtl"]);
  assert.deepEqual(await directions(true), ["ltr"], "what the inspector wrote in English");
  await caretAfter(page, "ونودّ أن نقول أولاً");
  await page.keyboard.type(" كلمة");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type("حاشية");
  await saved(page);
  const told = await desk.cli("show", "risalat-almurshidin", "--text");
  assert.match(told, /أولاً كلمة\[1\]/);
  assert.match(told, /\[1\] حاشية/);
  const note = page.locator(".note-edit");
  assert.equal(await note.evaluate((element) => getComputedStyle(element).direction), "rtl");
});

test("the arrow to the left goes forward in a text from right to left", async () => {
  await caretAfter(page, "ونودّ أن");
  const offset = () => page.evaluate(() => getSelection().focusOffset);
  const before = await offset();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await offset(), before + 1);
});

test("in a narrow window the columns beside the text come when they are called, and go", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await button(page, "Outline, notes and fields").click();
  await page.getByRole("navigation", { name: "The piece" }).waitFor();
  assert.deepEqual(await cutOff(page), []);
  await button(page, "Outline, notes and fields").click();
  await button(page, "Checks, history and files").click();
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("heading", { name: "Record" }).waitFor();
  assert.deepEqual(await cutOff(page), []);
  await button(page, "Checks, history and files").click();
  await toList(page);
  await button(page, "States", true).click();
  await page.getByRole("navigation", { name: "Desk and states" }).waitFor();
  assert.deepEqual(await cutOff(page), []);
  assert.deepEqual(page.wrong, []);
});
