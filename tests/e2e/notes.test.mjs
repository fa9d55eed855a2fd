// Notes in the page, by keys and by mouse: shown beside the reference, moved, cut, merged, split, cited again, read only.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, caretAfter, dialog, narrow, newPage, openPiece, saved, shot, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(desk.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  assert.deepEqual(page?.wrong, []);
  await browser?.close();
  desk?.stop();
});
const reference = (number) => page.locator(".copy sup.note", { hasText: new RegExp(`^${number}$`) });
const tip = () => page.getByRole("tooltip");
const foot = () => page.locator(".notes > li .note-text").allInnerTexts();
const ids = () => page.locator(".copy sup.note").evaluateAll((all) => all.map((one) => one.dataset.id));
const numbers = () => page.locator(".copy sup.note, .copy .note-again").allInnerTexts();
const told = async () => { await saved(page); return desk.cli("show", "ferry-vote", "--text"); };
/** What is true in a moment. */
const until = (what, argument) => page.waitForFunction(what, argument);
/** The page has been drawn some times: a view that was just focused has taken the caret. */
const drawn = () => page.evaluate(async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); });
async function caretTo(words) {
  await caretAfter(page, words);
  await drawn();
}
const count = (wanted) => until((wanted) => document.querySelectorAll(".copy sup.note").length === wanted, wanted);
/** The caret right behind a reference, by keys as from the word before it. */
async function caretBehind(words) {
  await caretTo(words);
  await page.keyboard.press("ArrowRight");
}

test("a note shows beside its reference under the mouse, not on the line, and goes with it", async () => {
  await reference(1).hover();
  await tip().waitFor();
  assert.match(await tip().innerText(), /Minutes of the Harbour Council/);
  assert.equal(await tip().getAttribute("aria-label"), "Note 1");
  const [line, box] = [await reference(1).boundingBox(), await tip().boundingBox()];
  assert.ok(box.y > line.y + line.height || box.y + box.height < line.y, "it lies on the line");
  assert.equal(await reference(1).getAttribute("aria-describedby"), await tip().getAttribute("id"));
  await shot(page, "note preview");
  // The mouse may go over to it.
  await page.mouse.move(box.x + 20, box.y + box.height / 2, { steps: 4 });
  await tip().waitFor();
  await page.mouse.move(5, 5);
  await tip().waitFor({ state: "hidden" });
});

test("the caret that rests beside a reference, or a key, shows its note; Escape closes it and leaves the caret", async () => {
  await caretBehind("without a count.");
  await tip().waitFor();
  await page.keyboard.press("Escape");
  await tip().waitFor({ state: "hidden" });
  await page.keyboard.press("Control+Alt+i");
  await tip().waitFor();
  assert.match(await page.locator("p.unseen", { hasText: "Note 1: Minutes" }).innerText(), /Harbour Council/);
  await accessible(page, "a note shown at the caret");
  await page.keyboard.type("!");
  await tip().waitFor({ state: "hidden" });
  assert.match(await told(), /count\.\[1\]! By midnight/);
  await page.keyboard.press("Control+z");
});

test("a reference is dragged behind another word, its note with it, in one undo", async () => {
  const before = await ids();
  const target = await page.evaluate(() => {
    const walk = document.createTreeWalker(document.querySelector(".copy"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf("same result");
      const found = at >= 0 ? at : node.data.indexOf("members were present");
      if (found < 0) continue;
      const range = document.createRange();
      range.setStart(node, found + 5);
      range.setEnd(node, found + 6);
      const { x, y, height } = range.getBoundingClientRect();
      return { x, y: y + height / 2 };
    }
  });
  const from = await reference(1).boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x - 30, target.y, { steps: 4 });
  await page.mouse.move(target.x, target.y, { steps: 4 });
  await page.mouse.up();
  assert.match(await told(), /Eleven members\[2\] were present/);
  assert.deepEqual((await ids()).toSorted(), before.toSorted(), "the same notes");
  assert.match(await told(), /\[2\] Minutes of the Harbour Council/);
  await page.keyboard.press("Control+z");
  assert.match(await told(), /without a count\.\[1\]/);
  assert.deepEqual(await ids(), before);
});

test("a reference moves a word on by keys, and back", async () => {
  await caretBehind("without a count.");
  for (let i = 0; i < 2; i++) await page.keyboard.press("Alt+Shift+ArrowRight");
  assert.match(await told(), /count\. By midnight\[1\] the two/);
  for (let i = 0; i < 2; i++) await page.keyboard.press("Alt+Shift+ArrowLeft");
  assert.match(await told(), /count\.\[1\] By midnight/);
});

