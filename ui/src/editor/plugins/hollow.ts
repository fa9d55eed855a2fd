// A container that an edit has left with nothing in it (a list without items) goes with its last block: the caret has no
// place there. What came empty from a file stays as it came.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, type Transaction } from "prosemirror-state";
import { hollowOf } from "../blocks";

/** The outermost node that holds nothing but this one. */
function outermost(doc: Node, pos: number): { from: number; to: number } {
  const $pos = doc.resolve(pos);
  let [from, to] = [pos, pos + (doc.nodeAt(pos)?.nodeSize ?? 0)];
  for (let depth = $pos.depth; depth > 0 && $pos.node(depth).childCount === 1; depth--) {
    const name = $pos.node(depth).type.name;
    if (name === "table_cell" || name === "table_header") break;
    [from, to] = [$pos.before(depth), $pos.after(depth)];
  }
  return { from, to };
}

function remove(before: EditorState, state: EditorState): Transaction | null {
  const known = new Set(hollowOf(before.doc).map(({ node }) => node));
  const fresh = hollowOf(state.doc).filter(({ node }) => !known.has(node));
  if (fresh.length === 0) return null;
  const tr = state.tr;
  for (const { pos } of fresh.reverse()) {
    const at = tr.mapping.mapResult(pos, 1);
    if (at.deleted || tr.doc.nodeAt(at.pos)?.childCount !== 0) continue;
    const { from, to } = outermost(tr.doc, at.pos);
    tr.delete(from, to);
  }
  return tr.docChanged ? tr : null;
}

export const hollow = (): Plugin =>
  new Plugin({
    appendTransaction: (transactions, before, state) => {
      if (transactions.some((tr) => tr.getMeta("remote") === true || tr.getMeta("history$") !== undefined))
        return null;
      return transactions.some((tr) => tr.docChanged) ? remove(before, state) : null;
    },
  });
