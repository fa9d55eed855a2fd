// What another program wrote, read by the core and put where the caret was when it was pasted.
//
// Why the core: it has the reader of files, which knows the lists of Word and the notes of every program; one reader means
// that a piece is the same whether it was pasted or imported. It reads beside the window, so that nesting and length never
// hold up a key. What it costs is a moment in which the person may go on typing: the place is kept through that. Where
// nobody answers in time, the window reads the paste by itself, more simply.
import type { Slice } from "prosemirror-model";
import { type Command, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Host } from "../host";
import { parse } from "../serial";
import { keep, newStretch, stretch } from "./pending";
import { opened, put } from "./place";
import { tellLeft } from "./told";

/** How long the core is waited for, and when the person is told that it takes its time (ms). */
const PATIENCE = 20_000;
const SLOW = 800;

export interface Wish {
  text: string;
  html: string | null;
  how: "rich" | "text";
}

/** The words of a clipping's document: its body. */
const bodyOf = (doc: string): Slice => {
  const read = parse(doc);
  const start = read.child(0).nodeSize + read.child(1).nodeSize + read.child(2).nodeSize;
  return opened(read.content.cut(start));
};

function answered<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Nobody answered.")), PATIENCE);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Reads a paste and puts it where the selection is now. */
export async function takeForeign(view: EditorView, host: Host, wish: Wish): Promise<void> {
  const id = newStretch();
  const { from, to } = view.state.selection;
  view.dispatch(keep(view.state.tr, id, { from, to }));
  const slow = setTimeout(() => host.tell("What was pasted is being read …"), SLOW);
  try {
    const clipping = await answered(host.readClipboard(wish));
    const at = view.isDestroyed ? null : stretch(view.state, id);
    if (!at) return host.tell("The text was left before the paste could be read. Paste it again.");
    put(view, bodyOf(clipping.doc), at, host.tell, { id, keep: clipping.markdown });
    tellLeft(clipping.left_out, host);
    if (clipping.markdown) offerMarkdown(view, host, wish.text, id);
  } catch (thrown) {
    alone(view, host, wish, id, thrown);
  } finally {
    clearTimeout(slow);
  }
}

/** The window's own reading, where the core gave none; a refusal in so many words is told instead. */
function alone(view: EditorView, host: Host, wish: Wish, id: number, thrown: unknown): void {
  const { code, message } = thrown as { code?: string; message?: string };
  const at = view.isDestroyed ? null : stretch(view.state, id);
  if (!at) return;
  if (code === "too-large" && message) {
    view.dispatch(keep(view.state.tr, id, null));
    return host.tell(message);
  }
  const { doc, tr } = view.state;
  if (view.state.selection.from !== at.from || view.state.selection.to !== at.to)
    tr.setSelection(TextSelection.between(doc.resolve(at.from), doc.resolve(at.to)));
  view.dispatch(keep(tr, id, null));
  const event = new Event("paste") as ClipboardEvent;
  if (wish.html !== null) view.pasteHTML(wish.html, event);
  else view.pasteText(wish.text, event);
}

let offered: { view: EditorView; host: Host; text: string; id: number } | null = null;

function offerMarkdown(view: EditorView, host: Host, text: string, id: number): void {
  offered = { view, host, text, id };
  host.offer("This looks like Markdown.", "Read it", () => void readMarkdown());
}

/** Reads the last paste as Markdown, in place of the words that were pasted. */
async function readMarkdown(): Promise<void> {
  const now = offered;
  offered = null;
  if (!now || now.view.isDestroyed) return;
  const { view, host, text, id } = now;
  try {
    const clipping = await answered(host.readClipboard({ text, html: null, how: "markdown" }));
    const at = view.isDestroyed ? null : stretch(view.state, id);
    if (!at || at.from === at.to) return host.tell("The words that were pasted are no longer there.");
    put(view, bodyOf(clipping.doc), at, host.tell, { id, keep: false });
    tellLeft(clipping.left_out, host);
    view.focus();
  } catch {
    host.tell("The Markdown could not be read; the words stay as they are.");
  }
}

/** The command: reads the last paste as Markdown, where one was offered to be read. */
export const asMarkdown: Command = (_state, dispatch) => {
  if (!offered || offered.view.isDestroyed) return false;
  if (dispatch) void readMarkdown();
  return true;
};