test("a reference that is cut and pasted keeps its note, letters and all; a copied one makes a second note", async () => {
  const before = await ids();
  await caretTo("without a count.");
  await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("Control+x");
  await count(before.length - 1);
  await caretTo("for burying them.");
  await page.keyboard.press("Control+v");
  await count(before.length);
  assert.match(await told(), /burying them\.\[1\]/);
  assert.deepEqual(await ids(), before, "the same id");
  assert.match(await told(), /\[1\] Minutes of the Harbour Council/);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Control+c");
  await caretTo("raised a hand.");
  await page.keyboard.press("Control+v");
  await count(before.length + 1);
  assert.equal(new Set(await ids()).size, before.length + 1, "an id of its own");
  assert.equal((await foot()).filter((note) => note.startsWith("Minutes of the Harbour Council")).length, 2);
  await page.keyboard.press("Control+z");
  await count(before.length);
});

test("a note is split at the caret and made one again, in the text and at the foot", async () => {
  const before = await foot();
  await page.locator(".notes > li").first().locator(".note-text").click();
  await drawn();
  await page.evaluate(() => {
    const node = document.querySelector(".note-edit").firstChild;
    getSelection().collapse(node, "Minutes of".length);
  });
  await drawn();
  await page.keyboard.press("Control+Alt+h");
  await until(() => document.querySelector(".notes > li:nth-child(2).current"));
  const split = await foot();
  assert.deepEqual([split[0], split[1]], ["Minutes of", before[0].slice("Minutes of ".length)]);
  assert.match(await told(), /burying them\.\[1\]\[2\]/);
  await page.keyboard.press("Control+Alt+p");
  await page.keyboard.press("Control+Alt+j");
  await until((length) => document.querySelectorAll(".notes > li").length === length, before.length);
  assert.deepEqual(await foot(), before);
});

test("a note is cited once more by its mark and in words, and both follow its number", async () => {
  await caretTo("neither carried nor lost");
  await page.keyboard.press("Control+Alt+r");
  await dialog(page).waitFor();
  await accessible(page, "which note to cite again");
  await page.keyboard.type("Minutes");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.keyboard.type(" (");
  await page.keyboard.press("Control+Alt+w");
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await page.keyboard.type(")");
  assert.match(await told(), /nor lost\[1\] \(\(see note 1\)\)/);
  await caretTo("Two days ago the council met");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type("Before all");
  await until(() => [...document.querySelectorAll(".copy .note-again")].map((dom) => dom.textContent).join() === "2,see note 2");
  await page.locator(".copy .note-again").first().hover();
  await tip().waitFor();
  assert.match(await tip().innerText(), /Cited 3 times/);
  await page.mouse.move(5, 5);
});

test("deleting a note that is cited again says so, and its words live on at the next mark", async () => {
  await caretBehind("for burying them.");
  await page.keyboard.press("Backspace");
  await page.getByText("Note 2 is cited again: its words stand there now.").waitFor();
  const after = await told();
  assert.match(after, /burying them\.\n/);
  const [, number] = /nor lost\[(\d)\] \(\(see note (\d)\)\)/.exec(after);
  assert.match(after, new RegExp(`\\[${number}\\] Minutes of the Harbour Council`));
  assert.ok(!(await numbers()).includes("?"));
  await page.keyboard.press("Control+z");
  assert.match(await told(), /burying them\.\[2\]/);
});

const rail = () => page.getByRole("navigation", { name: "The piece" });
const choose = async (name) => {
  await page.keyboard.press("Control+Shift+p");
  await dialog(page).getByRole("combobox").waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("heading", { name: "Fill notes" }).or(dialog(page).getByRole("heading", { name: "Make notes" })).waitFor();
};

