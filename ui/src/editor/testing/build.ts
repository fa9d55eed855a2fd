// Short names to write documents in tests: `article(p("one ", note("two")))`. Ids are counted, never random.
import type { Mark, Node } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ArticleEditor, type EditorOptions, type SelectionInfo } from "../article";
import { type NodeName, schema } from "../schema";
import { write } from "../serial";

// What jsdom lacks and ProseMirror asks for; nothing has a size there.
const nowhere = { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0, x: 0, y: 0, toJSON: () => "" };
Element.prototype.scrollIntoView = () => undefined;
Range.prototype.getClientRects = () =>
  Object.assign([nowhere], { item: () => nowhere }) as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => nowhere;
document.elementFromPoint = () => null;

type Part = Node | string;
const { nodes, marks } = schema;
let count = 0;

/** Twelve characters, a new one at each call. */
export const nextId = (): string => `id${String(++count).padStart(10, "0")}`;

const inline = (parts: Part[]): Node[] =>
  parts.filter((part) => part !== "").map((part) => (typeof part === "string" ? schema.text(part) : part));
const textblock =
  (name: NodeName, attrs: Record<string, unknown> = {}) =>
  (...parts: Part[]): Node =>
    nodes[name].create({ id: nextId(), ...attrs }, inline(parts));

export const p = textblock("paragraph");
export const h2 = textblock("heading", { level: 2 });
export const code = textblock("code");
export const attribution = textblock("attribution");
export const verseLine = textblock("verse_line");
export const speaker = textblock("speaker");
export const named = (name: NodeName, id: string, ...parts: Part[]): Node =>
  nodes[name].create({ id }, inline(parts));
export const box = (name: NodeName, attrs: Record<string, unknown> | null, ...content: Node[]): Node =>
  nodes[name].create(attrs, content);
export const quote = (...content: Node[]): Node => nodes.quotation.create(null, content);
export const list = (kind: string, ...items: Node[][]): Node =>
  nodes.list.create(
    { kind },
    items.map((blocks) => nodes.list_item.create(null, blocks)),
  );
export const note = (...parts: Part[]): Node => nodes.note.create({ id: nextId() }, inline(parts));
export const br = (): Node => nodes.break.create();
export const placeholder = (label: string): Node => nodes.placeholder.create({ label });
export const marked = (text: string, ...on: Mark[]): Node => schema.text(text, on);
export const em = (text: string): Node => marked(text, marks.emphasis.create());
export const row = (...cells: Node[]): Node => nodes.table_row.create(null, cells);
export const td = (...blocks: Node[]): Node => nodes.table_cell.create(null, blocks);
export const table = (...rows: Node[]): Node => nodes.table.create({ id: nextId() }, rows);
export const figure = (
  src: string,
  caption: string,
  credit: string,
  attrs: Record<string, unknown> = {},
): Node =>
  nodes.figure.create({ id: nextId(), src, ...attrs }, [
    textblock("caption")(caption),
    textblock("picture_credit")(credit),
  ]);

/** A whole article: a headline and these blocks, the other parts empty. */
export const article = (...body: Node[]): Node =>
  nodes.doc.createChecked(null, [
    textblock("kicker")(""),
    textblock("headline")("The headline"),
    textblock("standfirst")(""),
    ...(body.length ? body : [p("")]),
  ]);

/** What an editor in a test told. */
export interface Told {
  changes: number;
  messages: string[];
  links: string[];
  wants: [string, unknown][];
  selection: SelectionInfo | null;
}

/** An editor in the test's page. */
export function open(
  doc: Node | string,
  more: Partial<EditorOptions> = {},
): { editor: ArticleEditor; place: HTMLElement; told: Told } {
  const place = document.body.appendChild(document.createElement("div"));
  const told: Told = { changes: 0, messages: [], links: [], wants: [], selection: null };
  const editor = new ArticleEditor({
    place,
    doc: typeof doc === "string" ? doc : write(doc),
    editable: true,
    lang: "en-GB",
    mediaUrl: (hash) => `/media/${hash}`,
    onChange: () => told.changes++,
    onSelection: (info) => (told.selection = info),
    onOpenLink: (href) => told.links.push(href),
    onTell: (message) => told.messages.push(message),
    onWant: (id, current) => told.wants.push([id, current]),
    ...more,
  });
  return { editor, place, told };
}

/** The view inside an editor: what a key or the clipboard would act on. */
export const viewOf = (editor: ArticleEditor): EditorView => (editor as unknown as { view: EditorView }).view;

/** The view of the note in hand. */
export const noteView = (editor: ArticleEditor): EditorView => {
  const { view } = (editor as unknown as { foot: { view: EditorView | null } }).foot;
  if (!view) throw new Error("No note is in hand");
  return view;
};

/** Puts the caret into the first words like these in the body, behind their last letter or so many letters in. */
export function caret(editor: ArticleEditor, words: string, letters = words.length): void {
  const view = viewOf(editor);
  let at = -1;
  view.state.doc.descendants((node, pos) => {
    if (at < 0 && view.state.doc.resolve(pos).index(0) > 2 && node.isText && node.text?.includes(words))
      at = pos + node.text.indexOf(words) + letters;
  });
  if (at < 0) throw new Error(`The body does not say “${words}”`);
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at)));
}

/** Types text at the caret. */
export const type = (view: EditorView, text: string): void => view.dispatch(view.state.tr.insertText(text));

/** Presses a key, as `Mod-z` in a keymap's words; true when something took it. */
export function press(view: EditorView, name: string): boolean {
  const parts = name.split("-");
  const key = parts.pop() ?? "";
  const event = new KeyboardEvent("keydown", {
    key,
    ctrlKey: parts.includes("Mod"),
    altKey: parts.includes("Alt"),
    shiftKey: parts.includes("Shift"),
    cancelable: true,
    bubbles: true,
  });
  view.dom.dispatchEvent(event);
  return event.defaultPrevented;
}

/** Pastes HTML as the clipboard would. */
export const pasteHtml = (view: EditorView, html: string): boolean =>
  view.pasteHTML(html, new Event("paste") as ClipboardEvent);

/** The text of each top-level block, notes as `[text]`, a line break as `/`. */
export const linesOf = (editor: ArticleEditor): string[] => {
  const line = (node: Node): string => {
    if (node.isText) return node.text ?? "";
    let inner = "";
    node.forEach((child) => (inner += line(child)));
    return node.type.name === "note" ? `[${inner}]` : node.type.name === "break" ? "/" : inner;
  };
  const out: string[] = [];
  viewOf(editor).state.doc.forEach((node) => out.push(line(node)));
  return out;
};
