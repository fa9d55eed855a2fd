// What a person does in the window and outside of the page: puts the caret, drags a file, answers the system's dialogs, closes. No test lives here.
import { execFile, spawn } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { root, until } from "./driver.mjs";

const run = promisify(execFile);

/** Commands of xdotool on one display. */
export function desktop(display) {
  const env = { ...process.env, DISPLAY: display, GDK_BACKEND: "x11", GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1" };
  const xdo = (...args) => run("xdotool", args.map(String), { env, timeout: 15000 }).then((done) => done.stdout.trim());
  const windows = (name) => xdo("search", "--onlyvisible", "--name", name).then((found) => found.split("\n").filter(Boolean), () => []);
  return {
    /** Drags files from another program and lets them fall at (x, y) of the screen. */
    async drop(files, x, y) {
      const source = spawn(path.join(root, "target/debug/examples/drag"), files, { env, stdio: "ignore" });
      try {
        const [from] = await until("the window to drag from", async () => { const found = await windows("^drag$"); return found.length ? found : null; });
        await xdo("windowraise", from);
        await xdo("mousemove", 60, 30, "mousedown", 1);
        for (const step of [0.2, 0.4, 0.6, 0.8, 0.95, 1]) {
          await xdo("mousemove", Math.round(60 + (x - 60) * step), Math.round(30 + (y - 30) * step));
          await new Promise((resolve) => setTimeout(resolve, 60));
        }
        await xdo("mousemove_relative", 3, 3);
        await xdo("mouseup", 1);
        await until("the drag to end", () => source.exitCode !== null);
      } finally {
        source.kill();
      }
    },
    /** Answers the open file dialog of that title with a path. */
    async answerDialog(title, file) {
      const [dialog] = await until(`the dialog “${title}”`, async () => { const found = await windows(title); return found.length ? found : null; });
      await xdo("windowfocus", "--sync", dialog);
      const closed = () => until("the dialog to close", async () => (await windows(title)).length === 0, 2000).catch(() => false);
      // The line for a path comes when it is ready, cannot be seen from outside, and loses what is typed before; it also takes a
      // Return for its own list of names. So it is typed again, in more time, until the dialog has it.
      for (let patience = 100; patience < 5000; patience *= 2) {
        await xdo("key", "--window", dialog, "ctrl+l");
        await new Promise((resolve) => setTimeout(resolve, patience));
        await xdo("key", "--window", dialog, "ctrl+a");
        await xdo("type", "--window", dialog, "--delay", 5, file);
        await xdo("key", "--window", dialog, "Return");
        if (await closed()) return;
        await xdo("key", "--window", dialog, "Return");
        if (await closed()) return;
      }
      throw new Error(`the dialog “${title}” does not take ${file}`);
    },
    /** Wishes the window closed, as its frame's button does. */
    async close() {
      const [window] = await until("the window", async () => { const found = await windows("Stet"); return found.length ? found : null; });
      await run("python3", [path.join(root, "tests/window/close.py"), window], { env });
    },
    isOpen: async () => (await windows("Stet")).length > 0,
    pointer: (x, y) => xdo("mousemove", x, y),
  };
}

/** Puts the caret at the end of the block of the text that begins with these words. */
export const caretAtEnd = (window, words) =>
  window.see(`the caret after “${words}”`, (start) => {
    const block = [...document.querySelectorAll(".ProseMirror h1, .ProseMirror p")].find((element) => element.textContent.startsWith(start));
    if (!block) return false;
    block.closest("[contenteditable=true]").focus();
    const range = document.createRange();
    range.selectNodeContents(block);
    range.collapse(false);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection.anchorNode && block.contains(selection.anchorNode);
  }, words);
/** Waits until what is in the window is durable. */
export const saved = (window) => window.see("Saved", () => /(^|\n)\s*Saved\s*($|\n)/.test(document.querySelector("footer")?.innerText ?? ""));
