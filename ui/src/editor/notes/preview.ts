// A note's words beside its reference: when the mouse rests on it, when the caret does, when a key asks for them.
// It never takes the focus and never covers the line; Escape closes it.
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Command } from "prosemirror-state";
import { findBlock } from "../blocks";
import { directionOf } from "../direction";
import { float, type Line } from "../float";
import type { Host } from "../host";
import { citingsOf } from "./cited";
import { drawNote } from "./draw";
import { isEmptyNote, notesIn, writeNumbers } from "./references";

/** How long the mouse or the caret rests before the note shows, and how long the mouse may be away (ms). */
const REST = { mouse: 300, caret: 600, away: 200 };

const SELECTOR = "sup.note, .note-again";
const key = new PluginKey<number>("preview");
let count = 0;

/** The id of the note that a reference or a second citing leads to. */
const noteOf = (dom: HTMLElement): string => dom.dataset["id"] ?? dom.dataset["note"] ?? "";

/** The position of the reference or citing beside the caret: the one before it first. */
function besideCaret({ selection: { $from, empty } }: EditorState): number | null {
  if (!empty) return null;
  const cites = (name: string | undefined) => name === "note" || name === "note_again";
  const { nodeBefore, nodeAfter, pos } = $from;
  if (nodeBefore && cites(nodeBefore.type.name)) return pos - nodeBefore.nodeSize;
  return cites(nodeAfter?.type.name) ? pos : null;
}

/** Shows the note whose reference stands beside the caret. */
export const showNote: Command = (state, dispatch) => {
  if (besideCaret(state) === null) return false;
  dispatch?.(state.tr.setMeta(key, true));
  return true;
};

class Preview {
  private readonly dom = document.createElement("div");
  private readonly spoken = document.createElement("p");
  private shown: HTMLElement | null = null;
  private by: "mouse" | "caret" | "focus" = "mouse";
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly around: HTMLElement;

  constructor(
    private readonly view: EditorView,
    private readonly host: Host,
  ) {
    // The notes at the foot stand beside the text, in the same place.
    this.around = view.dom.parentElement ?? view.dom;
    this.dom.className = "note-preview";
    this.dom.id = `note-preview-${String(++count)}`;
    this.dom.setAttribute("role", "tooltip");
    this.dom.hidden = true;
    this.spoken.className = "unseen";
    this.spoken.setAttribute("aria-live", "polite");
    this.around.addEventListener("mouseover", this.onOver);
    this.around.addEventListener("mouseout", this.onOut);
    this.around.addEventListener("focusin", this.onFocus);
    this.around.addEventListener("mousedown", this.onPress);
    this.dom.addEventListener("mouseenter", () => clearTimeout(this.timer));
    this.dom.addEventListener("mouseleave", () => this.hideSoon());
    this.dom.addEventListener("click", this.onClick);
    document.addEventListener("keydown", this.onKey, true);
    document.addEventListener("scroll", this.onScroll, true);
    this.around.append(this.dom, this.spoken);
  }

  update(view: EditorView, before: EditorState): void {
    const { state } = view;
    if (state.doc !== before.doc) {
      this.hide();
      return;
    }
    if (key.getState(state) !== key.getState(before)) {
      this.atCaret(0);
    } else if (!state.selection.eq(before.selection)) {
      if (this.by === "caret") this.hide();
      if (view.hasFocus()) this.atCaret(REST.caret);
    }
  }

  destroy(): void {
    this.hide();
    this.around.removeEventListener("mouseover", this.onOver);
    this.around.removeEventListener("mouseout", this.onOut);
    this.around.removeEventListener("focusin", this.onFocus);
    this.around.removeEventListener("mousedown", this.onPress);
    document.removeEventListener("keydown", this.onKey, true);
    document.removeEventListener("scroll", this.onScroll, true);
    this.dom.remove();
    this.spoken.remove();
  }

  private atCaret(after: number): void {
    const pos = besideCaret(this.view.state);
    const dom = pos === null ? null : this.view.nodeDOM(pos);
    if (!(dom instanceof HTMLElement)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(dom, "caret"), after);
  }

