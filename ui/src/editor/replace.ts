// Taking another text in place of the one shown: one mapped transaction outside undo, the caret kept in its block.
import type { Node } from "prosemirror-model";
import { type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { findBlock, placeAt, positionAt } from "./blocks";

/** The step from one document to the other that touches least at both ends; null when they are equal. */
export function difference(before: Node, after: Node): ReplaceStep | null {
  const start = before.content.findDiffStart(after.content);
  const ends = before.content.findDiffEnd(after.content);
  if (start === null || ends === null) return null;
  let { a: endBefore, b: endAfter } = ends;
  // Where the ends overlap the start (a letter doubled), both move on together.
  const overlap = start - Math.min(endBefore, endAfter);
  if (overlap > 0) {
    endBefore += overlap;
    endAfter += overlap;
  }
  const step = new ReplaceStep(start, endBefore, after.slice(start, endAfter));
  const { doc } = step.apply(before);
  return doc?.eq(after) ? step : new ReplaceStep(0, before.content.size, after.slice(0, after.content.size));
}

/** The transaction that brings `after` into the state; null when nothing differs. */
export function replacement(state: EditorState, after: Node): Transaction | null {
  const step = difference(state.doc, after);
  if (!step) return null;
  const { anchor, head } = state.selection;
  const places = [placeAt(state.doc, anchor), placeAt(state.doc, head)] as const;
  const tr = state.tr.step(step).setMeta("addToHistory", false).setMeta("remote", true);
  if (tr.mapping.mapResult(anchor).deleted || tr.mapping.mapResult(head).deleted) {
    const [from, to] = places.map((place) => {
      const block = place.block ? findBlock(tr.doc, place.block) : null;
      return block?.node.inlineContent ? positionAt(block, place.offset) : null;
    });
    if (from != null && to != null)
      tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
  }
  return tr;
}
