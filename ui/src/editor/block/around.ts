// Which blocks the caret is in, from the outermost to the innermost, and one attribute of one of them set. No drawing.
import type { Node } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import { type Command, type EditorState, NodeSelection } from "prosemirror-state";
import type { Access } from "../access";
import { command, entry } from "../commands/index";
import type { NodeName } from "../schema";

/** A block around the caret. */
export interface Level {
  kind: NodeName;
  /** What a person calls it. */
  name: string;
  /** Position before the node. */
  pos: number;
  attrs: Readonly<Record<string, unknown>>;
  node: Node;
}

const NAMES: Partial<Record<NodeName, string>> = {
  kicker: "Kicker",
  headline: "Headline",
  standfirst: "Standfirst",
  paragraph: "Paragraph",
  heading: "Heading",
  quotation: "Quotation",
  attribution: "Who said it",
  pull_quote: "Pull quote",
  list: "List",
  table: "Table",
  table_cell: "Cell",
  table_header: "Header cell",
  figure: "Picture",
  verse: "Verse",
  verse_line: "Line",
  turn: "Interview",
  box: "Box",
  epigraph: "Epigraph",
  code: "Code",
  rule: "Rule",
  embed: "Embed",
  placeholder: "Placeholder",
};

/** What a person calls a block; "" for what is only a part of one (a list's item, a table's row). */
export const blockName = (node: Node): string => NAMES[node.type.name as NodeName] ?? "";

/** The blocks around the selection's start, the outermost first. */
export function levelsOf(state: EditorState): Level[] {
  const { selection } = state;
  const out: Level[] = [];
  const add = (node: Node, pos: number) => {
    const name = blockName(node);
    if (name) out.push({ kind: node.type.name as NodeName, name, pos, attrs: node.attrs, node });
  };
  const { $from } = selection;
  for (let depth = 1; depth <= $from.depth; depth++) add($from.node(depth), $from.before(depth));
  if (selection instanceof NodeSelection) add(selection.node, selection.from);
  return out;
}

/** Sets one attribute of the block at a position: one undo. False where it has no such attribute or the value is not allowed. */
export const attribute =
  (pos: number, name: string, value: unknown): Command =>
  (state, dispatch) => {
    const node = pos >= 0 && pos < state.doc.content.size ? state.doc.nodeAt(pos) : null;
    const spec = node?.type.spec.attrs?.[name];
    if (!node || !spec || node.attrs[name] === value) return false;
    try {
      if (typeof spec.validate === "function") spec.validate(value);
    } catch {
      return false;
    }
    dispatch?.(state.tr.setNodeAttribute(pos, name, value));
    return true;
  };

/** The blocks around the caret of an editor. */
export const blocksAround = (access: Access): Level[] => levelsOf(access.state());

/** Sets an attribute of such a block; the focus stays where it is. False where the block is no longer there. */
export function setAttribute(access: Access, level: Level, name: string, value: unknown): boolean {
  const state = access.state();
  const there = level.pos < state.doc.content.size && state.doc.nodeAt(level.pos)?.type.name === level.kind;
  return (
    there &&
    access.editable() &&
    attribute(level.pos, name, value)(state, (tr) => access.dispatch(closeHistory(tr)))
  );
}

/** Another picture in the place of one, by its hash and pixels: one undo. Its words stay, its crop focus goes. */
export function swapPicture(
  access: Access,
  { pos }: Level,
  picture: { src: string; width: number; height: number },
): boolean {
  const node = access.state().doc.nodeAt(pos);
  if (node?.type.name !== "figure" || !access.editable()) return false;
  const { tr } = access.state();
  access.dispatch(
    closeHistory(tr.setNodeMarkup(pos, null, { ...node.attrs, ...picture, focus: null }, node.marks)),
  );
  return true;
}

/** Runs a command on the text without taking the focus there: for a button that may be pressed again. */
export function perform(access: Access, id: string, argument?: unknown): boolean {
  const made = access.editable() ? command(id, access.host, argument) : null;
  return made !== null && made(access.state(), (tr) => access.dispatch(tr), access.view);
}

/** Whether a command would do something at the caret, in the note in hand where there is one. */
export function applies(access: Access, id: string, argument?: unknown): boolean {
  const made = access.editable() ? command(id, access.host, argument) : null;
  const note = access.note();
  if (note && !entry(id)?.inNote) return false;
  return made !== null && made(note?.view.state ?? access.state());
}