  private show(reference: HTMLElement, by: Preview["by"]): void {
    clearTimeout(this.timer);
    const { state } = this.view;
    const id = noteOf(reference);
    const found = findBlock(state.doc, id);
    if (!reference.isConnected || !found) return this.hide();
    if (this.shown !== reference) this.shown?.removeAttribute("aria-describedby");
    this.shown = reference;
    this.by = by;
    const { numbers } = notesIn(state);
    const number = document.createElement("b");
    number.textContent = String(numbers.get(id) ?? "");
    const words = document.createElement("div");
    words.lang = this.host.lang;
    this.dom.dir = directionOf(this.host.lang);
    const empty = isEmptyNote(found.node);
    words.classList.toggle("missing", empty);
    if (empty) words.textContent = "No text yet";
    else words.append(drawNote(found.node, []));
    writeNumbers(words, numbers);
    const citings = citingsOf(state.doc, id).length;
    const more = document.createElement("small");
    more.textContent = citings === 0 ? "" : `Cited ${String(citings + 1)} times`;
    more.hidden = citings === 0;
    this.dom.replaceChildren(number, words, more);
    this.dom.setAttribute("aria-label", `Note ${number.textContent}`);
    this.dom.hidden = false;
    reference.setAttribute("aria-describedby", this.dom.id);
    if (by === "caret") this.spoken.textContent = `Note ${number.textContent}: ${words.textContent ?? ""}`;
    this.place(reference);
  }

  /** Under the line, or above it where there is no room; never on it. */
  private place(reference: HTMLElement): void {
    float(this.dom, lineOf(reference), "under", this.dom.dir === "rtl");
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.shown?.removeAttribute("aria-describedby");
    this.shown = null;
    this.dom.hidden = true;
    this.spoken.textContent = "";
  }

  private hideSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), REST.away);
  }

  private readonly onOver = (event: MouseEvent): void => {
    const reference = (event.target as HTMLElement).closest<HTMLElement>(SELECTOR);
    if (!reference || event.buttons > 0 || this.dom.contains(reference)) return;
    clearTimeout(this.timer);
    if (reference === this.shown) return;
    this.timer = setTimeout(() => this.show(reference, "mouse"), this.dom.hidden ? REST.mouse : 0);
  };

  private readonly onOut = (event: MouseEvent): void => {
    if (!(event.target as HTMLElement).closest(SELECTOR)) return;
    if (this.by !== "mouse" || this.dom.hidden) clearTimeout(this.timer);
    else this.hideSoon();
  };

  private readonly onFocus = (event: FocusEvent): void => {
    const reference = (event.target as HTMLElement).closest<HTMLElement>(SELECTOR);
    if (reference) this.show(reference, "focus");
    else if (this.by !== "mouse") this.hide();
  };

  private readonly onPress = (event: MouseEvent): void => {
    if (!this.dom.contains(event.target as globalThis.Node)) this.hide();
  };

  private readonly onClick = (event: MouseEvent): void => {
    const link = (event.target as HTMLElement).closest("a");
    if (!link) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.host.openLink(link.href);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.dom.hidden || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.hide();
  };

  private readonly onScroll = (event: Event): void => {
    if (!this.shown || this.dom.contains(event.target as globalThis.Node)) return;
    // The mouse stays where it was; the focus and the caret go with the text.
    if (this.by === "mouse") this.hide();
    else this.place(this.shown);
  };
}

/** The line that a reference stands in: it is raised, and smaller than the line's letters. */
function lineOf(reference: HTMLElement): Line {
  const { left, right, top, bottom } = reference.getBoundingClientRect();
  const around = reference.parentElement;
  const height = around ? Number.parseFloat(getComputedStyle(around).lineHeight) || 0 : 0;
  const more = Math.max(0, height - (bottom - top)) / 2;
  return { left, right, top: top - more, bottom: bottom + more };
}

export const preview = (host: Host): Plugin =>
  new Plugin<number>({
    key,
    state: { init: () => 0, apply: (tr, value) => (tr.getMeta(key) === true ? value + 1 : value) },
    view: (view) => new Preview(view, host),
  });
