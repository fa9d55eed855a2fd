// Writing in nine languages, by real keys: the caret's way, words, lines, the border of two directions, what a word is marked as.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, caretAfter, cutOff, dialog, newPage, openPiece, saved } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

const PIECE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Nine tongues</title></head><body><h1>Nine tongues</h1>
<p lang="he">הנמל נסגר ב־1931 לפי London Harbour Act והספינות חזרו.</p>
<p lang="ar">أُغلق الميناء عام 1931 بموجب London Harbour Act وعادت السفن.</p>
<p lang="fa">بندر در سال ۱۳۱۰ بسته شد و کشتی‌ها برگشتند.</p>
<p lang="zh-Hans">港口于1931年关闭，船只没有返回。议会在星期四开会，没有投票。港口于1931年关闭，船只没有返回。</p>
<p lang="ja">港は1931年に閉鎖された。「船は戻らなかった」と議長は述べた。港は1931年に閉鎖された。</p>
<p lang="th">ท่าเรือปิดในปี 1931 และเรือไม่ได้กลับมาอีกเลยหลังจากที่สภาลงมติในวันพฤหัสบดีโดยไม่มีการนับคะแนน</p>
<p lang="de">Die Hafenbehördenvorsitzende sagte: „Das Schiff fährt nicht.“ Straßenbahnhaltestellenverlegung folgt.</p>
<p>The word <span lang="he">שלום</span> is Hebrew, and salut is not.</p>
</body></html>`;

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  const file = path.join(desk.person.home, "tongues.html");
  writeFileSync(file, PIECE);
  await desk.cli("import", file);
  page = await newPage(browser);
  await page.goto(desk.url);
  await openPiece(page, "Nine tongues");
});
after(async () => {
  assert.deepEqual(page?.wrong, []);
  await browser?.close();
  desk?.stop();
});
const drawn = () => page.evaluate(async () => { for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame); });
async function caretTo(words) {
  await caretAfter(page, words);
  await drawn();
}
/** Where the caret is in its block, and what is selected. */
const caret = () => page.evaluate(() => {
  const selection = getSelection();
  const node = selection.focusNode;
  const range = document.createRange();
  range.selectNodeContents((node.nodeType === 3 ? node.parentElement : node).closest("p, h1"));
  range.setEnd(node, selection.focusOffset);
  return { at: range.toString().length, selected: selection.toString() };
});
async function press(keys) {
  await page.keyboard.press(keys);
  await drawn();
  return caret();
}
const last = () => page.locator(".copy > p").last();

for (const [language, start, back, on] of [
  ["Hebrew", "הנמל", "ArrowRight", "ArrowLeft"],
  ["Arabic", "أُغلق", "ArrowRight", "ArrowLeft"],
  ["Persian", "بندر", "ArrowRight", "ArrowLeft"],
  ["Chinese", "港口", "ArrowLeft", "ArrowRight"],
  ["Japanese", "港は", "ArrowLeft", "ArrowRight"],
  ["German", "Die ", "ArrowLeft", "ArrowRight"],
  ["Thai", "ท่าเรือ", "ArrowLeft", "ArrowRight"],
]) {
  test(`${language}: arrows, jumps by words, the line's ends and a word by double click follow the script`, async () => {
    await caretTo(start);
    const { at } = await caret();
    assert.ok((await press(on)).at > at, "forward");
    await press(back);
    assert.equal((await caret()).at, at, "and back");
    const jumped = (await press(`Control+${on}`)).at;
    assert.ok(jumped > at, "a word on");
    assert.ok((await press(`Control+${back}`)).at < jumped, "a word back");
    assert.equal((await press("Home")).at, 0);
    const end = (await press("End")).at;
    assert.ok(end > 20, "the line's end");
    assert.equal((await press("Shift+Home")).selected.length, end, "selected back to the line's start");
    // Every line breaks inside the page.
    const wide = await page.evaluate((start) => {
      const block = [...document.querySelectorAll(".copy > p")].find((one) => one.textContent.startsWith(start.trim()));
      return { lines: Math.round(block.offsetHeight / Number.parseFloat(getComputedStyle(block).lineHeight)), over: block.scrollWidth - block.clientWidth };
    }, start);
    assert.equal(wide.over, 0);
    assert.ok(wide.lines >= 1);
  });
}

