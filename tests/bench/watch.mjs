// How a key is measured, the same in every page: its work, to the last change that it makes, and its way to the paint.

/** In the page: listens from now on. */
export function watch() {
  if (window.benchTaken) return;
  let times = { work: [], paint: [] };
  let start = 0;
  let done = 0;
  window.benchTaken = () => {
    const taken = times;
    times = { work: [], paint: [] };
    return taken;
  };
  // One channel for all: a channel for each key makes every message of the page slower.
  const waiting = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = () => waiting.shift()();
  /** Runs as the next task, when the page is free again. */
  const next = (run) => { waiting.push(run); channel.port2.postMessage(0); };
  const note = () => { if (start) done = performance.now() - start; };
  // The last change that the key makes to the page, and what is hung on it: observers are called in the order in which they were made.
  new MutationObserver(() => { note(); Promise.resolve().then(() => undefined).then(note); })
    .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener("keydown", (event) => {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey) return;
    const from = performance.now();
    start = from;
    done = 0;
    const { work, paint } = times;
    next(() => {
      work.push(done || performance.now() - from);
      start = 0;
    });
    requestAnimationFrame(() => next(() => paint.push(performance.now() - from)));
  }, true);
}

/** In the page: puts the caret at the end of the first or last block that `css` finds; true once it stands there. */
export function caretAt(css, last) {
  const all = [...document.querySelectorAll(css)].filter((element) => element.textContent.trim());
  const block = last ? all.at(-1) : all[0];
  if (!block) return false;
  block.scrollIntoView({ block: "center" });
  block.closest("[contenteditable=true]").focus();
  const range = document.createRange();
  range.selectNodeContents(block);
  range.collapse(false);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return block.contains(getSelection().anchorNode);
}

/** In the page: pastes this HTML where the caret is, and notes when it was painted. An editor may have its own way (`putIn`). */
export function paste(html) {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "pasted");
  const start = performance.now();
  if (window.putIn) window.putIn(html);
  else document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  const whole = new DOMParser().parseFromString(html, "text/html").body.textContent.length;
  requestAnimationFrame(function look() {
    if (document.querySelector(".ProseMirror, #page").textContent.length < whole * 0.9) requestAnimationFrame(look);
    else setTimeout(() => { window.benchPasted = performance.now() - start; });
  });
}

export const part = (list, share) => {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
};
const LINE = "The clerk read the numbers aloud, twice, and nobody wrote them down; then the chair closed the session.";

/** Types a line where the caret is, a key each 40 ms, and answers its times. */
export async function keys(window) {
  await window.page(watch);
  await window.page(() => window.benchTaken());
  const actions = [...LINE].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }, { type: "pause", duration: 40 }]);
  await window.do("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] }, 120000);
  await window.do("DELETE", "/actions");
  return window.page(() => window.benchTaken());
}
