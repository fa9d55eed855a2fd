// What a typed mark becomes: the one decision, from the words around it and their language. No editor here.
import { OBJECT } from "../blocks";
import { SKIPPED } from "../find/fold";
import { NARROW } from "../quotes";
import { isClipped, type Manner, mannerOf } from "./languages";

/** Puts `text` in place of the last `cut` units before the caret, the typed one among them. */
export interface Change {
  cut: number;
  text: string;
}

export interface Typed {
  /** The block's text before the typed letter, notes as one unit. */
  before: string;
  char: string;
  after: string;
  lang: string;
  /** How many units before the typed letter the last mark made here stands (1: right before it); 0 when there is none near. */
  made: number;
}

const OPENS = /(?:^|[\s([{<\u2010-\u2015\-/¿¡«“„‘‚‹「『])$/;
const LETTER = /[\p{L}\p{M}]$/u;
const DIGIT = /\d$/;
const HEBREW = /^he(?:-|$)|^iw(?:-|$)/i;
/** Addresses are left alone. */
const ADDRESS = /(?:[a-z]+:\/\/|www\.|\]\()\S*$/i;

const sign = (mark: string): string => mark.trim();

/** The quotation marks that are open at the end of a text: 1 for the outer pair, 2 for the one within. */
function openAt(text: string, { outer, inner }: Manner): number[] {
  const [open, close, open2, close2] = [...outer, ...inner].map(sign);
  const stack: number[] = [];
  for (const char of text) {
    // Where one mark does both, it closes what is open.
    if (char === close && (close !== open || stack.includes(1))) {
      while (stack.length > 0 && stack.pop() !== 1);
    } else if (char === close2 && (close2 !== open2 || stack.includes(2))) {
      if (stack.at(-1) === 2) stack.pop();
    } else if (char === open) stack.push(1);
    else if (char === open2) stack.push(2);
  }
  return stack;
}

function double({ before, after, lang }: Typed): Change | null {
  const manner = mannerOf(lang);
  const { outer, inner } = manner;
  const [open, close] = outer;
  const text = before.replaceAll(SKIPPED, "");
  const stack = openAt(text, manner);
  // A second level that is closed by the apostrophe's sign cannot be told from apostrophes: it is typed by the other key.
  const nests = inner[1] !== "’";
  if (DIGIT.test(text) && (!stack.includes(1) || /\d['′’]\s?\d+$/.test(text))) return null;
  if (HEBREW.test(lang) && LETTER.test(text) && !stack.includes(1)) return { cut: 1, text: "״" };
  // Who is used to a space inside types one before the closing mark as well.
  const gap = close.length > 1 ? NARROW : "";
  const spaced = gap !== "" && stack.length > 0 && /[.!?…,] $/.test(text);
  if (!spaced && (OPENS.test(text) || (/^\p{L}/u.test(after) && !/[\p{L}\p{N}]$/u.test(text))))
    return { cut: 1, text: nests && stack.at(-1) === 1 ? inner[0] : open };
  // What was opened by a straight mark, kept so, is closed by one.
  if (stack.length === 0 && (text.match(/(?<!\d)"/g)?.length ?? 0) % 2 === 1) return null;
  if (nests && stack.at(-1) === 2) return { cut: 1, text: inner[1] };
  return { cut: spaced ? 2 : 1, text: gap !== "" && text.endsWith(gap) ? sign(close) : close };
}

function single({ before, lang }: Typed): Change | null {
  const { inner } = mannerOf(lang);
  const [open, close] = /[‘’‚]/.test(inner[0]) ? inner : (["‘", "’"] as const);
  const text = before.replaceAll(SKIPPED, "");
  const within = open !== close && text.lastIndexOf(open) > text.lastIndexOf(close);
  if (DIGIT.test(text) && !within) return null;
  if (HEBREW.test(lang) && LETTER.test(text)) return { cut: 1, text: "׳" };
  if (OPENS.test(text)) return { cut: 1, text: open };
  return { cut: 1, text: within ? close : "’" };
}

/** A mark that opened and should not have: ’90s, ’tis; and in ‚geht’s‘ one that closed. */
function corrected({ before, char, lang, made }: Typed): Change | null {
  if (made === 0) return null;
  const since = before.slice(-made);
  const mark = since.charAt(0);
  const word = since.slice(1);
  const [, close] = mannerOf(lang).inner;
  if (made === 1 && mark === close && mark === "‘" && /\p{L}/u.test(char) && LETTER.test(before.slice(0, -1)))
    return { cut: 2, text: `’${char}` };
  if ((mark === "‘" || mark === "‚") && /[^\p{L}\p{N}'’]/u.test(char) && isClipped(word, lang))
    return { cut: made + 1, text: `’${word}${char}` };
  return null;
}

function dashes({ before, char, lang }: Typed): Change | null {
  const { dash } = mannerOf(lang);
  // At a block's start three hyphens are a rule: two wait for what follows.
  if (char !== "-" && /^--$/.test(before.trimStart()) && char !== ">") return { cut: 3, text: dash + char };
  if (char !== "-") return null;
  if (/(?:^|[^-\s<!])\s?-$/.test(before) && before.trim() !== "-") return { cut: 2, text: dash };
  // A third makes it long.
  return /[^–—]–$/.test(before) && dash === "–" ? { cut: 2, text: "—" } : null;
}

/** French spaces: narrow, before ; : ! ? » and after «. */
function spaces({ before, char, lang }: Typed): Change | null {
  const { outer, spaced } = mannerOf(lang);
  const [open, close] = outer;
  if (open.length > 1) {
    if (char === sign(open)) return { cut: 1, text: open };
    // The space that the hand types after « is there already.
    if (char === " " && before.endsWith(open)) return { cut: 1, text: "" };
  }
  if (!(close.length > 1 && char === sign(close)) && !spaced.includes(char)) return null;
  if (before.endsWith(NARROW)) return null;
  if (/\S $/.test(before)) return { cut: 2, text: NARROW + char };
  if (char === ":" && (DIGIT.test(before) || /(?:^|\s)(?:https?|mailto|tel|ftp)$/i.test(before))) return null;
  return /[\p{L}\p{N}\p{M})\]»”’%€…]$/u.test(before) || before.endsWith(OBJECT) || before.endsWith(SKIPPED)
    ? { cut: 1, text: NARROW + char }
    : null;
}

/** What the typed letter makes of itself and of what stands before it; null where it stays as it is. */
export function smarten(typed: Typed): Change | null {
  const { before, char, lang } = typed;
  if (ADDRESS.test(before.slice(-300))) return null;
  if (char === '"') return double(typed);
  if (char === "'") return single(typed);
  if (char === "." && /(?:^|[^.])\.\.$/.test(before)) return { cut: 3, text: mannerOf(lang).ellipsis };
  return corrected(typed) ?? dashes(typed) ?? spaces(typed);
}
