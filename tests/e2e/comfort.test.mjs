// What a person sets to read and write in comfort, the palette of commands, and keys of one's own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { caretAfter, dialog, newPage, openPiece, saved, text } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(host.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  await browser?.close();
  host?.stop();
});

const gone = () => dialog(page).first().waitFor({ state: "detached" });
async function palette(words) {
  await page.keyboard.press("Control+Shift+P");
  await page.getByRole("combobox", { name: "What shall be done?" }).waitFor();
  await page.keyboard.type(words);
  await page.getByRole("option", { selected: true }).first().waitFor();
}

test("the palette finds a command by its name, shows its keys, and does it where the caret is", async () => {
  await caretAfter(page, "Two days ago");
  await palette("heading 2");
  assert.match(await page.getByRole("option", { selected: true }).innerText(), /Heading 2\s+Ctrl Alt 2/);
  await page.keyboard.press("Enter");
  await gone();
  assert.equal(await page.evaluate(() => getSelection().anchorNode.parentElement.closest("h2, p")?.tagName), "H2");
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("ProseMirror")), true, "the caret is back in the text");
  await page.keyboard.press("Control+z");
  await saved(page);
});

test("the palette finds a piece of the desk by its words and opens it", async () => {
  await palette("bridge promised");
  const piece = page.getByRole("group", { name: "Pieces" }).getByRole("option", { name: "The bridge that was promised in 1931" });
  await piece.waitFor();
  const name = (await piece.innerText()).trim();
  await page.keyboard.press("ArrowUp");
  for (let step = 0; step < 20 && !(await piece.getAttribute("aria-selected")).includes("true"); step++) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await gone();
  await page.waitForFunction((name) => document.title.startsWith(name), name);
});

test("the next move is in the palette under the name that the workflow gives it, and its keys make it from the text", async () => {
  await page.getByRole("button", { name: /^Pass to/ }).first().waitFor();
  await palette("pass to");
  await page.getByRole("option", { selected: true }).filter({ hasText: /The next move: Pass to copy edit/ }).waitFor();
  await page.keyboard.press("Escape");
  await gone();
  await caretAfter(page, "1931");
  await page.keyboard.press("Control+Shift+Enter");
  await page.getByRole("button", { name: /^Pass to proof/ }).waitFor();
});

test("keys are changed, work at once in the text, and are taken from what had them before", async () => {
  await page.keyboard.press("Control+Alt+s");
  await dialog(page).getByRole("tab", { name: "Keys" }).click();
  await dialog(page).getByLabel("Find a command").fill("small caps");
  await dialog(page).getByRole("button", { name: /^Small caps: none/ }).click();
  await page.keyboard.press("q");
  await dialog(page).getByText("Those keys are for typing").waitFor();
  await page.keyboard.press("Control+b");
  await dialog(page).getByText("Ctrl B was “Strong”, which has no keys now.").waitFor();
  await page.keyboard.press("Escape");
  await gone();
  await page.locator(".ProseMirror > .standfirst").click({ clickCount: 3 });
  // Once the text has the selection, its bar is there.
  await page.getByRole("toolbar", { name: "Format" }).waitFor();
  await page.keyboard.press("Control+b");
  await page.locator(".ProseMirror > .standfirst .small-caps, .ProseMirror > .standfirst [class*=caps]").first().waitFor();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+Alt+s");
  await dialog(page).getByRole("tab", { name: "Keys" }).click();
  await dialog(page).getByRole("button", { name: "All as designed" }).click();
  await dialog(page).getByRole("button", { name: /^Strong: Ctrl B/ }).waitFor();
  await page.keyboard.press("Escape");
  await gone();
});

test("only the text: the columns go, come when they are called, and the choice is remembered", async () => {
  const columns = page.getByRole("complementary", { name: "Beside the text" });
  await columns.waitFor();
  await page.keyboard.press("Control+Shift+d");
  await columns.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+Alt+c");
  await columns.waitFor();
  await page.keyboard.press("Control+Alt+c");
  await columns.waitFor({ state: "hidden" });
  await page.reload();
  await page.locator("[data-row], .ProseMirror").first().waitFor();
  if (await page.locator("[data-row]").count()) await openPiece(page, "ferry vote");
  await text(page).waitFor();
  await columns.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+Shift+d");
  await columns.waitFor();
});

