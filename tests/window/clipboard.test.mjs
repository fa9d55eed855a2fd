// The clipboard of the system and the real window: what another program put there comes in, what is copied here goes out.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { desktop } from "./desktop.mjs";
import { cli, freshPerson, openWindow, root, startDisplay, until } from "./driver.mjs";

const run = promisify(execFile);
const sample = (name) => readFileSync(path.join(root, "tests/cases/clipboard", name));
const there = await run("xclip", ["-version"]).then(() => true, () => false);
const skip = there ? false : "xclip is missing: apt-get install xclip";

let screen, person, desk, window;
const holders = [];
before(async () => {
  if (!there) return;
  screen = await startDisplay();
  person = freshPerson("clipboard");
  desk = path.join(person.home, "harbour.stet");
  await cli(person, "sample", desk);
  window = await openWindow({ display: screen.display, person, desk });
});
after(async () => {
  for (const holder of holders) holder.kill();
  await window?.close();
  screen?.stop();
  person?.remove();
});

/** Another program of the desktop holds these bytes as that type. */
function hold(type, bytes) {
  const holder = spawn("xclip", ["-selection", "clipboard", "-t", type, "-quiet", "-i"], { env: { ...process.env, DISPLAY: screen.display }, stdio: ["pipe", "ignore", "ignore"] });
  holders.push(holder);
  holder.stdin.end(bytes);
  return until(`${type} on the clipboard`, () => held(type));
}
const held = (type) => run("xclip", ["-selection", "clipboard", "-t", type, "-o"], { env: { ...process.env, DISPLAY: screen.display }, encoding: "buffer", maxBuffer: 1 << 24 }).then(({ stdout }) => stdout, () => null);
/** A new piece, open, the caret in its body. */
async function newPiece(headline) {
  const file = path.join(person.home, `${headline}.md`);
  writeFileSync(file, `---\ntitle: ${headline}\n---\n\nBefore\n`);
  await cli(person, "--desk", desk, "import", file);
  if (await window.page(() => document.querySelector(".ProseMirror") !== null)) await window.click("button", "Desk");
  await window.seeText(headline);
  await window.page((headline) => [...document.querySelectorAll("tr a.head")].find((link) => link.textContent.includes(headline)).click(), headline);
  await window.see("the piece", (headline) => document.querySelector(".ProseMirror h1")?.textContent === headline, headline);
  await window.see("the caret", () => {
    const block = document.querySelector(".ProseMirror > p:not([data-part])");
    if (!block.textContent.startsWith("Before")) return false;
    block.closest("[contenteditable=true]").focus();
    getSelection().collapse(block.firstChild, 6);
    return block.contains(getSelection().anchorNode);
  });
}
const text = () => window.page(() => document.querySelector(".ProseMirror").innerText);

test("what another program holds as HTML comes with its structure", { skip }, async () => {
  await newPiece("From the desktop");
  await hold("text/html", sample("google-docs.html"));
  await window.press("Control", "v");
  await window.see("the list", () => document.querySelector(".ProseMirror ol > li > ol > li")?.innerText.trim() === "Inner");
  assert.equal(await window.page(() => document.querySelectorAll(".ProseMirror td").length), 2);
  assert.equal(await window.page(() => document.querySelector(".ProseMirror a").href), "https://example.org/minutes?id=7");
  assert.match(await text(), /Prices {2}have halved, “he said”/);
});

test("what is copied goes to other programs as text and as HTML, and comes back to the letter", { skip }, async () => {
  await window.press("Control", "a");
  await window.press("Control", "c");
  const plain = String(await until("the text on the clipboard", async () => (await held("UTF8_STRING")) ?? undefined));
  assert.match(plain, /Prices {2}have halved, “he said”[^]*1\. One\n/);
  assert.match(String(await held("text/html")), /<li><p>One<\/p><ol/);
  const before = await text();
  await newPiece("Back again");
  await window.press("Control", "a");
  await window.press("Control", "v");
  await window.see("the same text", (before) => document.querySelector(".ProseMirror").innerText === before, before);
});

test("Ctrl+Shift+V takes the words alone", { skip }, async () => {
  await newPiece("Words alone");
  await hold("text/plain", "Plain words\n\nand more");
  await window.press("Control", "Shift", "v");
  await window.see("the words", () => document.querySelector(".ProseMirror").innerText.includes("and more"));
});

test("a picture on the clipboard becomes a figure", { skip }, async () => {
  await newPiece("A picture");
  await hold("image/png", readFileSync(path.join(root, "tests/cases/dot.png")));
  await window.press("Control", "v");
  await window.see("the figure", () => document.querySelector(".ProseMirror figure img")?.naturalWidth > 0);
});

test("the whole piece is copied as a page by its button", { skip }, async () => {
  await newPiece("For the site");
  await window.click("tab", "Files…");
  await window.click("button", "Copy as HTML");
  await window.seeText("Copied as HTML.");
  assert.match(String(await held("text/html")), /<h1>For the site<\/h1>/);
  assert.match(String(await held("UTF8_STRING")), /For the site[^]*Before/);
});

test("a picture is chosen in the system's dialog, which offers pictures", { skip }, async () => {
  await newPiece("A chosen picture");
  await window.press("Control", "Shift", "P");
  await window.see("the palette", () => document.activeElement.getAttribute("role") === "combobox");
  await window.type("picture");
  await window.see("the command", () => /picture/i.test(document.querySelector("[role=option][aria-selected=true]")?.innerText ?? ""));
  await window.press("Enter");
  await desktop(screen.display).answerDialog("Choose a picture", path.join(root, "tests/cases/dot.png"));
  await window.see("the figure", () => document.querySelector(".ProseMirror figure img")?.naturalWidth > 0);
});
