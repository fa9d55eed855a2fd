// The notes of a copied stretch: numbered from 1 in the order of their references, as other programs are to show them.
import type { Node, Slice } from "prosemirror-model";
import { schema } from "../schema";

const { nodes } = schema;

export interface CopiedNotes {
  list: readonly Node[];
  /** The number of a note, or of the one that a second citing means. */
  number(node: Node): string;
}

export function copiedNotes(slice: Slice): CopiedNotes {
  const list: Node[] = [];
  const numbers = new Map<string, number>();
  slice.content.descendants((node) => {
    if (node.type !== nodes.note) return true;
    list.push(node);
    numbers.set(node.attrs["id"] as string, list.length);
    return false;
  });
  return {
    list,
    number: ({ type, attrs }) =>
      String(numbers.get((type === nodes.note ? attrs["id"] : attrs["note"]) as string) ?? "?"),
  };
}