test("a list that came by mail is pasted, shown beside the notes, and fills the empty ones; the rest is told", async () => {
  const before = await foot();
  const empty = before.findIndex((note) => note === "");
  assert.ok(empty >= 0);
  await rail().getByRole("button", { name: "Fill notes…" }).click();
  const list = ["> Dear Inês,", ">", ...before.map((_, index) => `> [${index + 1}] From the list,\n> number ${index + 1}`), "> [40] Nowhere", ">", "> Ana"].join("\n");
  await page.evaluate((list) => navigator.clipboard.writeText(list), list);
  await page.keyboard.press("Control+v");
  await dialog(page).getByText(`${before.length} texts for notes of this piece.`).waitFor();
  await dialog(page).getByText("1 text has no note here: 40.").waitFor();
  assert.match(await dialog(page).locator("section").innerText(), /Dear Inês,[\s\S]*Ana/);
  await accessible(page, "fill notes");
  await narrow(page, "fill notes");
  // A note that has a text is replaced only where that is ticked, here by keys.
  const box = dialog(page).getByRole("checkbox", { name: `Note ${before.length}: has a text; replace it` });
  assert.equal(await box.isChecked(), false);
  await box.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  const after = await foot();
  assert.equal(after[empty], `From the list, number ${empty + 1}`);
  assert.equal(after.at(-1), `From the list, number ${before.length}`);
  assert.deepEqual(after.filter((_, index) => index !== empty && index !== before.length - 1), before.filter((_, index) => index !== empty && index !== before.length - 1));
  assert.match(await told(), new RegExp(`\\[${empty + 1}\\] From the list`));
  await page.keyboard.press("Control+z");
  await until((empty) => document.querySelectorAll(".notes > li")[empty]?.classList.contains("missing"), empty);
  assert.deepEqual(await foot(), before);
});

test("a list that was copied with its letters keeps them in the notes", async () => {
  await rail().getByRole("button", { name: "Fill notes…" }).click();
  await page.evaluate(async () => {
    const html = "<p>Hello</p><ol start=3><li>Seen in the <i>Review</i>, <a href='https://example.org/48'>no. 48</a></li></ol>";
    const blob = (text, type) => new Blob([text], { type });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": blob(html, "text/html"), "text/plain": blob("Hello\n\n3. Seen in the Review, no. 48", "text/plain") })]);
  });
  await page.keyboard.press("Control+v");
  await dialog(page).locator("td i, td em").getByText("Review", { exact: true }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.locator(".notes > li em", { hasText: "Review" }).first().waitFor();
  assert.equal(await page.locator(".notes > li a").last().getAttribute("href"), "https://example.org/48");
  assert.match(await told(), /\[3\] Seen in the Review, no\. 48/);
  await page.keyboard.press("Control+z");
});

test("typed marks become notes with the words of a typed list, in one undo", async () => {
  await caretTo("Nobody, she says, had lost.");
  await page.keyboard.type(" He said so.[1] And again.[1] Not [sic].");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Notes");
  await page.keyboard.press("Enter");
  await page.keyboard.type("[1] Said at the door");
  const [typed, notes] = [await told(), await foot()];
  await rail().getByRole("button", { name: "Make notes of typed marks…" }).waitFor();
  await choose("typed marks");
  await dialog(page).getByText("1 typed number found.").waitFor();
  await accessible(page, "typed marks");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  const number = notes.length + 1;
  const after = await told();
  assert.match(after, new RegExp(`said so\\.\\[${number}\\] And again\\.\\[${number}\\] Not \\[sic\\]\\.`, "i"));
  assert.match(after, new RegExp(`\\[${number}\\] Said at the door`));
  assert.doesNotMatch(after, /^Notes$/m);
  await page.keyboard.press("Control+z");
  assert.equal(await told(), typed);
  await page.keyboard.press("Control+y");
  await until((number) => document.querySelectorAll(".copy sup.note").length === number, number);
});

test("the list beside the text is walked by keys, says what is empty, and leads into the note; the outline shows where the caret is", async () => {
  await caretTo("Behind the theatre stands");
  await until(() => document.querySelector("nav [aria-current=location]")?.textContent === "The price of winter");
  await caretTo("Two days ago");
  await until(() => document.querySelector("nav [aria-current=location]")?.textContent === "The ferry vote that nobody lost");
  const lines = rail().getByRole("listitem");
  await until((wanted) => document.querySelectorAll("nav [role=listitem]").length === wanted, (await foot()).length);
  assert.match(await rail().getByRole("heading", { name: /^Notes/ }).innerText(), /empty/);
  await lines.first().getByRole("button").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  const at = await page.evaluate(() => Number(document.activeElement.querySelector("b").textContent));
  assert.equal(at, (await foot()).length - 1);
  await page.keyboard.press("Enter");
  await until((at) => document.activeElement?.classList.contains("note-edit") && document.activeElement.ariaLabel === `Note ${at}`, at);
  await rail().locator("button[aria-current=true]", { hasText: String(at) }).waitFor();
  await page.keyboard.press("Escape");
});

test("while a piece is read only its notes are shown and reached by keys, and nothing about them can be changed", async () => {
  const before = await told();
  await desk.cli("move", "ferry-vote", "spiked");
  await page.locator(".copy[aria-readonly=true]").waitFor();
  await page.mouse.move(5, 5);
  await page.locator(".copy").evaluate((copy) => copy.querySelector("sup.note").focus());
  await tip().waitFor();
  assert.equal(await tip().getAttribute("aria-label"), "Note 1");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector("[role=tooltip]:not([hidden])")?.ariaLabel === "Note 2");
  await accessible(page, "a note of a piece that is read only");
  await page.keyboard.press("Enter");
  await until(() => document.activeElement?.matches(".notes > li.current .note-number"));
  await page.keyboard.type("x");
  await page.keyboard.press("Enter");
  await until(() => document.activeElement?.matches(".copy sup.note"));
  await page.keyboard.press("Delete");
  const [from, to] = [await reference(2).boundingBox(), await page.locator(".copy h1").boundingBox()];
  await page.mouse.move(from.x + 3, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 60, to.y + 20, { steps: 5 });
  await page.mouse.up();
  assert.equal(await told(), before);
});

