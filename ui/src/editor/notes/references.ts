// How notes stand in the text: the number of a reference, "see note 3". The notes' own words are drawn at the foot.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { changed, type Found, notesOf } from "../blocks";
import type { Host } from "../host";
import { seeNote } from "./wording";

/** The notes of one document. */
export class Notes {
  constructor(
    private readonly doc: Node,
    /** In the order of their references; the same list while none of them changed. */
    readonly nodes: readonly Node[],
    /** From note id to its number, counted from 1; the same map while none came, went or moved. */
    readonly numbers: ReadonlyMap<string, number>,
  ) {}

  /** The notes with their positions. */
  get list(): readonly Found[] {
    return notesOf(this.doc);
  }

  /** The notes of the document that this one became. */
  after(doc: Node): Notes {
    const { gone, come } = changed(this.doc, doc);
    const alike = (same: (a: Node, b: Node | undefined) => boolean): boolean =>
      gone.notes.length === come.notes.length && come.notes.every((node, i) => same(node, gone.notes[i]));
    if (alike((a, b) => a === b)) return new Notes(doc, this.nodes, this.numbers);
    const renumbered = !alike((a, b) => a.attrs["id"] === b?.attrs["id"]);
    return Notes.of(doc, renumbered ? null : this.numbers);
  }

  static of(doc: Node, numbers: Notes["numbers"] | null = null): Notes {
    const nodes = notesOf(doc).map(({ node }) => node);
    return new Notes(
      doc,
      nodes,
      numbers ?? new Map(nodes.map((node, i) => [node.attrs["id"] as string, i + 1])),
    );
  }
}

const key = new PluginKey<Notes>("notes");

/** The notes of a state, in the order of their references. */
export const notesIn = (state: EditorState): Notes => key.getState(state) ?? Notes.of(state.doc);

/** Whether a note says anything at all. */
export const isEmptyNote = (note: Node): boolean => {
  let empty = true;
  note.forEach((child) => {
    if (child.isText ? /\S/.test(child.text ?? "") : child.type.name !== "break") empty = false;
  });
  return empty;
};

/** While nothing can be typed no caret comes to a reference: it takes the focus itself. */
function reach(dom: HTMLElement, editable: boolean): void {
  if (editable) dom.removeAttribute("tabindex");
  else dom.tabIndex = 0;
}

/** A reference in the text: its number, which leads to the note. */
class Reference implements NodeView {
  readonly dom = document.createElement("sup");

  constructor(
    private node: Node,
    editable: boolean,
  ) {
    this.dom.className = "note";
    this.dom.setAttribute("role", "link");
    this.dom.draggable = editable;
    reach(this.dom, editable);
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

/** Writes the number of one reference or second citing; touches nothing that is right. */
function writeNumber(dom: HTMLElement, numbers: Notes["numbers"], lang: string): void {
  const again = dom.classList.contains("note-again");
  const number = numbers.get((again ? dom.dataset["note"] : dom.dataset["id"]) ?? "");
  const mark = number === undefined ? "?" : String(number);
  const text = again && dom.dataset["as"] === "words" ? `${seeNote(lang)} ${mark}` : mark;
  if (dom.textContent === text) return;
  dom.textContent = text;
  if (again) dom.classList.toggle("missing", number === undefined);
  else dom.setAttribute("aria-label", `Note ${text}${dom.classList.contains("missing") ? ", empty" : ""}`);
}

/** Writes all numbers under an element, which is in the article's language. */
export function writeNumbers(root: HTMLElement, numbers: Notes["numbers"]): void {
  const lang = root.closest<HTMLElement>("[lang]")?.lang ?? "";
  for (const dom of root.querySelectorAll<HTMLElement>(".note-again, sup.note"))
    writeNumber(dom, numbers, lang);
}

/** The view of a second citing inside a note; numbers and language are asked when one is drawn. */
export const againViews = (numbers: () => Notes["numbers"], lang: () => string) => ({
  note_again: (node: Node) => numbered(new Again(node), numbers(), lang()),
});

function numbered<View extends { dom: HTMLElement }>(
  view: View,
  numbers: Notes["numbers"],
  lang: string,
): View {
  writeNumber(view.dom, numbers, lang);
  return view;
}

export const references = (host: Host): Plugin =>
  new Plugin<Notes>({
    key,
    state: {
      init: (_config, state) => Notes.of(state.doc),
      apply: (tr, value) => (tr.docChanged ? value.after(tr.doc) : value),
    },
    props: {
      nodeViews: {
        note: (node, view) =>
          numbered(new Reference(node, view.editable), notesIn(view.state).numbers, host.lang),
        note_again: (node, view) => numbered(new Again(node), notesIn(view.state).numbers, host.lang),
      },
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
      handleDOMEvents: {
        keydown: (_view, event) => {
          const dom = event.target as HTMLElement;
          if (event.key !== "Enter" || !dom.matches("sup.note")) return false;
          event.preventDefault();
          return host.openNote(dom.dataset["id"] ?? "");
        },
      },
    },
    view: ({ editable: first }) => {
      let editable = first;
      let { lang } = host;
      return {
        update: (view, before) => {
          const { numbers } = notesIn(view.state);
          if (numbers !== notesIn(before).numbers || lang !== host.lang) writeNumbers(view.dom, numbers);
          ({ lang } = host);
          if (view.editable === editable) return;
          ({ editable } = view);
          for (const dom of view.dom.querySelectorAll<HTMLElement>("sup.note")) {
            dom.draggable = editable;
            reach(dom, editable);
          }
        },
      };
    },
  });
