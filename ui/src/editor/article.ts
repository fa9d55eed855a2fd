// The editor of one article's text. It knows no store and no framework: options in, callbacks out.
//
// **Invariant:** every change goes through `dispatch`; the foot and the note in hand are drawn from the outer state.
// **Invariant:** `doc()` is what is on the screen, at any moment.
import {
  type EditorState as State,
  EditorState,
  Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import type { Step } from "prosemirror-transform";
import { EditorView } from "prosemirror-view";
import type { Access } from "./access";
import { findBlock, findPart, placeAt, positionAt } from "./blocks";
import { activeCommands, command, entry } from "./commands/index";
import { activeMarks } from "./commands/marks";
import { directionOf } from "./direction";
import { type ClipboardHost, type Host, idleHost, loneClipboard } from "./host";
import { Foot } from "./notes/foot";
import { type NoteLine, noteLines } from "./notes/lines";
import { type OutlineLine, outlineOf } from "./outline";
import { type EditorFinding, findingsAt, setFindings } from "./plugins/findings";
import { fillIds } from "./plugins/ids";
import { guardParts } from "./plugins/borders";
import { plugins } from "./plugins/index";
import { replacement } from "./replace";
import { parse, write } from "./serial";
import { showSpaces, spacesShown } from "./typing/spaces";
import { wordsBetween, wordsOf } from "./words";

/** Where the caret is, and what it covers. */
export interface SelectionInfo {
  empty: boolean;
  part: string;
  block: string | null;
  /** UTF-16 units from the start of the block in which the selection begins (and ends). */
  start: number;
  end: number;
  /** Words in the selection, 0 when it is empty. */
  words: number;
  /** The note in hand, or null. */
  note: string | null;
  /** Findings at the caret. */
  findings: string[];
}

export interface EditorOptions {
  place: HTMLElement;
  /** Where the list of notes is drawn; below the text when none is given. */
  foot?: HTMLElement;
  /** Shown between standfirst and body; it is not part of the text. */
  byline?: HTMLElement;
  doc: string;
  kept?: Kept;
  editable: boolean;
  lang: string;
  /** Keys that the person changed: a command's id → its keys, empty for none. */
  keys?: Readonly<Record<string, string>>;
  mediaUrl(hash: string): string;
  /** The text was changed by a person here. */
  onChange(): void;
  onSelection(info: SelectionInfo): void;
  onOpenLink(href: string): void;
  /** A link to another piece of the desk was opened. */
  onOpenPiece?(article: string): void;
  onTell(message: string): void;
  /** Who reads what is pasted and keeps its pictures; without one the window reads it by itself. */
  clipboard?: ClipboardHost;
  /** A key asked for a command that needs an argument: answer with `run(command, argument)`. */
  onWant?(command: string, current: unknown): void;
}

/** The text with its history, for a change of view. */
export interface Kept {
  readonly state: State;
  readonly host: Host;
  readonly steps: readonly Step[];
}

export class ArticleEditor {
  /** The way in for the rooms beside the text. */
  readonly access: Access;
  private readonly view: EditorView;
  private readonly foot: Foot;
  private readonly host: Host;
  private steps: Step[];
  private key = 0;
  private measured = 0;

  constructor(private readonly options: EditorOptions) {
    const { kept } = options;
    this.host = kept?.host ?? idleHost();
    this.fillHost();
    this.steps = [...(kept?.steps ?? [])];
    const state = kept?.state ?? this.fresh(options.doc);
    const root = document.createElement("div");
    options.place.append(root);
    this.view = new EditorView(
      { mount: root },
      {
        state,
        editable: () => this.options.editable,
        attributes: () => ({
          class: "copy",
          role: "textbox",
          "aria-multiline": "true",
          "aria-label": "Text",
          "aria-readonly": String(!this.options.editable),
          lang: this.options.lang,
          dir: directionOf(this.options.lang),
        }),
        dispatchTransaction: (tr) => this.dispatch(tr),
        handleDOMEvents: {
          keydown: () => ((this.key = performance.now()), false),
          focus: () => (this.foot.close(), false),
        },
      },
    );
    this.foot = new Foot(
      {
        state: () => this.view.state,
        dispatch: (tr) => this.dispatch(tr),
        leave: (id) => this.leaveNote(id),
        focus: () => this.view.focus(),
        editable: () => this.options.editable,
        lang: () => this.options.lang,
        changed: () => this.tellSelection(),
        host: this.host,
        keyed: () => (this.key = performance.now()),
        run: (id) => this.run(id),
      },
      options.foot ?? options.place,
    );
    this.access = {
      state: () => this.view.state,
      dispatch: (tr) => this.dispatch(tr),
      view: this.view,
      host: this.host,
      editable: () => this.options.editable,
      goTo: (to) => this.goTo(to),
      note: () =>
        this.foot.view && this.foot.open !== null ? { id: this.foot.open, view: this.foot.view } : null,
      run: (id, argument) => this.run(id, argument),
      focus: () => this.focus(),
    };
    // A text that waits to be saved is newer than any head; without one the head that was handed in is the truth.
    if (kept && this.steps.length === 0) this.replaceWith(options.doc);
  }

  /** The whole document as one JSON string. */
  doc(): string {
    return write(this.view.state.doc);
  }

  /** The steps since the last take, as JSON. */
  takeSteps(): unknown[] {
    const steps = this.steps.map((step): unknown => step.toJSON());
    this.steps = [];
    return steps;
  }

  /** Takes another head: one mapped transaction outside undo; the caret stays in its block. */
  replaceWith(doc: string): void {
    if (doc === this.doc()) return;
    const tr = replacement(this.view.state, parse(doc));
    if (tr) this.dispatch(tr);
  }

  /** Shows these findings and no others. */
  setFindings(findings: readonly EditorFinding[]): void {
    this.dispatch(setFindings(this.view.state, findings));
  }

  setEditable(editable: boolean): void {
    this.options.editable = editable;
    this.view.setProps({ editable: () => this.options.editable });
    this.foot.setEditable();
  }

  /** Takes another language of the article: its direction, its notes, what is typed from here on. */
  setLang(lang: string): void {
    if (lang === this.options.lang) return;
    this.options.lang = this.host.lang = lang;
    this.view.setProps({});
    this.foot.setLang();
  }

  /** Takes the person's own keys. */
  setKeys(keys: Readonly<Record<string, string>>): void {
    this.host.keys = keys;
  }

  /** Takes how the person writes: marks that follow the language, signs of Markdown read, spaces and breaks shown. */
  setWriting({ smart, signs, marks }: { smart: boolean; signs: boolean; marks: boolean }): void {
    Object.assign(this.host, { smart, signs });
    if (spacesShown(this.view.state) !== marks) this.dispatch(showSpaces(this.view.state.tr, marks));
  }

  /** Brings a stretch into view and selects it; false where it is no longer there. */
  goTo(place: { part: string; block: string | null; start: number; end: number }): boolean {
    const { state } = this.view;
    const block = place.block ? findBlock(state.doc, place.block) : findPart(state.doc, place.part);
    if (!block) return false;
    if (block.node.type.name === "note") {
      const inside = (offset: number) => positionAt(block, offset) - block.pos - 1;
      this.show(block.pos);
      return this.foot.edit(place.block ?? "", inside(place.start), inside(place.end));
    }
    const selection = block.node.inlineContent
      ? TextSelection.create(state.doc, positionAt(block, place.start), positionAt(block, place.end))
      : Selection.near(state.doc.resolve(block.pos + 1), 1);
    this.dispatch(state.tr.setSelection(selection).scrollIntoView());
    this.view.focus();
    return true;
  }

  /** Runs a command by its id; false where it does not apply here. */
  run(id: string, argument?: unknown): boolean {
    const made = command(id, this.host, argument);
    if (!made || (!this.options.editable && !entry(id)?.reads)) return false;
    const inner = this.foot.view;
    if (inner && (id === "next-note" || id === "previous-note"))
      return this.foot.step(id === "next-note" ? 1 : -1);
    if (inner && id === "note") return (this.leaveNote(this.foot.open ?? ""), true);
    if (inner && entry(id)?.inNote) {
      const done = made(inner.state, (tr) => inner.dispatch(tr), inner);
      inner.focus();
      return done;
    }
    if (inner && ["blocks", "tables"].includes(entry(id)?.group ?? "")) return false;
    const done = made(this.view.state, (tr) => this.dispatch(tr), this.view);
    if (!this.foot.open && entry(id)?.group !== "find") this.view.focus();
    return done;
  }

  /** The commands that are on at the caret. */
  active(): string[] {
    const inner = this.foot.view;
    return inner
      ? ["note", ...activeMarks(inner.state).filter((name) => entry(name)?.inNote)]
      : activeCommands(this.view.state);
  }

  /** The headline (level 1) and the headings. */
  outline(): OutlineLine[] {
    return outlineOf(this.view.state.doc);
  }

  /** The notes in the order of their references; `current` is the one in hand. */
  notes(): NoteLine[] {
    return noteLines(this.view.state, this.foot.open);
  }

  /** Words of the whole text and of the selection. */
  words(): { whole: number; body: number; notes: number; selection: number } {
    const { doc, from, to } = this.selected();
    return { ...wordsOf(this.view.state.doc), selection: wordsBetween(doc, from, to) };
  }

  /** The text with its history and what is not saved yet. */
  keep(): Kept {
    return { state: this.view.state, host: this.host, steps: [...this.steps] };
  }

  focus(): void {
    (this.foot.view ?? this.view).focus();
  }

  destroy(): void {
    Object.assign(this.host, idleHost());
    this.foot.destroy();
    this.view.destroy();
    this.view.dom.remove();
  }

  private fillHost(): void {
    const { options } = this;
    Object.assign(this.host, {
      ...(options.clipboard ?? loneClipboard),
      tell: (message) => options.onTell(message),
      openLink: (href) => options.onOpenLink(href),
      openPiece: (article) => options.onOpenPiece?.(article),
      want: (id, current) => options.onWant?.(id, current),
      mediaUrl: (hash) => options.mediaUrl(hash),
      openNote: (id) => this.foot.edit(id),
      inHand: () => this.foot.inHand,
      text: () => this.view.state,
      lang: options.lang,
      keys: options.keys ?? {},
      smart: this.host.smart,
      signs: this.host.signs,
      byline: options.byline ?? null,
    } satisfies Host);
  }

  private fresh(doc: string): State {
    const state = EditorState.create({ doc: parse(doc), plugins: plugins(this.host) });
    const filled = fillIds(state);
    if (!filled) return state;
    this.steps.push(...filled.steps);
    return state.apply(filled.setMeta("addToHistory", false));
  }

  private dispatch(asked: Transaction): void {
    const before = this.view.state;
    const { state, transactions } = before.applyTransaction(guardParts(before, asked));
    const remote = asked.getMeta("remote") === true;
    for (const tr of transactions) if (tr.getMeta("remote") !== true) this.steps.push(...tr.steps);
    this.view.updateState(state);
    const changed = state.doc !== before.doc;
    if (changed || asked.getMeta("addToHistory") === false) this.foot.update();
    if (changed && !remote) this.options.onChange();
    if (changed || !state.selection.eq(before.selection)) this.tellSelection();
    if (changed && this.key) this.measure();
  }

  /** The work of a key, from its event to here: the measures named `stet:key`, of which some thousands are kept. */
  private measure(): void {
    performance.measure("stet:key", { start: this.key, end: performance.now() });
    if (++this.measured % 10_000 === 0) performance.clearMeasures("stet:key");
    this.key = 0;
  }

  /** The document and stretch that the person has selected: the note's in hand, else the text's. */
  private selected(): { doc: State["doc"]; from: number; to: number } {
    const { state } = this.foot.view ?? this.view;
    return { doc: state.doc, from: state.selection.from, to: state.selection.to };
  }

  private tellSelection(): void {
    const { doc, from, to } = this.selected();
    const note = this.foot.open;
    const inNote = note === null ? null : findBlock(this.view.state.doc, note);
    const info: SelectionInfo = {
      empty: from === to,
      part: "note",
      block: note,
      start: from,
      end: to,
      words: wordsBetween(doc, from, to),
      note,
      findings: findingsAt(this.view.state, inNote ? inNote.pos + 1 + from : from),
    };
    if (!note) {
      const start = placeAt(doc, from);
      const end = placeAt(doc, to);
      Object.assign(info, {
        part: start.part,
        block: start.block,
        start: start.offset,
        end: end.block === start.block ? end.offset : start.offset,
      });
    }
    this.options.onSelection(info);
  }

  private leaveNote(id: string): void {
    const found = findBlock(this.view.state.doc, id);
    this.foot.close();
    if (found) {
      const { tr } = this.view.state;
      this.dispatch(
        tr
          .setSelection(TextSelection.near(tr.doc.resolve(found.pos + found.node.nodeSize), -1))
          .scrollIntoView(),
      );
    }
    const reference = found && !this.options.editable ? this.view.nodeDOM(found.pos) : null;
    (reference instanceof HTMLElement ? reference : this.view).focus();
  }

  private show(pos: number): void {
    const dom = this.view.nodeDOM(pos);
    if (dom instanceof HTMLElement) dom.scrollIntoView({ block: "nearest" });
  }
}
