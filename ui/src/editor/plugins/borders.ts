// Kicker, headline, standfirst and body are never joined with one another, by no key and no change of the DOM.
import type { Slice } from "prosemirror-model";
import { Fragment, type Node } from "prosemirror-model";
import { schema } from "../schema";
import type { TextSelection } from "prosemirror-state";
import { type Command, type EditorState, Selection, type Transaction } from "prosemirror-state";
import {
  AddMarkStep,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from "prosemirror-transform";

/** 0 to 2 for the three parts, 3 for the body; -1 outside (the document itself is selected). */
function partIndex(doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  return $pos.depth === 0 ? -1 : Math.min($pos.index(0), 3);
}

/** What is put in place of a stretch over several parts: only its text, its notes, no blocks. */
function inlineOf(slice: Slice): Fragment {
  const out: Node[] = [];
  let apart = false;
  slice.content.descendants((node) => {
    if (node.isTextblock) apart = out.length > 0;
    if (!node.isInline) return true;
    if (apart) out.push(schema.text(" "));
    apart = false;
    out.push(node);
    return false;
  });
  return Fragment.fromArray(out);
}

/** The stretch that a step takes away, where that is text of more than one part; else null. */
function crossing(step: Step, doc: Node): { from: number; to: number; first: number; last: number } | null {
  if (!(step instanceof ReplaceStep || step instanceof ReplaceAroundStep)) return null;
  const { from } = step;
  // A step around a gap moves what lies in the gap: only what lies before it goes.
  const to = step instanceof ReplaceAroundStep ? step.gapFrom : step.to;
  const whole = from === 0 && to === doc.content.size;
  // A whole piece in place of another one: part for part.
  if (whole && step instanceof ReplaceStep && step.slice.content.firstChild?.type === schema.nodes.kicker)
    return null;
  const first = whole ? 0 : partIndex(doc, from);
  const last = whole ? 3 : partIndex(doc, to);
  return first < 0 || last < 0 || first === last ? null : { from, to, first, last };
}

/** A transaction that would join parts, made again part by part; any other one as it is. */
export function guardParts(state: EditorState, tr: Transaction): Transaction {
  if (!tr.docChanged || tr.getMeta("remote") || tr.getMeta("history$")) return tr;
  const at = tr.steps.findIndex((step, i) => crossing(step, tr.docs[i] ?? state.doc) !== null);
  if (at < 0) return tr;
  const rest = tr.steps.slice(1);
  // What does more than that in one go is refused whole: half of it would be another edit than the one that was asked for.
  if (at > 0 || !rest.every((step) => step instanceof AddMarkStep || step instanceof RemoveMarkStep))
    return state.tr;
  return partByPart(state, tr);
}

function partByPart(state: EditorState, tr: Transaction): Transaction {
  const { doc } = state;
  const [step] = tr.steps;
  const over = step && crossing(step, doc);
  if (!over || !(step instanceof ReplaceStep || step instanceof ReplaceAroundStep)) return tr;
  const safe = state.tr;
  for (let index = Math.min(doc.childCount - 1, 3); index >= over.first; index--) {
    if (index > over.last) continue;
    const start = childStart(doc, index);
    const end = index === 3 ? doc.content.size : start + doc.child(index).nodeSize;
    const from = Math.max(over.from, start + (index === 3 ? 0 : 1));
    const to = Math.min(over.to, end - (index === 3 ? 0 : 1));
    if (to > from) safe.deleteRange(from, to);
  }
  const at = Selection.near(
    safe.doc.resolve(Math.max(1, Math.min(over.from, safe.doc.content.size))),
    1,
  ).from;
  const text = inlineOf(step.slice);
  if (text.size) safe.replaceWith(at, at, text);
  safe.setSelection(Selection.near(safe.doc.resolve(at + text.size), -1));
  for (const meta of ["uiEvent", "inputType", "paste", "composition"]) {
    const value: unknown = tr.getMeta(meta);
    if (value !== undefined) safe.setMeta(meta, value);
  }
  return safe.scrollIntoView();
}

function childStart(doc: Node, index: number): number {
  let pos = 0;
  for (let i = 0; i < index; i++) pos += doc.child(i).nodeSize;
  return pos;
}

/** Enter in a part goes on to the next one; the last leads into the body. */
export const enterPart: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.depth === 0 || $from.index(0) > 2 || !$from.sameParent($to)) return false;
  const next = state.doc.resolve($from.after(1));
  dispatch?.(state.tr.setSelection(Selection.near(next, 1)).scrollIntoView());
  return true;
};

/** Backspace at the start of a part, or of the body, changes nothing in the part before. */
export const backspacePart: Command = (state, dispatch) => {
  const { $cursor } = state.selection as TextSelection;
  if (!$cursor || $cursor.parentOffset > 0 || $cursor.depth !== 1) return false;
  const index = $cursor.index(0);
  if (index < 3) return true;
  if (index > 3) return false;

  if ($cursor.parent.type !== schema.nodes.paragraph) {
    dispatch?.(state.tr.setBlockType($cursor.pos, $cursor.pos, schema.nodes.paragraph).scrollIntoView());
  } else if ($cursor.parent.content.size === 0 && state.doc.childCount > 4) {
    const tr = state.tr.delete($cursor.before(1), $cursor.after(1));
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve($cursor.before(1)), 1)).scrollIntoView());
  }
  return true;
};

/** Delete at the end of a part changes nothing in the next one. */
export const deletePart: Command = (state) => {
  const { $cursor } = state.selection as TextSelection;
  return Boolean(
    $cursor &&
    $cursor.depth === 1 &&
    $cursor.index(0) < 3 &&
    $cursor.parentOffset === $cursor.parent.content.size,
  );
};
