// Moves blocks with all that is in them: one step up or down by keys, or to a place. One act, one undo.
import { closeHistory } from "prosemirror-history";
import type { Node, ResolvedPos } from "prosemirror-model";
import {
  type Command,
  type EditorState,
  NodeSelection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import { CellSelection } from "prosemirror-tables";
import { schema } from "../schema";

const { nodes } = schema;

/** Neighbours in one parent, from `first` up to (not with) `last`. */
export interface Unit {
  depth: number;
  first: number;
  last: number;
  /** A position inside. */
  $at: ResolvedPos;
}

const isCell = (node: Node) => node.type === nodes.table_cell || node.type === nodes.table_header;
/** How many children of a parent stay where they are at its start: kicker, headline, standfirst; who speaks. */
const fixed = (parent: Node): number =>
  parent.type === nodes.doc ? 3 : parent.firstChild?.type === nodes.speaker ? 1 : 0;
/** Where the children end that may change places: who said it stays last. */
const end = (parent: Node): number =>
  parent.childCount - (parent.lastChild?.type === nodes.attribution ? 1 : 0);

/** What moves with the caret: its block, its list item, the lines of verse, the row of a table, the figure of a caption. */
function unitOf(state: EditorState): Unit | null {
  const { selection } = state;
  const { $from, $to } = selection;
  if (selection instanceof NodeSelection && selection.node.isBlock)
    return raised({ depth: $from.depth, first: $from.index(), last: $from.index() + 1, $at: $from });
  if (selection instanceof CellSelection) {
    const depth = $from.depth - 2;
    return depth < 0 ? null : { depth, first: $from.index(depth), last: $to.index(depth) + 1, $at: $from };
  }
  const range = $from.blockRange($to);
  return range && raised({ depth: range.depth, first: range.startIndex, last: range.endIndex, $at: $from });
}

/** The node that begins at a position, as what moves. */
function unitFrom(doc: Node, pos: number): Unit | null {
  if (pos < 0 || pos >= doc.content.size || !doc.nodeAt(pos)?.isBlock) return null;
  const $at = doc.resolve(pos);
  return raised({ depth: $at.depth, first: $at.index(), last: $at.index() + 1, $at });
}

/** The blocks around a position that a handle can take hold of, the innermost first: where each begins. */
export function handles($pos: ResolvedPos): number[] {
  const out: number[] = [];
  const CLOSED = [nodes.figure, nodes.table, nodes.table_row, nodes.verse, nodes.list_item];
  for (let depth = $pos.depth; depth > 0; depth--) {
    const parent = $pos.node(depth - 1);
    const index = $pos.index(depth - 1);
    if (isCell(parent) || CLOSED.includes(parent.type)) continue;
    if (index >= fixed(parent) && index < end(parent) && !insideCell($pos, depth - 1))
      out.push($pos.before(depth));
  }
  return out;
}

const insideCell = ($pos: ResolvedPos, depth: number): boolean => {
  for (let d = depth; d > 0; d--) if (isCell($pos.node(d))) return true;
  return false;
};

/** The same, one level up where the blocks are a part that cannot move by itself. */
function raised(unit: Unit): Unit | null {
  const parent = unit.$at.node(unit.depth);
  const whole = unit.first === 0 && unit.last === parent.childCount;
  const bound =
    parent.type === nodes.list_item ||
    parent.type === nodes.figure ||
    parent.type === nodes.table_row ||
    (isCell(parent) && whole) ||
    (parent.type !== nodes.doc && (unit.first < fixed(parent) || unit.last > end(parent)));
  if (bound) return around(unit);
  return unit.first < fixed(parent) ? null : unit;
}

/** The parent as what moves. */
function around({ $at, depth }: Unit): Unit | null {
  if (depth === 0) return null;
  const first = $at.index(depth - 1);
  return raised({ depth: depth - 1, first, last: first + 1, $at });
}

const start = ({ $at, depth }: Unit, index: number): number => {
  const parent = $at.node(depth);
  let pos = $at.start(depth);
  for (let i = 0; i < index; i++) pos += parent.child(i).nodeSize;
  return pos;
};

interface Goal {
  /** Where they go, counted before they are taken away. */
  pos: number;
  /** As they stand there. */
  content: Node[];
  /** How much deeper they are then. */
  deeper: -1 | 0 | 1;
}

/** Blocks as they may stand in this parent: in a list as an item, out of one as themselves (or, `whole`, in a list of their own). */
export function fitted(content: Node[], from: Node, parent: Node, whole = false): Omit<Goal, "pos"> | null {
  const items = content.every((node) => node.type === nodes.list_item);
  if (parent.type === nodes.list)
    return items ? { content, deeper: 0 } : { content: [nodes.list_item.create(null, content)], deeper: 1 };
  if (!items) return { content, deeper: 0 };
  if (whole) return { content: [nodes.list.create({ ...from.attrs, start: 1 }, content)], deeper: 1 };
  return content.length === 1 ? { content: [...(content[0]?.children ?? [])], deeper: -1 } : null;
}

/** Takes blocks from one place to another, the selection with them. */
function relocate(state: EditorState, from: number, to: number, goal: Goal): Transaction | null {
  const { selection } = state;
  // Each step is an undo of its own, however quickly they follow.
  const tr = closeHistory(state.tr);
  const $goal = state.doc.resolve(goal.pos);
  const { content, deeper } = goal;
  if (content.some((node) => !$goal.parent.canReplaceWith($goal.index(), $goal.index(), node.type)))
    return null;
  if (goal.pos > from && goal.pos < to) return null;
  tr.delete(from, to);
  const at = tr.mapping.map(goal.pos);
  tr.insert(at, content);
  const inside = selection.from >= from && selection.to <= to;
  const there = (pos: number) =>
    tr.doc.resolve(Math.max(0, Math.min(tr.doc.content.size, at + pos - from + deeper)));
  if (inside && selection instanceof NodeSelection)
    tr.setSelection(NodeSelection.create(tr.doc, there(selection.from).pos));
  else if (inside && !(selection instanceof CellSelection))
    tr.setSelection(TextSelection.between(there(selection.anchor), there(selection.head)));
  else if (inside) tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
  return tr.scrollIntoView();
}

/** Rows that share a cell with a neighbour cannot change places. */
const bound = (rows: readonly Node[]): boolean =>
  rows.some((row) => row.children.some((cell) => (cell.attrs["rowspan"] as number) > 1));

/** One step on: past its neighbour, into a list, out of a frame; the frame itself where nothing else is in it. */
function goalOf(unit: Unit, by: 1 | -1): { from: number; to: number; goal: Goal } | null {
  const { $at, depth, first, last } = unit;
  const parent = $at.node(depth);
  const content = parent.children.slice(first, last);
  const [from, to] = [start(unit, first), start(unit, last)];
  const index = by < 0 ? first - 1 : last;
  if (index >= fixed(parent) && index < end(parent)) {
    const beside = parent.child(index);
    if (parent.type === nodes.table && bound([...content, beside])) return null;
    const pos = start(unit, by < 0 ? index : index + 1);
    if (beside.type === nodes.list && content.every((node) => node.type === nodes.paragraph)) {
      const into = by < 0 ? pos + beside.nodeSize - 1 : pos - beside.nodeSize + 1;
      const made = fitted(content, parent, beside);
      if (made) return { from, to, goal: { pos: into, ...made } };
    }
    return { from, to, goal: { pos, content, deeper: 0 } };
  }
  const whole = first <= fixed(parent) && last >= end(parent);
  const frame = around(unit);
  if (!frame || isCell(parent)) return null;
  if (whole || parent.type === nodes.table || parent.type === nodes.verse) return goalOf(frame, by);
  // Out of a list within a list: an item of the outer one.
  const outer =
    parent.type === nodes.list && $at.node(depth - 1).type === nodes.list_item ? depth - 2 : depth - 1;
  const target = $at.node(outer);
  const made = fitted(content, parent, target);
  if (!made) return null;
  const pos = by < 0 ? $at.before(outer + 1) : $at.after(outer + 1);
  return { from, to, goal: { pos, ...made } };
}

/** Moves the block at a position, else the one with the caret (or the selected ones), one step up or down. */
export const moveBlock =
  (by: 1 | -1, argument?: unknown): Command =>
  (state, dispatch) => {
    const unit = typeof argument === "number" ? unitFrom(state.doc, argument) : unitOf(state);
    const step = unit && goalOf(unit, by);
    const tr = step && relocate(state, step.from, step.to, step.goal);
    if (!tr) return false;
    dispatch?.(tr);
    return true;
  };

/** Moves the node at `from` to a gap between two others; null where it cannot stand there or is there already. */
export function moveTo(state: EditorState, from: number, gap: number): Transaction | null {
  const node = state.doc.nodeAt(from);
  if (!node || (gap >= from && gap <= from + node.nodeSize)) return null;
  const $gap = state.doc.resolve(gap);
  if ($gap.index() < fixed($gap.parent) || $gap.index() > end($gap.parent)) return null;
  const made = fitted([node], state.doc.resolve(from).parent, $gap.parent, true);
  return made && relocate(state, from, from + node.nodeSize, { pos: gap, ...made });
}
