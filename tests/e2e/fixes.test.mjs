// The fixes of findings: by button and by key, one undo each; in notes and fields, too; nothing where the words have changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, caretAfter, newPage, openPiece, saved } from "./at.mjs";
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
const card = (words) => page.locator(".finding-card", { hasText: words });
const body = () => page.evaluate(() => document.querySelector(".ProseMirror").innerText);
const says = (words) => page.waitForFunction((words) => document.querySelector(".ProseMirror").innerText.includes(words), words);
const heard = (words) => page.locator(".unseen", { hasText: words }).waitFor({ state: "attached" });

async function write(afterWords, words) {
  await caretAfter(page, afterWords);
  await page.keyboard.type(words);
  await saved(page);
}

test("the key makes the safe fix of the finding in hand, one undo takes it back, F8 goes on", async () => {
  await write("What the minutes show", " on on the record");
  await card("“on” stands twice").waitFor();
  await caretAfter(page, "What the minutes show ");
  await page.keyboard.press("ArrowRight");
  await page.locator(".finding-card.at").waitFor();
  await page.keyboard.press("Control+F8");
  await says("minutes show on the record");
  await heard("Done: Delete the second “on”.");
  await page.keyboard.press("Control+z");
  await says("minutes show on on the record");
  await page.keyboard.press("Control+F8");
  await says("minutes show on the record");
  await saved(page);
  await card("“on” stands twice").waitFor({ state: "detached" });
  await page.keyboard.press("F8");
  await page.locator(".finding-card.at").waitFor();
});

test("each fix is a button with its label; what it needs in two places is one undo", async () => {
  await write("on the record", ": “they went out and");
  const quotation = card("opens a quotation that is never closed");
  await quotation.first().waitFor();
  const offered = await quotation.first().getByRole("group", { name: "Fixes" }).getByRole("button").allInnerTexts();
  assert.ok(offered.every((label) => /^Close it /.test(label)), offered.join());
  const before = (await body()).split("”").length;
  await quotation.first().getByRole("button").last().click();
  await page.waitForFunction((before) => document.querySelector(".ProseMirror").innerText.split("”").length === before + 1, before);
  await accessible(page, "findings with their fixes");
});

test("a finding without a safe fix says so, and nothing changes", async () => {
  const before = await body();
  await caretAfter(page, "night shift’s own estimate is ");
  await page.keyboard.press("ArrowRight");
  await page.locator(".finding-card.at").waitFor();
  await page.keyboard.press("Control+F8");
  await page.getByText("has no fix that is safe without looking").first().waitFor();
  assert.equal(await body(), before);
});

test("all safe fixes are made at once, in text and notes, and one undo brings the text back", async () => {
  await write("Behind the theatre", " by the the gate");
  await caretAfter(page, "The lower figure");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type("Seen in the the archive");
  await saved(page);
  await caretAfter(page, "There was no division");
  const all = button(page, "Make all 2 safe fixes");
  await all.waitFor();
  await page.keyboard.press("Control+Shift+F8");
  await says("theatre by the gate");
  await page.waitForFunction(() => /Seen in the archive/.test(document.body.innerText) && !/the the archive/.test(document.body.innerText));
  await caretAfter(page, "There was no division");
  await page.keyboard.press("Control+z");
  await says("theatre by the the gate");
  await all.waitFor();
  await page.keyboard.press("Control+Shift+F8");
  await says("theatre by the gate");
  await saved(page);
});

test("a field's fix is made in the field, which has its own undo", async () => {
  await page.evaluate(() => document.querySelector(".ProseMirror").focus());
  await page.keyboard.press("Control+Shift+p");
  await page.keyboard.type("author’s note");
  await page.keyboard.press("Enter");
  const field = page.getByLabel("Author’s note", { exact: true });
  await field.fill("Ana writes for the the harbour paper.");
  await field.blur();
  await card("harbour paper").waitFor();
  await card("harbour paper").getByRole("button", { name: "Delete the second “the”" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll("textarea")].some((one) => one.value === "Ana writes for the harbour paper."));
  await page.locator("[data-field=author_note]").getByRole("button", { name: "Undo" }).click();
  assert.equal(await field.inputValue(), "Ana writes for the the harbour paper.");
  assert.deepEqual(page.wrong, []);
});
