// Typing in the real window, beside a bare ProseMirror page and TinyMCE in the same run: the work of a key, its way to the paint, opening,
// pasting, finding, memory; at 1,000 to 50,000 words.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { cli, freshPerson, openWindow, root, startDisplay } from "../window/driver.mjs";
import { memoryOf } from "./memory.mjs";
import { servePeers } from "./peers.mjs";
import { html, markdown, withNotes, withTable } from "./texts.mjs";
import { caretAt, keys, part, paste } from "./watch.mjs";

const SIZES = [1000, 5000, 50000];
const BODY = ".ProseMirror p, #page p";
const say = (name, text) => console.log(`${name.padEnd(44)}${text}`);
const ms = (value) => `${value.toFixed(1)} ms`;

const screen = await startDisplay();
const peers = await servePeers();
const person = freshPerson("stet-bench");
const desk = path.join(person.home, "bench.stet");
const rounds = new Map();

async function typed(window, who, where, css, last, open = async () => undefined) {
  await window.see(`the caret ${where}`, caretAt, css, last);
  await open();
  const { work, paint } = await keys(window);
  const row = { work: part(work, 0.95), half: part(paint, 0.5), paint: part(paint, 0.95) };
  rounds.set(`${who} ${where}`, row);
  say(`${who}, ${where}`, `work of a key p50 ${ms(part(work, 0.5))}, p95 ${ms(row.work)}; to the paint p50 ${ms(row.half)}, p95 ${ms(row.paint)} (${work.length} keys)`);
}

async function beside(kind) {
  const own = freshPerson("stet-bench");
  const window = await openWindow({ display: screen.display, person: own, binary: path.join(root, "target/debug/examples/empty") });
  for (const words of SIZES) {
    await window.do("POST", "/url", { url: `${peers.address}/${kind}` });
    await window.see("the editor", () => window.ready);
    await window.page((text) => {
      const start = performance.now();
      window.show(text);
      requestAnimationFrame(() => setTimeout(() => { window.benchOpened = performance.now() - start; }));
    }, html(words));
    say(`${kind}, ${words} words`, `open ${ms(await window.see("the text", () => window.benchOpened))}`);
    await typed(window, kind, `first paragraph of ${words} words`, BODY, false);
    await typed(window, kind, `last paragraph of ${words} words`, BODY, true);
  }
  say(`${kind}, 50000 words`, `memory of all processes (PSS) ${(await memoryOf(window)).toFixed(0)} MiB`);
  await window.do("POST", "/url", { url: `${peers.address}/${kind}` });
  await window.see("the editor", () => window.ready);
  await window.page(() => window.show("<p>Here.</p>"));
  await pasted(window, kind);
  await window.close();
  own.remove();
}

async function pasted(window, who) {
  await window.see("the caret", caretAt, BODY, false);
  await window.page(paste, html(50000));
  say(who, `paste of 50,000 words ${ms(await window.see("what was pasted", () => window.benchPasted))}`);
}

/** From the press on a row to the text painted. */
async function opened(window, label) {
  await window.see(`the row of ${label}`, (name) => [...document.querySelectorAll("[data-row]")].some((row) => row.textContent === name), label);
  await window.page((name) => {
    window.benchOpened = 0;
    const start = performance.now();
    [...document.querySelectorAll("[data-row]")].find((row) => row.textContent === name).click();
    requestAnimationFrame(function look() {
      if (document.querySelector(".ProseMirror h1")?.textContent === name) setTimeout(() => { window.benchOpened = performance.now() - start; });
      else requestAnimationFrame(look);
    });
  }, label);
  const took = await window.see(`the text of ${label}`, () => window.benchOpened);
  say(`stet, ${label}`, `open ${ms(took)}`);
}
async function back(window) {
  await window.click("button", "Desk");
  await window.see("the list", () => document.querySelector("[data-row]"));
}

async function stet() {
  await cli(person, "new", desk);
  for (const [name, text] of [...SIZES.map((words) => [`${words} words`, markdown(`${words} words`, words)]), ["A table", withTable("A table", 5000)], ["2000 notes", withNotes("2000 notes", 2000)]]) {
    const file = path.join(person.home, `${name}.md`);
    writeFileSync(file, text);
    await cli(person, "--desk", desk, "import", file);
  }
  const window = await openWindow({ display: screen.display, person, desk });
  for (const words of SIZES) {
    await opened(window, `${words} words`);
    await typed(window, "stet", `first paragraph of ${words} words`, BODY, false);
    await typed(window, "stet", `last paragraph of ${words} words`, BODY, true);
    if (words < 50000) await back(window);
  }
  say("stet, 50000 words", `memory of all processes (PSS) ${(await memoryOf(window)).toFixed(0)} MiB`);
  await found(window);
  await back(window);
  await opened(window, "A table");
  await typed(window, "stet", "in a table", ".ProseMirror td p", false);
  await back(window);
  await opened(window, "2000 notes");
  await typed(window, "stet", "among 2,000 notes", BODY, false);
  await typed(window, "stet", "in one of 2,000 notes", BODY, false, () => window.press("Control", "Alt", "f"));
  await window.press("Escape");
  await back(window);
  await window.click("button", "New piece");
  await window.see("the new piece", () => document.querySelector(".ProseMirror h1"));
  await window.see("its text", () => { document.querySelector(".ProseMirror").focus(); return true; });
  await window.type("New\n\nHere.");
  await pasted(window, "stet");
  await window.close();
}

async function found(window) {
  await window.press("Control", "f");
  await window.see("the find bar", () => document.querySelector("[aria-label=Find]"));
  await window.page(() => {
    const input = document.querySelector("[aria-label=Find]");
    const start = performance.now();
    input.value = "the";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(function look() {
      const count = /[\d,]+ *$/.exec(document.querySelector("[role=search] .count")?.textContent ?? "");
      if (count) setTimeout(() => { window.benchFound = [performance.now() - start, count[0]]; });
      else requestAnimationFrame(look);
    });
  });
  const [took, count] = await window.see("what was found", () => window.benchFound);
  say("stet, 50000 words", `find all of “the” ${ms(took)}, ${count} hits (goal 50 ms)`);
  await window.press("Escape");
}

try {
  await stet();
  for (const kind of ["bare", "tiny"]) await beside(kind);
  const worst = Math.max(...[...rounds].filter(([name]) => name.startsWith("stet")).map(([, row]) => row.work));
  const more = Math.max(...SIZES.flatMap((words) => ["first", "last"].map((where) => {
    const name = `${where} paragraph of ${words} words`;
    return rounds.get(`stet ${name}`).paint - rounds.get(`bare ${name}`).paint;
  })));
  say("stet at its slowest", `work of a key p95 ${ms(worst)} (goal ≤ 8 ms); to the paint p95 ${ms(more)} more than the bare page (goal ≤ 3 ms)`);
} finally {
  peers.stop();
  person.remove();
  screen.stop();
}
