// Copy, cut and paste in Chromium with real keys, over the system's clipboard, against the core.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, caretAfter, newPage, openPiece, saved, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";
import { root } from "../window/driver.mjs";

const sample = (name) => readFileSync(path.join(root, "tests/cases/clipboard", name), "utf8");
let browser, desk, page, other;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(desk.url);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: desk.base });
  // Another program: it puts on the clipboard whatever a test gives it, as it is.
  other = await page.context().newPage();
});
after(async () => {
  await browser?.close();
  desk?.stop();
});

/** Ctrl+C in another program that writes these two forms. */
async function copyElsewhere(html, plain = "") {
  await other.bringToFront();
  await other.evaluate(([html, plain]) => {
    document.body.replaceChildren(Object.assign(document.createElement("p"), { textContent: "x" }));
    getSelection().selectAllChildren(document.body);
    document.addEventListener("copy", (event) => {
      event.clipboardData.setData("text/plain", plain);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
    }, { once: true });
  }, [html, plain]);
  await other.keyboard.press("Control+c");
  await page.bringToFront();
}
/** The browser tells the page of a moved caret a moment after the key. */
const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
/** A new piece, open, the caret in its empty body. */
async function newPiece(headline) {
  const { article, slug } = await desk.call("article_new", { headline });
  if (await page.locator(".ProseMirror").count()) await toList(page);
  await openPiece(page, headline);
  await caretAfter(page, headline);
  for (const part of ["standfirst", undefined]) {
    await settled();
    await page.keyboard.press("Enter");
    await page.waitForFunction((part) => {
      const at = getSelection().focusNode;
      const block = (at?.nodeType === 1 ? at : at?.parentElement)?.closest(".ProseMirror > *");
      return block && block.dataset.part === part;
    }, part);
  }
  await settled();
  return { article, slug };
}
/** The words of a piece as they are stored. */
async function stored(article) {
  await saved(page);
  const { doc } = await desk.call("article_get", { article });
  return JSON.parse(doc).content.slice(3);
}
/** The blocks of the text as `name: words`, from the one that holds `from` on. */
const blocks = (from) => page.evaluate((from) => {
  const all = [...document.querySelector(".ProseMirror").children].map((block) => `${block.dataset.node ?? block.dataset.part ?? block.localName}: ${block.innerText.replace(/\s+/g, " ").trim()}`);
  const at = all.findIndex((line) => line.includes(from));
  return at < 0 ? [] : all.slice(at);
}, from);
const seen = (words) => page.waitForFunction((words) => document.querySelector(".ProseMirror").innerText.includes(words), words);
const told = () => page.locator(".told-all").innerText();

test("a text of Word comes with its headings, lists, table, links and notes, as one step of undo", async () => {
  const { article, slug } = await newPiece("Out of Word");
  await page.keyboard.type("Before ");
  await copyElsewhere(sample("word.html"), "The vote nobody lost");
  await page.keyboard.press("Control+v");
  await seen("Fourth thing");
  assert.match(await told(), /Taken without: underlining\. Tracking was taken off 1 link\./);
  const body = await stored(article);
  assert.deepEqual(body.map(({ type }) => type), ["paragraph", "heading", "paragraph", "paragraph", "list", "list", "table", "paragraph"]);
  assert.match(await desk.cli("show", slug, "--text"), /Prices have halved\[1\], she said: {2}“It was[^]*\[1\] Harbour Post, 3 May 2026, p.\u00a04\./);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".ProseMirror").innerText.includes("Fourth thing"));
  assert.deepEqual((await stored(article)).map(({ type, content }) => [type, content?.[0].text]), [["paragraph", "Before "]]);
});

test("what was copied from a page in Chromium comes as it was read there", async () => {
  await newPiece("Out of Chromium");
  await other.bringToFront();
  await other.setContent(`<article><h2>The quay</h2><p>It was <b>built</b> in <i lang="fr">mille huit cent</i>; see <a href="https://example.org/a?fbclid=1">there</a>.</p><ul><li>One<ul><li>Inner</li></ul></li></ul><blockquote>Said</blockquote></article>`);
  await other.evaluate(() => getSelection().selectAllChildren(document.body));
  await other.keyboard.press("Control+c");
  await page.bringToFront();
  await page.keyboard.press("Control+v");
  await seen("mille huit cent");
  const found = await page.evaluate(() => {
    const last = (css) => [...document.querySelectorAll(`.ProseMirror ${css}`)].at(-1);
    return [last("h2").innerText, last("strong").innerText, last("[data-mark=foreign]").lang, last("a").href, last("ul ul li").innerText.trim(), last("blockquote").innerText.trim()];
  });
  assert.deepEqual(found, ["The quay", "built", "fr", "https://example.org/a", "Inner", "Said"]);
});

