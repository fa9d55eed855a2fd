// Blocks by hand: their controls, quotations set off and run in, tables, moves, languages. By keys wherever there is one.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, button, caretAfter, dialog, narrow, newPage, openPiece, row, saved, text } from "./at.mjs";
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
/** The page reads where the caret is a moment after it was put there. */
const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const caret = async (words) => { await caretAfter(page, words); await settled(); };
const strip = () => page.getByRole("region", { name: "Block" });
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const shown = async () => { await saved(page); return desk.cli("show", "ferry-vote", "--text"); };
/** A new paragraph at the end of the block that says this, with these letters in it. */
async function newParagraph(behind, words) {
  await caret(behind);
  await page.evaluate(() => {
    const block = getSelection().focusNode.parentElement.closest("p, h2");
    getSelection().selectAllChildren(block);
    getSelection().collapseToEnd();
  });
  await settled();
  await press("Enter");
  await page.keyboard.insertText(words);
}

test("a quotation in the text is set off by its keys, and run in again from its controls", async () => {
  await newParagraph("What the minutes show is simpler", "The clerk said: “We ‘never’ vote at night.” Nobody laughed.");
  await caret("vote at");
  await press("Control+Alt+Shift+q");
  const quote = page.locator(".ProseMirror blockquote", { hasText: "vote at night" });
  await quote.waitFor();
  assert.equal(await quote.innerText(), "We “never” vote at night.");
  await press("Control+Alt+b");
  await strip().getByRole("button", { name: "Run it in" }).click();
  await page.locator(".ProseMirror p", { hasText: "The clerk said: “We ‘never’ vote at night.” Nobody laughed." }).waitFor();
  await press("Escape");
  await strip().waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("copy")), true);
  await press("Control+z");
  await quote.waitFor();
  await press("Control+z");
  await quote.waitFor({ state: "detached" });
});

test("a quotation's source must be an address", async () => {
  await caret("vote at");
  await press("Control+Alt+Shift+q", "Control+Alt+b");
  const source = strip().getByLabel("Source, as a link");
  await source.waitFor();
  assert.equal(await source.evaluate((input) => input === document.activeElement), true);
  await page.keyboard.type("not an address");
  await press("Enter");
  await strip().getByRole("alert").waitFor();
  await source.fill("harbour.example/minutes");
  await press("Enter", "Escape");
  await page.locator('.ProseMirror blockquote[cite="https://harbour.example/minutes"]').waitFor();
  await press("Control+Alt+a");
  await page.keyboard.type("The clerk");
  assert.match(await shown(), /The clerk/);
});

test("a table is made, walked and grown by keys alone", async () => {
  await newParagraph("Nobody laughed", "");
  await press("Control+Shift+t");
  await dialog(page).getByLabel("Rows").fill("2");
  await dialog(page).getByLabel("Columns").fill("2");
  await press("Enter");
  const table = page.locator(".ProseMirror table").last();
  await table.waitFor();
  for (const word of ["Boat", "Seats", "Ana", "40"]) {
    await page.keyboard.type(word);
    await press("Tab");
  }
  await page.keyboard.type("Rosa");
  assert.deepEqual(await table.locator("tr").evaluateAll((rows) => rows.map((row) => row.innerText.replace(/\s+/g, " ").trim())), ["Boat Seats", "Ana 40", "Rosa"]);
  assert.equal(await table.locator("th").count(), 2);
  await press("Control+Shift+Delete");
  assert.equal(await table.locator("tr").count(), 2);
  await press("Control+z");
  assert.equal(await table.locator("tr").count(), 3);
});

test("cells are aligned, merged and headed from the table's controls", async () => {
  await caret("Rosa");
  await press("Control+Alt+b");
  await strip().getByRole("group", { name: "Row" }).getByRole("button", { name: "Select" }).click();
  await strip().getByRole("group", { name: "Cells" }).getByRole("button", { name: "Merge" }).click();
  await page.locator('.ProseMirror td[colspan="2"]').waitFor();
  await strip().getByRole("group", { name: "Cells" }).getByRole("button", { name: "Middle" }).click();
  await page.locator('.ProseMirror td[colspan="2"][data-align="center"]').waitFor();
  await strip().getByRole("group", { name: "Headers" }).getByRole("button", { name: "First column" }).click();
  await page.locator(".ProseMirror th", { hasText: "Ana" }).waitFor();
  await accessible(page, "a table's controls");
  await narrow(page, "a table's controls");
  await press("Escape");
});

