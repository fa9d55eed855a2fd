// Typing as a person does: marks by the language, Markdown's signs, input methods, dead keys, spaces that are shown.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { caretAfter, newPage, openPiece, saved, shot, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page, cdp;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  cdp = await page.context().newCDPSession(page);
  await page.goto(desk.url);
  await openPiece(page, "Letters");
});
after(async () => {
  await browser?.close();
  desk?.stop();
});

/** A new empty paragraph at the end of the body, the caret in it. */
async function paragraph() {
  await text(page).focus();
  await page.keyboard.press("Control+End");
  // Fingers are slower than this: the editor hears of the caret a moment after the browser has moved it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Alt+0");
}
const last = () => page.evaluate(() => [...document.querySelector(".ProseMirror").children].at(-1).textContent);
const is = (words) => page.waitForFunction((words) => [...document.querySelector(".ProseMirror").children].at(-1).textContent === words, words).catch(async () => assert.equal(await last(), words));

test("quotation marks, apostrophes, dashes and ellipses come as the language sets them, and are saved so", async () => {
  await paragraph();
  await page.keyboard.type(`She said: "It's 'fine' -- since the '90s..." (at 6' 2")`);
  await is("She said: “It’s ‘fine’ – since the ’90s…” (at 6' 2\")");
  await saved(page);
  const { rows } = await desk.call("article_list", { sort: "date", descending: true, offset: 0, limit: 50 });
  const slug = rows.find((row) => row.label.includes("Letters")).slug;
  assert.match(await desk.cli("show", slug, "--text"), /She said: “It’s ‘fine’ – since the ’90s…”/);
});

test("Backspace right after takes the change back, Ctrl Z too, and neither takes a word", async () => {
  await paragraph();
  await page.keyboard.type('He wrote "');
  await is("He wrote “");
  await page.keyboard.press("Backspace");
  await is('He wrote "');
  await page.keyboard.type('a" and --');
  await is('He wrote "a" and –');
  await page.keyboard.press("Control+z");
  await is('He wrote "a" and --');
});

test("what is pasted stays as it was", async () => {
  await paragraph();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", `"a" -- it's...`);
    document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await is(`"a" -- it's...`);
});

test("signs at a block's start make blocks, and Backspace gives the signs back", async () => {
  const root = () => page.evaluate(() => [...document.querySelector(".ProseMirror").children].at(-1).localName);
  for (const [signs, name] of [["## ", "h2"], ["> ", "blockquote"], ["- ", "ul"], ["1. ", "ol"], ["a. ", "ol"], ["``` ", "pre"]]) {
    await paragraph();
    await page.keyboard.type(signs);
    assert.equal(await root(), name, signs);
    await page.keyboard.press("Backspace");
    assert.equal(await root(), "p", `${signs} taken back`);
    assert.equal(await last(), signs);
  }
});

test("letters written as Markdown are marked, a link with its address", async () => {
  await paragraph();
  await page.keyboard.type("a **strong** and *soft* [page](example.org/x) end");
  await is("a strong and soft page end");
  const marked = await page.evaluate(() => {
    const block = [...document.querySelector(".ProseMirror").children].at(-1);
    return [block.querySelector("strong").textContent, block.querySelector("em").textContent, block.querySelector("a").getAttribute("href")];
  });
  assert.deepEqual(marked, ["strong", "soft", "https://example.org/x"]);
});

test("an input method composes undisturbed, and its words are not changed", async () => {
  await paragraph();
  await page.keyboard.type("x ");
  for (const part of ["に", "にほ", "にほん", "日本"]) await cdp.send("Input.imeSetComposition", { text: part, selectionStart: part.length, selectionEnd: part.length });
  assert.equal(await last(), "x 日本");
  await cdp.send("Input.insertText", { text: "日本" });
  await is("x 日本");
  await cdp.send("Input.imeSetComposition", { text: "--", selectionStart: 2, selectionEnd: 2 });
  await cdp.send("Input.imeSetComposition", { text: '"a', selectionStart: 2, selectionEnd: 2 });
  await cdp.send("Input.insertText", { text: '"a"' });
  await is('x 日本"a"');
  await page.keyboard.type(' "b');
  await is('x 日本"a" “b');
});

test("a dead key gives its accent, and a mark from one is as good as typed", async () => {
  await paragraph();
  await page.keyboard.type("caf");
  await cdp.send("Input.imeSetComposition", { text: "´", selectionStart: 1, selectionEnd: 1 });
  await cdp.send("Input.insertText", { text: "é" });
  await is("café");
  await page.keyboard.type(" ");
  await cdp.send("Input.imeSetComposition", { text: '"', selectionStart: 1, selectionEnd: 1 });
  await cdp.send("Input.insertText", { text: '"' });
  await is("café “");
  await page.keyboard.type('oui"');
  await is("café “oui”");
});

test("an Arabic piece has its own marks, and a composed letter stays whole", async () => {
  await toList(page);
  await openPiece(page, "لن نُبحر");
  await paragraph();
  await page.keyboard.type('قال: "نعم"');
  await is("قال: «نعم»");
});

test("in a note the same is done", async () => {
  await page.keyboard.press("Control+Alt+f");
  await page.locator(".note-edit").waitFor();
  await page.keyboard.type('انظر "هنا" -- *هناك*');
  await page.waitForFunction(() => document.querySelector(".note-edit").textContent === "انظر «هنا» – هناك");
  assert.equal(await page.locator(".note-edit em").innerText(), "هناك");
  await page.keyboard.press("Escape");
});

test("spaces and breaks are shown when asked for, and it can be switched off that marks are set", async () => {
  await toList(page);
  await openPiece(page, "Letters");
  await paragraph();
  await page.keyboard.type("a");
  await page.keyboard.press("Control+Shift+Space");
  await cdp.send("Input.insertText", { text: "b\u202Fc" });
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("d");
  assert.equal(await page.locator(".shown-space").count(), 0);
  const act = async (name) => {
    await page.keyboard.press("Control+Shift+p");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  };
  await act("Show spaces");
  await page.locator(".shown-break").waitFor();
  assert.equal(await page.locator(".ProseMirror").first().locator(".shown-space").count(), 2);
  await page.locator(".shown-break").scrollIntoViewIfNeeded();
  await shot(page, "spaces shown");
  await act("Show spaces");
  await page.locator(".shown-break").waitFor({ state: "detached" });
  await act("Typographic marks");
  await paragraph();
  await page.keyboard.type('"a" -- b');
  await is('"a" -- b');
  assert.deepEqual(page.wrong, []);
});
