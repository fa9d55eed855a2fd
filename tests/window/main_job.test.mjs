// The main job in the real window: from a writer's file to a publishable page; the command line beside it; a pulled plug.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { docx, nightBoats } from "../setup/docx.mjs";
import { cli, freshPerson, openWindow, startDisplay, until } from "./driver.mjs";
import { caretAtEnd, desktop, saved } from "./desktop.mjs";

let screen, outside;
before(async () => {
  screen = await startDisplay();
  outside = desktop(screen.display);
});
after(() => screen.stop());

/** The slug of the piece that the list has under this headline. */
const pieces = async (person, desk) => JSON.parse(await cli(person, "--desk", desk, "--json", "list"));

test("a writer's file becomes a publishable page", async () => {
  const person = freshPerson("main-job");
  const file = path.join(person.home, "night boats FINAL.docx");
  writeFileSync(file, docx(nightBoats(true)));
  const page = path.join(person.home, "night-boats.html");
  const window = await openWindow({ display: screen.display, person });
  try {
    // The sample desk, from the start screen.
    const sample = path.join(person.home, "harbour.stet");
    await window.click("button", "Sample desk…");
    await outside.answerDialog("Where shall the sample desk be kept", sample);
    await window.seeText("The ferry vote that nobody lost");

    // A Word file dropped on the window is shown before anything is written.
    await outside.drop([file], 640, 420);
    await window.seeText("night boats FINAL.docx");
    await window.seeText("What a night boat costs");
    assert.equal((await pieces(person, sample)).some((piece) => piece.label === "What a night boat costs"), false, "nothing is written yet");
    await window.click("button", "Add to desk");
    await window.see("the article", () => document.querySelector(".ProseMirror h1")?.textContent === "What a night boat costs");
    assert.equal(await window.page(() => document.querySelectorAll(".ProseMirror .note, .ProseMirror [data-note]").length > 0), true, "[1] and [2] are notes");

    // Headline and body are edited in place; a note is typed where its reference stands.
    await caretAtEnd(window, "What a night boat costs");
    await window.type(", and who pays");
    await caretAtEnd(window, "The council will take up the tender");
    await window.type(" Nobody waits for free.");
    await window.press("Control", "Alt", "f");
    await window.type("Timetable of 1987, summer half-year, page 4.");
    await window.press("Escape");
    await saved(window);
    const slug = (await pieces(person, sample)).find((piece) => piece.label.startsWith("What a night boat costs")).slug;
    const shown = await cli(person, "--desk", sample, "show", slug, "--text");
    assert.match(shown, /What a night boat costs, and who pays/);
    assert.match(shown, /goes quiet at ten\. Nobody waits for free\.\[3\]/);
    assert.match(shown, /\[3\] Timetable of 1987, summer half-year, page 4\./);

    // Draft → editing → copy edit; proof is refused once, for a doubled word.
    const state = (name) => window.see(`the state ${name}`, (wanted) => [...document.querySelectorAll("header .chip")].some((chip) => chip.textContent.trim() === wanted), name);
    const move = async (label) => window.click("button", label);
    await move("Take into editing…");
    await state("Editing");
    await move("Pass to copy edit…");
    await state("Copy edit");
    await window.see("what is to settle", () => /Pass to proof\s·\s1 open/.test(document.querySelector("header").innerText));
    await move("Pass to proof…");
    await window.seeText("Pass to proof: not yet");
    await window.click("button", "Back to the text");
    await window.press("F8");
    await window.see("the doubled word chosen", () => /by/.test(String(getSelection())));
    await window.page(() => {
      const block = [...document.querySelectorAll(".ProseMirror p")].find((element) => element.textContent.includes("by by"));
      const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf("by by");
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + 3);
      }
    });
    await window.press("Delete");
    await window.see("nothing left to settle", () => /Pass to proof\s*(▾|$|\n)/.test(document.querySelector("header").innerText));
    await move("Pass to proof…");
    await state("Proof");

    // Ready asks for a publication date; then the page goes out.
    await move("Pass as ready…");
    await window.seeText("Pass as ready: not yet");
    await window.click("button", "Say when it goes out.");
    await window.see("the field of the publication date", () => document.querySelector("[data-field=publish_at] input.day"));
    await window.clickCss("[data-field=publish_at] input.day");
    await window.type("2027-03-04");
    await window.clickCss("[data-field=publish_at] input.time");
    await window.type("07:00\n");
    await window.seeText("07:00");
    await move("Pass as ready…");
    await state("Ready");
    await window.click("tab", "Files…");
    await window.click("button", "Export…");
    await window.click("button", "Choose a place…");
    await outside.answerDialog("Where shall the piece be written", page);
    await window.seeText("Written to");
    await window.click("button", "Close");
    const html = readFileSync(page, "utf8");
    assert.match(html, /<h1>What a night boat costs, and who pays<\/h1>/);
    assert.match(html, /role="doc-endnotes"/);

    // The command line beside the window: each sees the other, and neither overwrites.
    await cli(person, "--desk", sample, "set", slug, "standfirst", "The last ferry leaves at ten, and forty-one people are on the quay.");
    await window.seeText("forty-one people are on the quay.", 3000);

    // Found by a word of its text.
    await window.click("button", "Desk");
    await window.press("Control", "k");
    await window.type("promenade");
    await window.see("the hit", () => document.querySelector("mark")?.textContent.toLowerCase() === "promenade");
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
});

