// The list of notes at the foot, drawn outside the editable from the outer state. Only the note in hand has a view of its
// own; what is typed there goes out as a transaction on the outer document and comes back from it.
//
// **Invariant:** the inner view never holds a document of its own: after every dispatch it shows the outer note.
// **Invariant:** the inner view has no history; undo is the outer state's.
import type { Node } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import { EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { StepMap } from "prosemirror-transform";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { findBlock, type Found } from "../blocks";
import { directionOf } from "../direction";
import type { Host } from "../host";
import { languageAt } from "../language";
import { drawNote } from "./draw";
import { innerPlugins } from "./inner";
import { type Layers, layersOver, onNote, othersOver } from "./over";
import { againViews, isEmptyNote, notesIn, writeNumbers } from "./references";

/** What the foot needs of the editor around it. */
export interface Outer {
  state(): EditorState;
  dispatch(tr: Transaction): void;
  /** Brings the caret back into the text, behind the note's reference. */
  leave(id: string): void;
  focus(): void;
  editable(): boolean;
  /** The article's language. */
  lang(): string;
  changed(): void;
  readonly host: Host;
  /** A key went down in the note in hand. */
  keyed(): void;
  /** Runs a command by its id. */
  run(id: string): boolean;
}

/** Instead of the marks of a note that is to be drawn anew. */
const UNDRAWN = "\0";

interface Item {
  dom: HTMLLIElement;
  number: HTMLElement;
  text: HTMLElement;
  node: Node;
  marks: string;
}

export class Foot {
  private readonly list = document.createElement("ol");
  private readonly items = new Map<string, Item>();
  private inner: { id: string; view: EditorView } | null = null;
  private order = "";
  private drawn: readonly Node[] = [];
  private numbers: ReadonlyMap<string, number> | null = null;
  private layers: Layers | null = null;

  constructor(
    private readonly outer: Outer,
    place: HTMLElement,
  ) {
    this.list.className = "notes";
    this.list.setAttribute("aria-label", "Notes");
    this.setLang();
    this.list.addEventListener("click", this.onClick);
    place.append(this.list);
    this.update();
  }

  /** The note in hand, or null. */
  get open(): string | null {
    return this.inner?.id ?? null;
  }

  /** The view of the note in hand, or null. */
  get view(): EditorView | null {
    return this.inner?.view ?? null;
  }

  /** The note in hand and what is selected in it, or null. */
  get inHand(): { id: string; from: number; to: number } | null {
    if (!this.inner) return null;
    const { from, to } = this.inner.view.state.selection;
    return { id: this.inner.id, from, to };
  }

  /** Draws what changed. */
  update(): void {
    const notes = notesIn(this.outer.state());
    const layers = layersOver(this.outer.state());
    const { drawn: before, numbers } = this;
    const over = othersOver(this.layers, layers);
    if (notes.nodes === before && notes.numbers === numbers && !over) return;
    this.drawn = notes.nodes;
    this.numbers = notes.numbers;
    this.layers = layers;
    const { list } = notes;
    const other = (node: Node): boolean => over?.(node.attrs["id"] as string) ?? false;
    if (notes.numbers === numbers) {
      notes.nodes.forEach((node, i) => {
        const found = node === before[i] && !other(node) ? undefined : list[i];
        if (found) this.draw(found, i + 1);
      });
      return;
    }
    const seen = new Set<string>();
    list.forEach((found, i) => {
      seen.add(this.draw(found, i + 1, other(found.node)));
    });
    for (const [id, item] of this.items) {
      if (seen.has(id)) continue;
      if (this.inner?.id === id) {
        const focused = this.inner.view.hasFocus();
        this.close(false);
        if (focused) this.outer.focus();
      }
      item.dom.remove();
      this.items.delete(id);
    }
    const order = [...seen].join(" ");
    if (order !== this.order) {
      this.order = order;
      let before: Element | null = this.list.firstElementChild;
      for (const id of seen) {
        const dom = this.items.get(id)?.dom;
        if (!dom) continue;
        if (dom === before) before = before.nextElementSibling;
        else this.list.insertBefore(dom, before);
      }
    }
    this.list.hidden = seen.size === 0;
    if (notes.numbers !== numbers) writeNumbers(this.list, notes.numbers);
  }

  /** Puts the caret into a note; offsets are positions in its content. */
  edit(id: string, from?: number, to = from, coords?: { left: number; top: number }): boolean {
    const item = this.items.get(id);
    if (!item) return false;
    if (this.inner?.id !== id) {
      this.close(false);
      this.mount(id, item);
    }
    const view = this.inner?.view;
    if (!view) return false;
    const size = view.state.doc.content.size;
    const at = coords ? (view.posAtCoords(coords)?.pos ?? size) : Math.min(from ?? size, size);
    const head = coords ? at : Math.min(to ?? at, size);
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at, head)));
    // Where nothing can be typed the number takes the focus: it leads back to the reference.
    if (this.outer.editable()) view.focus();
    else item.number.focus();
    item.dom.scrollIntoView({ block: "nearest" });
    return true;
  }

  /** Goes from the note in hand to the next or the one before; false where there is none. */
  step(by: 1 | -1): boolean {
    const { list } = notesIn(this.outer.state());
    const next = list[list.findIndex(({ node }) => node.attrs["id"] === this.inner?.id) + by];
    return next ? this.edit(next.node.attrs["id"] as string) : false;
  }

  /** Ends editing; the note is plain DOM again. */
  close(tell = true): void {
    const open = this.inner;
    if (!open) return;
    this.inner = null;
    open.view.destroy();
    const item = this.items.get(open.id);
    if (item) {
      item.dom.classList.remove("current");
      item.marks = UNDRAWN;
      item.text.replaceChildren();
    }
    const found = this.find(open.id);
    if (found) this.draw(found, notesIn(this.outer.state()).numbers.get(open.id) ?? 0);
    if (tell) this.outer.changed();
  }

  setLang(): void {
    this.list.lang = this.outer.lang();
    this.list.dir = directionOf(this.list.lang);
    writeNumbers(this.list, notesIn(this.outer.state()).numbers);
  }

  setEditable(): void {
    this.inner?.view.setProps({ editable: () => this.outer.editable() });
  }

  destroy(): void {
    this.close(false);
    this.list.remove();
  }

  private find(id: string): Found | null {
    return findBlock(this.outer.state().doc, id);
  }

  /** Draws one note where it differs from what stands there; what lies over it is looked at where that may have changed. */
  private draw(found: Found, number: number, over = true): string {
    const { node, pos } = found;
    const id = node.attrs["id"] as string;
    let item = this.items.get(id);
    if (!item) {
      item = this.make(id, node);
      this.items.set(id, item);
    }
    const label = String(number);
    if (item.number.textContent !== label) {
      item.number.textContent = label;
      item.number.setAttribute("aria-label", `Back to reference ${label}`);
      if (this.inner?.id === id) this.inner.view.dom.setAttribute("aria-label", `Note ${label}`);
    }
    if (item.node === node && item.marks !== UNDRAWN && !over) return id;
    const lies = onNote(this.outer.state(), found, this.outer.lang());
    const marks = lies
      .map((one) => `${String(one.from - pos)}:${String(one.to - pos)}:${JSON.stringify(one.spec)}`)
      .join();
    if (item.node === node && item.marks === marks) return id;
    item.node = node;
    item.marks = marks;
    item.dom.classList.toggle("missing", isEmptyNote(node));
    if (this.inner?.id === id) this.sync(node);
    else {
      item.text.replaceChildren(
        drawNote(
          node,
          lies.map((one) => Decoration.inline(one.from - pos - 1, one.to - pos - 1, {}, one.spec as object)),
        ),
      );
      writeNumbers(item.text, notesIn(this.outer.state()).numbers);
      item.text.dataset["empty"] = isEmptyNote(node) ? "No text yet" : "";
    }
    return id;
  }

  private make(id: string, node: Node): Item {
    const dom = document.createElement("li");
    dom.dataset["id"] = id;
    const number = document.createElement("button");
    number.type = "button";
    number.className = "note-number";
    number.tabIndex = -1;
    const text = document.createElement("div");
    text.className = "note-text";
    dom.append(number, text);
    return { dom, number, text, node, marks: UNDRAWN };
  }

  private mount(id: string, item: Item): void {
    item.text.replaceChildren();
    item.text.dataset["empty"] = "";
    item.dom.classList.add("current");
    const view: EditorView = new EditorView(
      { mount: item.text.appendChild(document.createElement("div")) },
      {
        state: EditorState.create({
          doc: item.node,
          plugins: innerPlugins({
            leave: () => this.outer.leave(id),
            remove: () => this.remove(id),
            run: (id) => this.outer.run(id),
            host: this.outer.host,
            typing: {
              smart: () => this.outer.host.smart,
              signs: () => this.outer.host.signs,
              lang: (state, pos) => this.langIn(id, state, pos),
            },
          }),
        }),
        editable: () => this.outer.editable(),
        nodeViews: againViews(
          () => notesIn(this.outer.state()).numbers,
          () => this.outer.lang(),
        ),
        attributes: {
          class: "note-edit",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": `Note ${item.number.textContent ?? ""}`,
        },
        decorations: () => this.decorations(id),
        dispatchTransaction: (tr) => this.dispatchInner(tr),
        handleDOMEvents: { keydown: () => (this.outer.keyed(), false) },
      },
    );
    this.inner = { id, view };
    this.outer.changed();
  }

  private decorations(id: string): DecorationSet {
    const found = this.find(id);
    if (!found || !this.inner || found.node.content.size !== this.inner.view.state.doc.content.size)
      return DecorationSet.empty;
    const { node, pos } = found;
    const cut = onNote(this.outer.state(), found, this.outer.lang()).map((one) => {
      const spec = one.spec as { attrs: Record<string, string> };
      return Decoration.inline(
        Math.max(0, one.from - pos - 1),
        Math.min(node.content.size, one.to - pos - 1),
        spec.attrs,
        spec,
      );
    });
    return DecorationSet.create(node, cut);
  }

  private dispatchInner(tr: Transaction): void {
    const view = this.inner?.view;
    const found = this.inner ? this.find(this.inner.id) : undefined;
    if (!view || !found) return;
    if (!tr.docChanged) {
      view.updateState(view.state.apply(tr));
      this.outer.changed();
      return;
    }
    const out = this.outer.state().tr;
    // Where the note's view ends a step of undo, the outer history does.
    if (tr.getMeta("closeHistory$") === true) closeHistory(out);
    const offset = StepMap.offset(found.pos + 1);
    for (const step of tr.steps) {
      const mapped = step.map(offset);
      if (!mapped || out.maybeStep(mapped).failed) return;
    }
    this.ahead = view.state.apply(tr);
    this.outer.dispatch(out);
    this.ahead = null;
  }

  /** The language at a place of the note in hand: its words' own, else that of its reference. */
  private langIn(id: string, state: EditorState, pos: number): string {
    const found = this.find(id);
    const around = found
      ? languageAt(this.outer.state().doc.resolve(found.pos + 1), this.outer.lang())
      : this.outer.lang();
    return languageAt(state.doc.resolve(pos), around);
  }

  /** What the inner state will be when the outer one has taken the transaction under way. */
  private ahead: EditorState | null = null;

  private sync(node: Node): void {
    const view = this.inner?.view;
    if (!view) return;
    if (this.ahead?.doc.eq(node)) {
      view.updateState(this.ahead);
      return;
    }
    const { state } = view;
    const start = node.content.findDiffStart(state.doc.content);
    const ends = node.content.findDiffEnd(state.doc.content);
    if (start === null || ends === null) {
      view.updateState(state);
      return;
    }
    const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
    view.updateState(
      state.apply(state.tr.replace(start, ends.b + overlap, node.slice(start, ends.a + overlap))),
    );
  }

  private remove(id: string): void {
    const found = this.find(id);
    if (!found) return;
    const tr = closeHistory(this.outer.state().tr).delete(found.pos, found.pos + found.node.nodeSize);
    this.outer.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(found.pos), -1)).scrollIntoView());
  }

  private readonly onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const id = target.closest("li")?.dataset["id"];
    if (!id) return;
    if (target.closest(".note-number")) this.outer.leave(id);
    else if (id !== this.inner?.id && document.getSelection()?.isCollapsed !== false)
      this.edit(id, undefined, undefined, { left: event.clientX, top: event.clientY });
  };
}
