// The notes of a copied stretch: numbered from 1 in the order of their references, as other programs are to show them, and
// what stands where one of them is meant again.
import type { Node, Slice } from "prosemirror-model";
import { seeNote } from "../notes/wording";
import { schema } from "../schema";

const { nodes } = schema;

export interface CopiedNotes {
  list: readonly Node[];
  /** The number of a note, or of the one that a second citing means. */
  number(node: Node): string;
  /** Comes before the number where a second citing is words; in the language of the piece. */
  readonly see: string;
}

/** The notes in a slice of a piece in this language. */
export function copiedNotes(slice: Slice, lang: string): CopiedNotes {
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
    see: seeNote(lang),
    number: ({ type, attrs }) =>
      String(numbers.get((type === nodes.note ? attrs["id"] : attrs["note"]) as string) ?? "?"),
  };
}
