// Which language a place in the text is in: the words' own, the block's, the article's. How it is written is not decided here.
import type { Node, ResolvedPos } from "prosemirror-model";
import type { Access } from "./access";
import { schema } from "./schema";

/** The BCP 47 tag of the nearest thing around a place that names one; the article's where none does. */
export function languageAt($pos: ResolvedPos, article: string): string {
  const foreign = schema.marks.foreign.isInSet($pos.marks());
  if (foreign) return foreign.attrs["lang"] as string;
  for (let depth = $pos.depth; depth > 0; depth--) {
    const lang = $pos.node(depth).attrs["lang"] as string | null | undefined;
    if (lang) return lang;
  }
  return article;
}

const named = new WeakMap<Node, readonly string[]>();

function namedIn(top: Node): readonly string[] {
  const known = named.get(top);
  if (known) return known;
  const out = new Set<string>();
  const look = (node: Node): void => {
    const lang = node.attrs["lang"] as string | null | undefined;
    if (lang) out.add(lang);
    const foreign = schema.marks.foreign.isInSet(node.marks);
    if (foreign) out.add(foreign.attrs["lang"] as string);
  };
  look(top);
  top.descendants(look);
  named.set(top, [...out]);
  return [...out];
}

/** The languages that blocks and words of a text are marked with. */
export const languagesIn = ({ state }: Access): string[] => [
  ...new Set(state().doc.children.flatMap(namedIn)),
];
