// Which language a place in the text is in: the words' own, the block's, the article's. How it is written is not decided here.
import type { ResolvedPos } from "prosemirror-model";
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
