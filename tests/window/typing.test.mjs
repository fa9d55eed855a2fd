// Typing and finding in the real window, whose web view is not the browser of the other tests: marks, dead keys, the slash menu, the find bar.
import { execFile } from "node:child_process";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { caretAtEnd, saved } from "./desktop.mjs";
import { cli, freshPerson, openWindow, startDisplay } from "./driver.mjs";

const run = promisify(execFile);
let screen, person, window;
before(async () => {
  screen = await startDisplay();
  person = freshPerson("typing");
  const desk = path.join(person.home, "harbour.stet");
  await cli(person, "sample", desk);
  window = await openWindow({ display: screen.display, person, desk });
  await window.click("link", "The ferry vote that nobody lost");
  await window.see("the article", () =>
    document.querySelector(".ProseMirror h1"),
  );
});
after(async () => {
  await window?.close();
  screen.stop();
});
/** Keys as the keyboard sends them, by their X names. */
const keys = (...names) =>
  run("xdotool", ["key", "--delay", "40", ...names], {
    env: { ...process.env, DISPLAY: screen.display },
  });
const paragraph = (words) =>
  window.see(
    `the paragraph “${words}”`,
    (words) =>
      [...document.querySelectorAll(".ProseMirror p")].some(
        (block) => block.textContent === words,
      ),
    words,
  );

test("marks follow the language, and Backspace gives back what was typed", async () => {
  await caretAtEnd(window, "What the minutes show is simpler");
  await window.press("Enter");
  await window.type(`She said: "It's 'fine' -- really..."`);
  await paragraph("She said: “It’s ‘fine’ – really…”");
  await window.type(` "`);
  await window.press("Backspace");
  await window.type("x");
  await paragraph(`She said: “It’s ‘fine’ – really…” "x`);
  await window.press("Control", "z");
  await saved(window);
});

test("dead keys give accents, and a dead quotation mark is as good as typed", async () => {
  await window.press("Enter");
  await keys(
    "c",
    "a",
    "f",
    "dead_acute",
    "e",
    "space",
    "dead_diaeresis",
    "space",
    "o",
    "u",
    "i",
  );
  await window.see("the accent", () =>
    [...document.querySelectorAll(".ProseMirror p")].some((block) =>
      block.textContent.startsWith("café "),
    ),
  );
  await paragraph("café “oui");
});

test("the slash menu is walked and taken by keys", async () => {
  await window.press("Enter");
  await window.type("/quo");
  await window.see("the menu", () =>
    document
      .querySelector("[role=listbox] [aria-selected=true]")
      ?.textContent.startsWith("Quotation"),
  );
  await window.press("Enter");
  await window.type("said so");
  await window.see("the quotation", () =>
    [...document.querySelectorAll(".ProseMirror blockquote")].some(
      (block) => block.textContent === "said so",
    ),
  );
});

test("Ctrl F finds, F3 goes on, Escape leaves the caret at the hit", async () => {
  await window.press("Control", "f");
  await window.see(
    "the bar",
    () => document.activeElement?.getAttribute("aria-label") === "Find",
  );
  await window.type("council");
  await window.see("the count", () =>
    /^\d+ of \d+$/.test(
      document.querySelector("[role=search] [role=status]").textContent,
    ),
  );
  await window.press("Enter");
  await window.press("Escape");
  await window.see("the hit chosen", () =>
    /council/i.test(String(getSelection())),
  );
});