test("a stretch is cut and put elsewhere with its note, and a copy has a note of its own", async () => {
  const { slug } = await newPiece("With a note");
  await page.keyboard.type("Prices fell");
  await page.keyboard.press("Control+Alt+f");
  await page.keyboard.type("The note");
  await page.keyboard.press("Control+Alt+f");
  await settled();
  await page.keyboard.press("Shift+ArrowLeft");
  await settled();
  await page.keyboard.press("Shift+ArrowLeft");
  await settled();
  await page.keyboard.press("Control+x");
  await page.waitForFunction(() => document.querySelectorAll(".ProseMirror .note").length === 0);
  await page.keyboard.press("Home");
  await settled();
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Control+v");
  await page.waitForFunction(() => document.querySelectorAll(".ProseMirror .note").length === 2);
  await saved(page);
  assert.match(await desk.cli("show", slug, "--text"), /l\[1\]l\[2\]Prices fel\n[^]*\[1\] The note\n\n\[2\] The note/);
  await other.bringToFront();
  await other.setContent("<textarea></textarea>");
  await other.focus("textarea");
  await other.keyboard.press("Control+v");
  assert.equal(await other.inputValue("textarea"), "l[1]\n\n[1] The note");
  await page.bringToFront();
});

test("a whole piece comes out with structure and notes and no name of the desk, and back into another piece to the letter", async () => {
  await toList(page);
  await openPiece(page, "ferry vote");
  await text(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await other.bringToFront();
  await other.setContent("<div contenteditable></div>");
  await other.evaluate(() => document.querySelector("div").addEventListener("paste", (event) => (window.html = event.clipboardData.getData("text/html"))));
  await other.focus("div");
  await other.keyboard.press("Control+v");
  const shown = await other.evaluate(() => {
    const place = document.querySelector("div");
    return { heading: place.querySelector("h1").innerText, refs: [...place.querySelectorAll("a sup")].map((one) => one.innerText), quotes: place.querySelectorAll("blockquote").length, text: place.innerText, html: window.html };
  });
  assert.match(shown.heading, /ferry vote/i);
  assert.ok(shown.refs.length >= 2 && shown.refs.every((ref, at) => ref === `[${at + 1}]`), String(shown.refs));
  assert.ok(shown.text.includes("[1] "), "the notes' words stand at the end");
  assert.doesNotMatch(shown.html, /data-id|data-anchor/);
  await page.bringToFront();
  const { rows } = await desk.call("article_list", { state: null, query: "", sort: "headline", descending: false, offset: 0, limit: 50 });
  const from = rows.find(({ label }) => /ferry vote/i.test(label)).id;
  const { article } = await newPiece("To be replaced");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await page.waitForFunction(() => /ferry vote/i.test(document.querySelector(".ProseMirror h1").innerText));
  await saved(page);
  const nameless = ({ doc }) => JSON.parse(doc, (key, value) => (["id", "note", "of"].includes(key) ? "" : value));
  assert.deepEqual(nameless(await desk.call("article_get", { article })), nameless(await desk.call("article_get", { article: from })));
});

test("Ctrl+Shift+V takes the words alone", async () => {
  const { article } = await newPiece("Words alone");
  await copyElsewhere("<h2>Plain <b>words</b></h2><p>two</p>", "Plain words\n\ntwo");
  await page.keyboard.press("Control+Shift+v");
  await seen("Plain words");
  assert.deepEqual((await stored(article)).map(({ type, content }) => [type, content.map(({ text, marks }) => [text, marks])]), [["paragraph", [["Plain words", undefined]]], ["paragraph", [["two", undefined]]]]);
});

test("cells of a spreadsheet come as a table", async () => {
  const { article } = await newPiece("Cells");
  await copyElsewhere(sample("excel.html"), "Year\tBoats\r\n2025\t14\r\nBoth");
  await page.keyboard.press("Control+v");
  await page.locator(".ProseMirror td", { hasText: "Both" }).waitFor();
  assert.equal((await stored(article))[0].type, "table");
  await newPiece("Cells as text");
  await copyElsewhere("", "Name\tCatch\nSole\t2\n");
  await page.keyboard.press("Control+v");
  await page.locator(".ProseMirror td", { hasText: "Catch" }).waitFor();
});

test("a picture alone becomes a figure, kept by the desk", async () => {
  await newPiece("A picture");
  const png = readFileSync(path.join(root, "tests/cases/dot.png")).toString("base64");
  await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
  }, png);
  await page.keyboard.press("Control+v");
  await page.waitForFunction(() => document.querySelector(".ProseMirror figure img")?.naturalWidth > 0);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".ProseMirror figure"));
  await copyElsewhere(sample("picture.html"), "A boat:");
  await page.keyboard.press("Control+v");
  await page.waitForFunction(() => document.querySelector(".ProseMirror figure img")?.naturalWidth > 0);
  assert.equal(await page.locator(".ProseMirror figure img").getAttribute("alt"), "A small dot");
});