test("a double click takes a word of any script, and no more", async () => {
  for (const [word, wanted] of [["והספינות", "והספינות"], ["وعادت", "وعادت"], ["کشتی‌ها", "کشتی‌ها"], ["船只", "船只"], ["議長", "議長"], ["ท่าเรือ", "ท่าเรือ"], ["Straßenbahnhaltestellenverlegung", "Straßenbahnhaltestellenverlegung"], ["London", "London"]]) {
    const { x, y } = await page.evaluate((word) => {
      const walk = document.createTreeWalker(document.querySelector(".copy"), NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf(word);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        node.parentElement.scrollIntoView({ block: "center" });
        const box = range.getClientRects()[0];
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
    }, word);
    await page.mouse.dblclick(x, y);
    await drawn();
    assert.equal((await caret()).selected, wanted);
  }
});

test("at the border of two directions an arrow takes the caret over, and what is typed goes where it stands", async () => {
  await caretTo("שלום");
  await page.keyboard.type("ם");
  await page.waitForFunction(() => [...document.querySelectorAll(".copy i.foreign")].at(-1)?.textContent === "שלוםם");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("ArrowRight");
  await drawn();
  await page.keyboard.type("!");
  await drawn();
  assert.equal(await last().innerText(), "The word שלום! is Hebrew, and salut is not.");
  assert.equal(await last().locator("i.foreign").innerText(), "שלום");
  await page.keyboard.press("Backspace");
  await caretTo("The word ");
  await page.keyboard.type("x");
  await drawn();
  assert.equal(await last().locator("i.foreign").innerText(), "שלום");
  assert.equal(await last().innerText(), "The word xשלום is Hebrew, and salut is not.");
  await page.keyboard.press("Backspace");
});

test("words are marked as another language by its own name, and the next time it comes first", async () => {
  const mark = async (word, typed) => {
    await caretTo(word);
    for (let i = 0; i < word.length; i++) await press("Shift+ArrowLeft");
    await page.keyboard.press("Control+Alt+l");
    await dialog(page).getByRole("combobox").waitFor();
    if (typed === "") await accessible(page, "foreign words");
    await page.keyboard.type(typed);
  };
  await mark("salut", "français");
  assert.match(await dialog(page).getByRole("option").first().innerText(), /French\s*français/);
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  assert.deepEqual(await last().locator("i.foreign").last().evaluate((one) => [one.lang, one.dir, one.textContent]), ["fr", "ltr", "salut"]);
  await mark("not", "");
  const first = await dialog(page).getByRole("option").allInnerTexts();
  assert.match(first[0], /French/);
  assert.ok(first.slice(0, 9).some((line) => line.includes("עברית")), "the piece's own languages come next");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
});

test("the piece's language turns the whole text and its notes at once, and back", async () => {
  await caretTo("is not");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type("A note");
  await page.keyboard.press("Escape");
  await saved(page);
  await page.locator(".foot").getByRole("button", { name: "English" }).click();
  const field = page.getByRole("combobox", { name: "Language", exact: true });
  await field.selectOption("ar");
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".copy h1")).direction === "rtl" && document.querySelector(".copy").lang === "ar");
  assert.equal(await page.locator(".notes").evaluate((notes) => getComputedStyle(notes).direction), "rtl");
  // A block with a language of its own stays as it was.
  assert.equal(await page.locator(".copy > p[lang=de]").evaluate((block) => getComputedStyle(block).direction), "ltr");
  assert.deepEqual(await cutOff(page), []);
  await field.selectOption("en-GB");
  await page.waitForFunction(() => getComputedStyle(document.querySelector(".copy h1")).direction === "ltr");
  await saved(page);
});