test("in an Arabic piece a note is read, moved forward to the left, and filled from a list with its own digits", async () => {
  await toList(page);
  await openPiece(page, "لن نُبحر");
  await caretTo("ونودّ أن نقول أولاً");
  await page.keyboard.press("Control+Alt+f");
  await until(() => document.activeElement?.classList.contains("note-edit"));
  await page.keyboard.press("Escape");
  await drawn();
  const arabic = async () => { await saved(page); return desk.cli("show", "risalat-almurshidin", "--text"); };
  assert.match(await arabic(), /أولاً\[1\]/);
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  const moved = await arabic();
  assert.doesNotMatch(moved, /أولاً\[1\]/);
  assert.match(moved, /أولاً [^ ]+\[1\]/);
  await page.keyboard.press("Alt+Shift+ArrowRight");
  assert.match(await arabic(), /أولاً\[1\]/);
  await page.keyboard.press("Control+Alt+Shift+f");
  await dialog(page).waitFor();
  await page.keyboard.type("١. محضر جلسة المجلس");
  await dialog(page).getByText("1 text for a note of this piece.").waitFor();
  await accessible(page, "fill arabic notes");
  await page.keyboard.press("Tab");
  await dialog(page).getByRole("button", { name: "Fill 1 note" }).click();
  assert.match(await arabic(), /\[1\] محضر جلسة المجلس/);
  await page.mouse.move(5, 5);
  await reference(1).first().hover();
  await tip().waitFor();
  assert.equal(await tip().locator("div").evaluate((words) => getComputedStyle(words).direction), "rtl");
  const [line, box] = [await reference(1).first().boundingBox(), await tip().boundingBox()];
  assert.ok(box.y >= line.y + line.height || box.y + box.height <= line.y, "it lies on the line");
  await accessible(page, "an arabic note");
  await narrow(page, "an arabic note");
});

test("a note is made by keys in a headline, a standfirst, a cell, a quotation and an item, and numbered in the order of the page", async () => {
  const file = path.join(desk.person.home, "places.html");
  writeFileSync(file, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Places</title></head><body><h1>Places of notes</h1>
<p>First words of it, a standfirst.</p><p>Some words and more of them to stand here, so that there is a body of words indeed.</p>
<table><tr><td>cell one</td><td>cell two</td></tr></table><blockquote><p>quoted words</p></blockquote><ul><li>item words</li></ul><p>End words.</p></body></html>`);
  await desk.cli("import", file);
  await toList(page);
  await openPiece(page, "Places of notes");
  const places = ["End", "Places of", "First words", "cell one", "quoted", "item"];
  for (const words of places) {
    await caretTo(words);
    await page.keyboard.press("Control+Alt+f");
    await until(() => document.activeElement?.classList.contains("note-edit"));
    await drawn();
    await page.keyboard.type(`Note of ${words}`);
    await page.keyboard.press("Escape");
    await drawn();
    await page.keyboard.type("+");
  }
  assert.deepEqual(await foot(), [...places.slice(1), "End"].map((words) => `Note of ${words}`));
  assert.deepEqual(await numbers(), ["1", "2", "3", "4", "5", "6"]);
  assert.match(await page.locator(".copy td").first().innerText(), /cell one\s*3\s*\+/);
  await saved(page);
});
