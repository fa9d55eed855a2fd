// What may go wrong around the window, and no word is lost: a full disk, a desk that is moved away, a window that is closed, another desk.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { caretAtEnd, desktop, saved } from "./desktop.mjs";
import { cli, freshPerson, openWindow, startDisplay, until } from "./driver.mjs";

const HEADLINE = "The ferry vote that nobody lost";
let screen, outside;
before(async () => {
  screen = await startDisplay();
  outside = desktop(screen.display);
});
after(() => screen.stop());

/** Opens the piece of the sample desk that is being edited. */
async function editing(window) {
  await window.click("link", HEADLINE);
  await window.see("the article", () => document.querySelector(".ProseMirror h1"));
  await caretAtEnd(window, HEADLINE);
}
const shown = (person, desk) => cli(person, "--desk", desk, "show", "ferry-vote", "--text");
const headline = (window) => window.page(() => document.querySelector(".ProseMirror h1").textContent);

test("a full disk keeps the text in the window, says so, and saves it once there is room", async (t) => {
  const person = freshPerson("full");
  const small = path.join(person.home, "small");
  mkdirSync(small);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", small], { stdio: "ignore" });
  } catch {
    person.remove();
    t.skip("a small disk can be made by root alone, where file systems may be mounted");
    return;
  }
  const desk = path.join(small, "harbour.stet");
  const filler = path.join(small, "filler");
  let window;
  try {
    await cli(person, "sample", desk);
    window = await openWindow({ display: screen.display, person, desk });
    await editing(window);
    const { bavail, bsize } = statfsSync(small);
    writeFileSync(filler, Buffer.alloc(bavail * bsize));
    await window.type(" on a full disk");
    await window.seeText("Not saved");
    await window.seeText("The disk is full, so nothing was saved; make room, and it is tried again.");
    await window.type(", or so it seemed");
    assert.equal(await headline(window), `${HEADLINE} on a full disk, or so it seemed`);
    rmSync(filler);
    await saved(window);
    await window.seeNoText("The disk is full");
    assert.match(await shown(person, desk), /that nobody lost on a full disk, or so it seemed/);
    assert.match(await cli(person, "--desk", desk, "doctor"), /sound/);
  } catch (error) {
    if (window) await window.failed(error);
    throw error;
  } finally {
    await window?.close();
    execFileSync("umount", ["-l", small]);
    person.remove();
  }
});

test("a desk that is moved away is missed at once, and the text is saved when it is back", async () => {
  const person = freshPerson("moved");
  const desk = path.join(person.home, "harbour.stet");
  await cli(person, "sample", desk);
  const window = await openWindow({ display: screen.display, person, desk });
  const files = ["", "-wal", "-shm"].map((end) => [desk + end, path.join(person.home, `elsewhere.stet${end}`)]);
  try {
    await editing(window);
    for (const [from, to] of files) renameSync(from, to);
    await window.seeText("The desk is in trouble.");
    await window.type(" far away");
    await window.seeText("Not saved");
    assert.equal(await headline(window), `${HEADLINE} far away`);
    for (const [to, from] of files) renameSync(from, to);
    await saved(window);
    await window.seeNoText("The desk is in trouble.");
    assert.match(await shown(person, desk), /that nobody lost far away/);
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
});

test("a window that is closed while words are unsaved saves them first", async () => {
  const person = freshPerson("closing");
  const desk = path.join(person.home, "harbour.stet");
  await cli(person, "sample", desk);
  const window = await openWindow({ display: screen.display, person, desk });
  try {
    await editing(window);
    await window.type(" to the last word");
    await outside.close();
    await until("the window to be gone", async () => !(await outside.isOpen()));
    assert.match(await shown(person, desk), /that nobody lost to the last word/);
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
});

test("a second launch with another desk hands it over, once what was typed here is saved", async () => {
  const person = freshPerson("handed");
  const desk = path.join(person.home, "harbour.stet");
  const other = path.join(person.home, "other.stet");
  await cli(person, "sample", desk);
  await cli(person, "new", other);
  const window = await openWindow({ display: screen.display, person, desk });
  try {
    await editing(window);
    await window.type(" before the other desk");
    const second = await window.launchAgain(other);
    assert.equal(second.code, 0, second.stderr);
    await window.seeText("An empty desk");
    assert.match(await shown(person, desk), /that nobody lost before the other desk/);
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
});

test("a desk in a folder that can only be read is read, and offers nothing that writes", async (t) => {
  const person = freshPerson("read");
  const folder = path.join(person.home, "archive");
  const desk = path.join(folder, "harbour.stet");
  mkdirSync(folder);
  await cli(person, "sample", desk);
  try {
    execFileSync("mount", ["--bind", folder, folder], { stdio: "ignore" });
    execFileSync("mount", ["-o", "remount,ro,bind", folder], { stdio: "ignore" });
  } catch {
    person.remove();
    t.skip("a folder that root cannot write to can be made by root alone, where file systems may be mounted");
    return;
  }
  const window = await openWindow({ display: screen.display, person, desk });
  try {
    await window.seeText("This desk can only be read.");
    await window.click("link", HEADLINE);
    await window.seeText("This desk is open for reading only.");
    assert.equal(await window.page(() => document.querySelector(".ProseMirror").getAttribute("contenteditable")), "false");
    assert.equal(await window.page(() => [...document.querySelectorAll("header button")].some((button) => /Pass to proof/.test(button.textContent))), false);
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    execFileSync("umount", ["-l", folder]);
    person.remove();
  }
});
