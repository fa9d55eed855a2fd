// Marks typed as Markdown writes them: **strong**, *emphasis*, [words](address). Which letters go and which are marked.
import type { Mark } from "prosemirror-model";
import { safeLink, typedLink } from "../links";
import { schema } from "../schema";

export interface Written {
  /** Units before the caret at which the signs begin, the words begin, the words end; the signs end at the caret. */
  start: number;
  from: number;
  to: number;
  mark: Mark;
}

const { strong, emphasis, link } = schema.marks;
const STRONG = /(?<![\p{L}\p{N}*])\*\*(?=\S)([^*\n]*[^*\s])\*\*$/u;
const EMPHASIS = /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*$/u;
const UNDERLINE = /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_$/u;
const LINK = /(?<!!)\[(?=\S)([^[\]\n]*[^[\]\s])\]\(([^()\s]+)\)$/u;

/** What the text before the caret, ending with the letter just typed, is written as; null where it is only text. */
export function written(text: string): Written | null {
  const last = text.at(-1);
  if (last === ")") {
    const found = LINK.exec(text);
    const href = found ? (safeLink(found[2] ?? "") ?? typedLink(found[2] ?? "")) : null;
    if (!found || href === null) return null;
    const words = found[1]?.length ?? 0;
    const start = found[0].length;
    return { start, from: start - 1, to: start - 1 - words, mark: link.create({ href, title: "" }) };
  }
  if (last !== "*" && last !== "_") return null;
  const [found, mark] =
    last === "_"
      ? [UNDERLINE.exec(text), emphasis]
      : text.endsWith("**")
        ? [STRONG.exec(text), strong]
        : [EMPHASIS.exec(text), emphasis];
  if (!found) return null;
  const sign = mark === strong ? 2 : 1;
  return { start: found[0].length, from: found[0].length - sign, to: sign, mark: mark.create() };
}