test("what was acknowledged is there after the plug is pulled", async () => {
  const person = freshPerson("plug");
  const desk = path.join(person.home, "harbour.stet");
  await cli(person, "sample", desk);
  let window = await openWindow({ display: screen.display, person, desk });
  try {
    await window.click("link", "The ferry vote that nobody lost");
    await window.see("the article", () => document.querySelector(".ProseMirror h1"));
    await caretAtEnd(window, "The ferry vote that nobody lost");
    await window.type(" at all");
    await saved(window);
    const typing = window.type(" and then some more that may not be saved").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await window.kill();
    await typing;
  } finally {
    await window.close();
  }
  window = await openWindow({ display: screen.display, person, desk });
  try {
    await window.seeText("The ferry vote that nobody lost at all");
    assert.match(await cli(person, "--desk", desk, "doctor"), /\S/);
  } finally {
    await window.close();
    person.remove();
  }
});

test("a second launch brings the first window to the front and opens no other", async () => {
  const person = freshPerson("twice");
  const desk = path.join(person.home, "harbour.stet");
  await cli(person, "sample", desk);
  const window = await openWindow({ display: screen.display, person, desk });
  try {
    await window.seeText("The ferry vote that nobody lost");
    await until("the second launch to be refused", async () => {
      const second = await window.launchBeside();
      return second.code !== 0 && /already/.test(second.stderr) ? second : null;
    });
  } finally {
    await window.close();
    person.remove();
  }
});

test("the file as it came opens in its own program, unchanged, and an editor-in-chief sets the gates aside with a reason that stays", async () => {
  const person = freshPerson("aside");
  const desk = path.join(person.home, "harbour.stet");
  const file = path.join(person.home, "night boats FINAL.docx");
  writeFileSync(file, docx(nightBoats(true)));
  await cli(person, "sample", desk);
  const [{ slug }] = JSON.parse(await cli(person, "--desk", desk, "--json", "import", file));
  for (const state of ["editing", "copy edit"]) await cli(person, "--desk", desk, "move", slug, state);
  // The system's way to open a file, which here only says which one it was.
  const opened = path.join(person.home, "opened");
  const bin = path.join(person.home, "bin");
  mkdirSync(bin);
  writeFileSync(path.join(bin, "xdg-open"), `#!/bin/sh\nprintf '%s' "$1" > '${opened}.part' && mv '${opened}.part' '${opened}'\n`, { mode: 0o755 });
  const window = await openWindow({ display: screen.display, person, desk, env: { PATH: `${bin}:${process.env.PATH}` } });
  try {
    await window.click("link", "What a night boat costs");
    await window.see("the article", () => document.querySelector(".ProseMirror h1"));
    await window.click("tab", "Dossier");
    await window.click("button", "night boats FINAL.docx…");
    const shown = await until("the file to be opened", () => existsSync(opened) && readFileSync(opened, "utf8"));
    assert.deepEqual(readFileSync(shown), readFileSync(file), "byte by byte as the writer sent it");

    await window.click("button", "Pass to proof…");
    await window.seeText("Pass to proof: not yet");
    await window.click("button", "Set the gates aside…");
    await window.see("the place for the reason", () => document.activeElement?.matches("#override textarea"));
    await window.type("The author reads it again on Friday.");
    await window.click("button", "Pass it all the same");
    await window.see("the state", () => [...document.querySelectorAll("header .chip")].some((chip) => chip.textContent.trim() === "Proof"));
    await window.click("tab", "History");
    await window.seeText("The author reads it again on Friday.");
    await window.seeText("done, with the reason recorded");
    assert.match(await cli(person, "--desk", desk, "audit", slug), /The author reads it again on Friday\./);
  } finally {
    await window.close();
    person.remove();
  }
});
