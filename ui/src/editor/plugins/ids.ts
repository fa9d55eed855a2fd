// Every block and note has an id of its own, whatever was pasted or split. Nothing here decides what an id looks like.
import { type EditorState, Plugin, type Transaction } from "prosemirror-state";
import { namedOf } from "../blocks";
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

export const ids = (): Plugin =>
  new Plugin({
    appendTransaction: (transactions, _before, state) =>
      transactions.some((tr) => tr.docChanged) ? fillIds(state) : null,
  });