test("in a table from right to left the arrows go to the cell that they point at", async () => {
  const other = await newPage(browser);
  const file = path.join(desk.person.home, "boats.md");
  writeFileSync(file, "# القوارب\n\n| قارب | مقعد |\n|---|---|\n| ليلى | 12 |\n\nنهاية.\n");
  await desk.cli("import", file, "--slug", "boats", "--lang", "ar");
  await other.goto(desk.url);
  await row(other, "القوارب").click();
  const cell = (words) => other.locator(".ProseMirror :is(td, th)", { hasText: words });
  await cell("ليلى").waitFor();
  const within = (words) => other.waitForFunction((words) => getSelection().focusNode?.parentElement?.closest("td, th")?.textContent === words, words);
  await caretAfter(other, "قارب");
  await other.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.ok((await cell("قارب").boundingBox()).x > (await cell("مقعد").boundingBox()).x, "the first cell stands on the right");
  await other.keyboard.press("ArrowLeft");
  await within("مقعد");
  await other.keyboard.press("ArrowRight");
  await within("قارب");
  await other.keyboard.press("Shift+ArrowLeft");
  await other.waitForFunction(() => document.querySelectorAll(".selectedCell").length === 2);
  await other.keyboard.press("Shift+ArrowRight");
  await other.waitForFunction(() => document.querySelectorAll(".selectedCell").length === 1);
  await caretAfter(other, "ليلى");
  await other.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await other.keyboard.press("ArrowLeft");
  await within("12");
  await other.close();
});

test("a block moves up and down by keys, with its notes, as one undo each", async () => {
  const order = () => text(page).locator(":scope > *").evaluateAll((blocks) => blocks.map((block) => block.textContent.slice(0, 30)));
  await caret("What the minutes show is simpler");
  const before = await order();
  await press("Alt+ArrowDown");
  const moved = await order();
  assert.notDeepEqual(moved, before);
  await press("Alt+ArrowUp");
  assert.deepEqual(await order(), before);
  await press("Control+z");
  assert.deepEqual(await order(), moved);
  await press("Control+z");
  assert.deepEqual(await order(), before);
});

test("a block in another language runs its own way, with the caret at its border", async () => {
  await newParagraph("What the minutes show is simpler", "هذه كلمة");
  await press("Control+Alt+b");
  await strip().getByLabel("Language", { exact: true }).selectOption("ar");
  await press("Escape");
  const block = page.locator(".ProseMirror p[lang=ar]", { hasText: "هذه كلمة" });
  assert.equal(await block.evaluate((element) => getComputedStyle(element).direction), "rtl");
  const place = () => page.evaluate(() => ({ words: getSelection().focusNode.textContent, at: getSelection().focusOffset }));
  await press("Home");
  assert.deepEqual(await place(), { words: "هذه كلمة", at: 0 });
  await press("ArrowLeft");
  assert.deepEqual(await place(), { words: "هذه كلمة", at: 1 });
  await press("End");
  assert.deepEqual(await place(), { words: "هذه كلمة", at: 8 });
  // Past the border: into the next block, which runs the other way, at its start.
  await press("ArrowLeft");
  const next = await place();
  assert.notEqual(next.words, "هذه كلمة");
  assert.equal(next.at, 0);
  await press("ArrowLeft");
  assert.equal((await place()).words, "هذه كلمة");
});

test("every frame is put on from the list of commands, filled, and left by one key", async () => {
  const frames = { Box: ".box", Epigraph: ".epigraph", Verse: ".verse", Code: "pre", Quotation: "blockquote", Interview: ".turn" };
  for (const [name, selector] of Object.entries(frames)) {
    await newParagraph("What the minutes show is simpler", `Words of ${name}`);
    await press("Control+Shift+p");
    await dialog(page).getByRole("combobox").fill(name);
    await dialog(page).getByRole("option").first().waitFor();
    await press("Enter");
    const frame = page.locator(`.ProseMirror ${selector}`, { hasText: `Words of ${name}` });
    await frame.waitFor();
    await press("Control+Enter");
    await page.keyboard.type(`Behind ${name}`);
    const behind = await frame.evaluate((element) => element.nextElementSibling.textContent);
    assert.equal(behind, `Behind ${name}`);
  }
  assert.match(await shown(), /Words of Interview/);
});

test("a placeholder and an embed are asked about and stand in the text", async () => {
  await newParagraph("What the minutes show is simpler", "Seats: ");
  await press("Control+Alt+k");
  await dialog(page).getByLabel("What is still to come").fill("number of seats");
  await press("Enter");
  await page.locator(".ProseMirror .placeholder", { hasText: "number of seats" }).waitFor();
  await dialog(page).waitFor({ state: "detached" });
  await settled();
  // Once it is chosen, its words can be changed.
  await press("ArrowLeft", "Control+Alt+b");
  await strip().getByLabel("What is still to come").fill("seats by day");
  await press("Escape");
  await page.locator(".ProseMirror .placeholder", { hasText: "seats by day" }).waitFor();
  await press("ArrowRight", "Control+Alt+e");
  await dialog(page).getByLabel("Address").fill("films.example/ferry");
  await dialog(page).getByText("films.example", { exact: true }).waitFor();
  await dialog(page).getByLabel("Title, as readers see it").fill("The ferry, a film");
  await press("Enter");
  await page.locator(".ProseMirror .embed", { hasText: "The ferry, a film" }).waitFor();
  assert.equal(page.asked.filter((url) => url.includes("films.example")).length, 0);
  assert.deepEqual(page.wrong, []);
});
