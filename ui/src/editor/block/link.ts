// The link at the caret: where it leads and where it stands on the screen. What is done with it stands in commands/marks.ts.
import type { Access } from "../access";
import { markRange } from "../commands/marks";
import type { Line } from "../float";
import { schema } from "../schema";

export interface LinkHere {
  /** An address outside, or ""; then it is a piece. */
  href: string;
  /** The id of a piece of the desk, or "". */
  article: string;
  /** Where its first line stands, in the window's pixels. */
  box: Line;
}

/** The link at the caret, in the text or in the note in hand; null where there is none, or words are selected. */
export function linkHere(access: Access): LinkHere | null {
  const view = access.note()?.view ?? access.view;
  const { state } = view;
  if (!state.selection.empty) return null;
  const found = markRange(state, schema.marks.link) ?? markRange(state, schema.marks.article_link);
  if (!found) return null;
  const { href, article } = found.mark.attrs as { href?: string; article?: string };
  const start = view.coordsAtPos(found.from, 1);
  const caret = view.coordsAtPos(state.selection.from);
  // On the caret's own line, so that the tip never lies over what is being read.
  const left = Math.abs(start.top - caret.top) < 2 ? start.left : caret.left;
  return {
    href: href ?? "",
    article: article ?? "",
    box: { left, right: left, top: caret.top, bottom: caret.bottom },
  };
}