test("the line's length and its letters follow the person's choice", async () => {
  const look = () => page.evaluate(() => ({ wide: document.querySelector(".ProseMirror").getBoundingClientRect().width, face: getComputedStyle(document.querySelector(".ProseMirror")).fontFamily }));
  const before = await look();
  await page.keyboard.press("Control+Alt+s");
  await dialog(page).getByLabel("Length of a line").selectOption({ label: "Short, 54 characters" });
  await dialog(page).getByLabel("Letters of the text").selectOption({ label: "Without serifs" });
  await page.keyboard.press("Escape");
  await gone();
  const after = await look();
  assert.ok(after.wide < before.wide * 0.9, `${after.wide} is shorter than ${before.wide}`);
  assert.match(after.face, /^"?Inter/);
  await page.keyboard.press("Control+Alt+s");
  await dialog(page).getByLabel("Length of a line").selectOption({ label: "Middle, 66 characters" });
  await dialog(page).getByLabel("Letters of the text").selectOption({ label: "With serifs" });
  await page.keyboard.press("Escape");
  await gone();
});

test("in typewriter scrolling the caret's line stays at its height while one types", async () => {
  const height = () => page.evaluate(() => {
    const rect = getSelection().getRangeAt(0).getClientRects()[0];
    const seen = document.querySelector("main").getBoundingClientRect();
    return rect ? (rect.top - seen.top) / seen.height : null;
  });
  await palette("typewriter");
  await page.keyboard.press("Enter");
  await gone();
  await page.keyboard.press("Control+End");
  for (let line = 0; line < 4; line++) {
    await page.keyboard.press("Enter");
    await page.keyboard.type("The quay was empty by nine.");
  }
  await page.waitForFunction(() => {
    const rect = getSelection().getRangeAt(0).getClientRects()[0];
    const seen = document.querySelector("main").getBoundingClientRect();
    return rect && Math.abs((rect.top - seen.top) / seen.height - 0.42) < 0.05;
  }).catch(async () => assert.fail(`the caret stands at ${await height()} of the height`));
  await palette("typewriter");
  await page.keyboard.press("Enter");
  await gone();
  for (let line = 0; line < 8; line++) await page.keyboard.press("Control+z");
  await saved(page);
});

test("undo goes on where it was after a move between states", async () => {
  await caretAfter(page, "Two days ago");
  await page.keyboard.type(" or three");
  await saved(page);
  await palette("back to editing");
  await page.keyboard.press("Enter");
  await gone();
  if (await dialog(page).count()) {
    await page.keyboard.type("To be told better.");
    await dialog(page).getByRole("button", { name: /editing/i }).last().click();
    await gone();
  }
  await page.locator(".chip", { hasText: /^Editing$/ }).waitFor();
  await page.locator("[aria-live=polite]", { hasText: "Now in Editing." }).waitFor({ state: "attached" });
  await caretAfter(page, "or three");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".ProseMirror").textContent.includes("or three"));
});

test("a finding that is mended is said aloud, and what is saved at each pause is not", async () => {
  const live = () => page.evaluate(() => [...document.querySelectorAll("[aria-live], [role=alert], [role=status]")].map((one) => one.textContent.trim()).join(" "));
  await caretAfter(page, "Two days ago");
  await page.keyboard.type(" ago");
  await page.locator("[aria-live=polite]", { hasText: /\d errors? now\./ }).waitFor({ state: "attached" });
  for (let key = 0; key < 4; key++) await page.keyboard.press("Backspace");
  await page.locator("[aria-live=polite]", { hasText: /\d errors? left\.|No error is left/ }).waitFor({ state: "attached" });
  assert.doesNotMatch(await live(), /Saved/);
});

test("nothing on the page was refused or went wrong", () => assert.deepEqual(page.wrong, []));
