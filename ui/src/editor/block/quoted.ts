// Which marks of a text belong together as quotations, and how deep. No document is touched here.
import type { Pair, Pairs } from "../quotes";

/** A quotation in a text by its marks; offsets in UTF-16 units, the spaces inside French marks belong to the marks. */
export interface Quoted {
  from: number;
  openEnd: number;
  closeStart: number;
  to: number;
  marks: Pair;
  /** 0 for the outermost. */
  depth: number;
}

/** A mark that opened and is not closed in this text. */
export interface Unclosed {
  from: number;
  openEnd: number;
  mark: string;
}

const CLOSERS: Record<string, string> = {
  "“": "”",
  "”": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "‹": "›",
  "›": "‹",
  "‘": "’",
  "’": "’",
  "‚": "‘’",
  "「": "」",
  "『": "』",
  '"': '"',
  "'": "'",
};
const SINGLE = "‘’‚'";
const SPACE = /[\u0020\u00A0\u202F]/;
const BEFORE = /[\s([{—–\-/:¿¡\uFFFC“”„«»‹›‘’‚「『"']/;

const isBlank = (char: string | undefined) => char === undefined || /\s/.test(char);
const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char);

interface Open extends Unclosed {
  char: string;
}

/** The mark that opens at `at`, with its inner space, or null where it cannot open. */
function opening(text: string, at: number, pairs: Pairs): Open | null {
  const char = text.charAt(at);
  if (!(char in CLOSERS)) return null;
  const before = at === 0 ? undefined : text.charAt(at - 1);
  const corner = char === "「" || char === "『";
  if (!corner && before !== undefined && !BEFORE.test(before)) return null;
  // A closing mark opens only where the language says so.
  if (
    (char === "”" || char === "’" || char === "»" || char === "›") &&
    !pairs.some(([open]) => open.startsWith(char))
  )
    return null;
  const angle = char === "«" || char === "»" || char === "‹" || char === "›";
  const openEnd = at + (angle && SPACE.test(text.charAt(at + 1)) ? 2 : 1);
  if (isBlank(text[openEnd])) return null;
  return { from: at, openEnd, mark: text.slice(at, openEnd), char };
}

/** Whether the character at `at` closes this opening mark. */
function closes(text: string, at: number, open: Open): boolean {
  const char = text.charAt(at);
  if (!CLOSERS[open.char]?.includes(char) || at < open.openEnd) return false;
  return !SINGLE.includes(open.char) || (!isWord(text[at + 1]) && !isBlank(text[at - 1]));
}

/** Reads the quotations of a text; `within` is a mark that is open at its start (a quotation of several paragraphs). */
export function quotations(
  text: string,
  pairs: Pairs,
  within: string | null = null,
): { closed: Quoted[]; unclosed: Unclosed[]; end: { closeStart: number; to: number } | null } {
  const stack: Open[] = [];
  if (within) stack.push({ from: -1, openEnd: 0, mark: within, char: within.charAt(0) });
  const closed: Quoted[] = [];
  let end: { closeStart: number; to: number } | null = null;
  for (let at = 0; at < text.length; at++) {
    let depth = stack.length - 1;
    while (depth >= 0 && !closes(text, at, stack[depth] as Open)) depth--;
    const open = stack[depth];
    // The same mark may open and close: it opens between a space and a word.
    const fresh = opening(text, at, pairs);
    const again = fresh !== null && isWord(text[fresh.openEnd]) && isBlank(text[at - 1]);
    if (open && !again) {
      stack.length = depth;
      const spaced = open.mark.length > 1 && SPACE.test(text.charAt(at - 1));
      const closeStart = spaced ? at - 1 : at;
      if (open.from < 0) end ??= { closeStart, to: at + 1 };
      else
        closed.push({
          from: open.from,
          openEnd: open.openEnd,
          closeStart,
          to: at + 1,
          marks: [open.mark, text.slice(closeStart, at + 1)],
          depth: 0,
        });
    } else if (fresh) {
      stack.push(fresh);
      at = fresh.openEnd - 1;
    }
  }
  closed.sort((a, b) => a.from - b.from);
  for (const one of closed)
    one.depth = closed.filter((other) => other.from < one.from && other.to > one.to).length;
  return { closed, unclosed: stack.filter((open) => open.from >= 0), end };
}

/** The other pair: what stands inside quotations that have these marks. */
export function innerOf(marks: Pair, [outer, inner]: Pairs): Pair {
  if (marks[0].charAt(0) === inner[0].charAt(0)) return outer;
  if (marks[0] === '"') return ["'", "'"];
  if (marks[0] === "'") return ['"', '"'];
  if (marks[0].charAt(0) === outer[0].charAt(0)) return inner;
  return marks[0] === "“" ? ["‘", "’"] : inner;
}