test("Markdown is pasted as words, and read when a person says so, as one step of undo", async () => {
  await newPiece("Marked down");
  await copyElsewhere("", sample("markdown.txt"));
  await page.keyboard.press("Control+v");
  await seen("# What the minutes show");
  await accessible(page, "an offer to read Markdown");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator(".ProseMirror h2", { hasText: "What the minutes show" }).waitFor();
  await page.locator(".notes > li", { hasText: "The Post, 3 May." }).waitFor();
  assert.doesNotMatch(await text(page).innerText(), /# What|\*\*/);
  await page.keyboard.press("Control+z");
  await seen("# What the minutes show");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".ProseMirror").innerText.includes("What"));
});

test("blocks pasted into the headline are joined, and it is told", async () => {
  await newPiece("A headline");
  await caretAfter(page, "A headline");
  await settled();
  await copyElsewhere("<h1>One</h1><p>two <b>three</b></p>", "One\n\ntwo three");
  await page.keyboard.press("Control+v");
  await page.waitForFunction(() => document.querySelector(".ProseMirror h1").innerText === "A headlineOne two three");
  assert.match(await told(), /2 paragraphs were joined/);
});

test("under an embargo a copy says so", async () => {
  const { article } = await newPiece("Under embargo");
  await page.keyboard.type("Secret");
  await saved(page);
  await desk.call("date_set", { article, date: "embargo", wall: "2099-11-27T07:00", zone: null, fold: null });
  await toList(page);
  await openPiece(page, "Under embargo");
  await text(page).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await page.getByText(/under embargo until .*2099, 07:00/).waitFor();
});

test("what is pasted while the core is slow waits for its place, and the person types on", async () => {
  await newPiece("Slow");
  let go;
  const held = new Promise((done) => (go = done));
  await page.route("**/call/clipboard_read", async (route) => { await held; await route.continue(); }, { times: 1 });
  await page.keyboard.type("One  three");
  for (let left = 6; left > 0; left--) await page.keyboard.press("ArrowLeft");
  await settled();
  await copyElsewhere("<p><b>two</b></p>", "two");
  await page.keyboard.press("Control+v");
  await page.getByText("What was pasted is being read").waitFor();
  await page.keyboard.press("End");
  await settled();
  await page.keyboard.type("!");
  go();
  await seen("One two three!");
  await page.keyboard.type("?");
  await seen("One two three!?");
});

test("nothing of every known kind of payload runs or asks for anything when it is pasted; the same opened raw does", async () => {
  const payloads = JSON.parse(sample("payloads.json"));
  const foreign = (url) => /tracker\.example/.test(url);
  // The control: each payload as a page of its own.
  const context = await browser.newContext();
  let ran = 0;
  for (const payload of payloads) {
    const raw = await context.newPage();
    const happened = new Promise((resolve) => {
      raw.on("dialog", (dialog) => { void dialog.dismiss().catch(() => undefined); resolve(1); });
      raw.on("request", (request) => { if (foreign(request.url())) resolve(1); });
      void raw.setContent(payload, { waitUntil: "load", timeout: 300 }).catch(() => undefined).then(() => setTimeout(() => resolve(0), 60));
    });
    ran += await happened;
    await raw.close();
  }
  await context.close();
  assert.ok(ran >= 20, `only ${ran} of ${payloads.length} do anything at all: the test would prove little`);
  const { article } = await newPiece("Payloads");
  let dialogs = 0;
  page.on("dialog", (dialog) => { dialogs++; void dialog.dismiss(); });
  page.asked.length = 0;
  for (const [at, payload] of [...payloads, sample("hostile.html")].entries()) {
    await copyElsewhere(payload, "x");
    const read = page.waitForResponse(/clipboard_read/);
    await page.keyboard.press("Control+v");
    await read;
    await page.keyboard.type(` ${at}. `);
  }
  await seen("kept words");
  const body = JSON.stringify(await stored(article));
  assert.doesNotMatch(body, /"href":"(?!https:)|"src":"."|"type":"script/);
  assert.equal(dialogs, 0);
  assert.deepEqual(page.asked.filter((url) => !url.startsWith(`${desk.base}/`)), []);
  assert.deepEqual(page.wrong, []);
  assert.equal(await page.evaluate(() => document.querySelectorAll(".ProseMirror script, .ProseMirror form, .ProseMirror svg, .ProseMirror iframe, .ProseMirror object, .ProseMirror [onclick], .ProseMirror [onerror]").length), 0);
});

test("50,000 words are pasted in a moment, and the page answers while they are read", async () => {
  await newPiece("Long");
  const sentence = "the night boats come home <b>late</b> in the winter months, said <i>nobody</i> at all here. ";
  await copyElsewhere(`<p class=MsoNormal>${sentence.repeat(6)}<o:p></o:p></p>`.repeat(500), "words");
  const started = Date.now();
  await page.keyboard.press("Control+v");
  await page.waitForFunction(() => document.querySelector(".ProseMirror").childElementCount > 400);
  assert.ok(Date.now() - started < 8000, `${Date.now() - started} ms`);
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector(".ProseMirror").childElementCount < 10);
});
