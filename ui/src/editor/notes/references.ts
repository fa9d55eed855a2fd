// How notes stand in the text: the number of a reference, "see note 3". The notes' own words are drawn at the foot.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { type Found, notesOf } from "../blocks";
import type { Host } from "../host";

export interface Notes {
  list: readonly Found[];
  /** From note id to its number, counted from 1. */
  numbers: ReadonlyMap<string, number>;
}

const key = new PluginKey<Notes>("notes");

function number(doc: Node, before?: Notes): Notes {
  const list = notesOf(doc);
  const same =
    before?.list.length === list.length &&
    list.every((one, i) => one.node.attrs["id"] === before.list[i]?.node.attrs["id"]);
  return {
    list,
    numbers: same ? before.numbers : new Map(list.map(({ node }, i) => [node.attrs["id"] as string, i + 1])),
  };
}

/** The notes of a state, in the order of their references. */
export const notesIn = (state: EditorState): Notes => key.getState(state) ?? number(state.doc);

/** Whether a note says anything at all. */
export const isEmptyNote = (note: Node): boolean => {
  let empty = true;
  note.forEach((child) => {
    if (child.isText ? /\S/.test(child.text ?? "") : child.type.name !== "break") empty = false;
  });
  return empty;
};

/** A reference in the text: its number, which leads to the note. */
class Reference implements NodeView {
  readonly dom = document.createElement("sup");

  constructor(private node: Node) {
    this.dom.className = "note";
    this.dom.setAttribute("role", "doc-noteref");
    this.update(node);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.dom.dataset["id"] = node.attrs["id"] as string;
    this.dom.classList.toggle("missing", isEmptyNote(node));
    this.label();
    return true;
  }

  private label(): void {
    const shown = this.dom.textContent;
    if (shown)
      this.dom.setAttribute(
        "aria-label",
        `Note ${shown}${this.dom.classList.contains("missing") ? ", empty" : ""}`,
      );
  }

  stopEvent = () => false;
  ignoreMutation = () => true;
}

/** A second citing of a note. */
class Again implements NodeView {
  readonly dom: HTMLElement;

  constructor(private node: Node) {
    this.dom = document.createElement(node.attrs["as"] === "words" ? "span" : "sup");
    this.dom.className = "note-again";
    this.update(node);
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type || node.attrs["as"] !== this.node.attrs["as"]) return false;
    this.node = node;
    this.dom.dataset["note"] = node.attrs["note"] as string;
    this.dom.dataset["as"] = node.attrs["as"] as string;
    return true;
  }

  ignoreMutation = () => true;
}

/** Writes the numbers of references and second citings under an element; touches only what changed. */
export function writeNumbers(root: HTMLElement, { numbers }: Notes): void {
  for (const dom of root.querySelectorAll<HTMLElement>(".note-again, sup.note")) {
    const again = dom.classList.contains("note-again");
    const number = numbers.get((again ? dom.dataset["note"] : dom.dataset["id"]) ?? "");
    const mark = number === undefined ? "?" : String(number);
    const text = again && dom.dataset["as"] === "words" ? `see note ${mark}` : mark;
    if (dom.textContent === text) continue;
    dom.textContent = text;
    if (again) dom.classList.toggle("missing", number === undefined);
    else dom.setAttribute("aria-label", `Note ${text}${dom.classList.contains("missing") ? ", empty" : ""}`);
  }
}

export const noteViews = {
  note: (node: Node) => new Reference(node),
  note_again: (node: Node) => new Again(node),
};

export const references = (host: Host): Plugin =>
  new Plugin<Notes>({
    key,
    state: {
      init: (_config, state) => number(state.doc),
      apply: (tr, value) => (tr.docChanged ? number(tr.doc, value) : value),
    },
    props: {
      nodeViews: noteViews,
      handleClickOn: (_view: EditorView, _pos, node, _nodePos, event, direct) => {
        const id = (
          node.type.name === "note"
            ? node.attrs["id"]
            : node.type.name === "note_again"
              ? node.attrs["note"]
              : ""
        ) as string;
        if (!direct || id === "" || event.shiftKey) return false;
        return host.openNote(id);
      },
    },
    view: (view) => {
      writeNumbers(view.dom, notesIn(view.state));
      return {
        update: (_view, before) => {
          if (before.doc !== view.state.doc) writeNumbers(view.dom, notesIn(view.state));
        },
      };
    },
  });
