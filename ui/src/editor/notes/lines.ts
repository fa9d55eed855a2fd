// The notes as a list beside the text shows them. A note's line is kept by its node: of two thousand notes one is read anew.
import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { againsOf } from "../blocks";
import { wordsOfNote } from "./list";
import { isEmptyNote, notesIn } from "./references";

export interface NoteLine {
  id: string;
  number: number;
  text: string;
  empty: boolean;
  /** How often it is cited again. */
  again: number;
  /** It is in hand. */
  current: boolean;
}

const lines = new WeakMap<Node, NoteLine>();

/** The notes in the order of their references; a line that says the same is the same object. */
export function noteLines(state: EditorState, open: string | null): NoteLine[] {
  const again = new Map<string, number>();
  for (const { node } of againsOf(state.doc)) {
    const id = node.attrs["note"] as string;
    again.set(id, (again.get(id) ?? 0) + 1);
  }
  return notesIn(state).list.map(({ node }, index) => {
    const id = node.attrs["id"] as string;
    const known = lines.get(node);
    const now = { number: index + 1, again: again.get(id) ?? 0, current: id === open };
    if (known?.number === now.number && known.again === now.again && known.current === now.current)
      return known;
    const line = {
      id,
      text: known?.text ?? wordsOfNote(node),
      empty: known?.empty ?? isEmptyNote(node),
      ...now,
    };
    lines.set(node, line);
    return line;
  });
}
