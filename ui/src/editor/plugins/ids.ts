// Every block and note has an id of its own, whatever was pasted or split. Nothing here decides what an id looks like.
import { type EditorState, Plugin, type Transaction } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import { changed, namedOf } from "../blocks";
import { newId } from "../ids";

/** Gives an id where one is empty or stands a second time; null when nothing is to do. */
export function fillIds(state: EditorState): Transaction | null {
  const seen = new Set<string>();
  let tr: Transaction | null = null;
  for (const { node, pos } of namedOf(state.doc)) {
    const id = node.attrs["id"] as string;
    if (id !== "" && !seen.has(id)) {
      seen.add(id);
      continue;
    }
    tr ??= state.tr;
    const fresh = newId();
    seen.add(fresh);
    tr.setNodeAttribute(pos, "id", fresh);
  }
  // setNodeAttribute on a note would otherwise drop what a person is about to type with.
  return tr ? tr.setStoredMarks(state.storedMarks) : null;
}

/** Whether no id has come that was not there before: only what changed is looked at. */
function sound(before: Node, after: Node): boolean {
  const { gone, come } = changed(before, after);
  const known = new Set(gone.named.map((node) => node.attrs["id"] as string));
  return come.named.every((node) => known.delete(node.attrs["id"] as string));
}

export const ids = (): Plugin =>
  new Plugin({
    appendTransaction: (transactions, before, state) =>
      transactions.some((tr) => tr.docChanged) && !sound(before.doc, state.doc) ? fillIds(state) : null,
  });
