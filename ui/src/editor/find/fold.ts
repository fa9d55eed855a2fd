// Making letters alike for a search, with the way back: each unit of the folded text knows which units of the
// block's text it stands for. What is searched and what counts as a word is not decided here.
import type { Node } from "prosemirror-model";
import { OBJECT } from "../blocks";

/** Stands in a block's flat text for a note or a second citing: a search reads over it. */
export const SKIPPED = "\uFFF9";

/** What is made alike. */
export interface Alike {
  /** Capitals and small letters. */
  letters: boolean;
  /** Accents, vowel marks, quotation marks, dashes, ß and ss. */
  loose: boolean;
  /** Every kind of space. */
  spaces: boolean;
  /** Composed and decomposed accents; a regular expression sees what is there. */
  composed: boolean;
}

export interface Folded {
  text: string;
  /** From each folded unit to the first unit that it stands for, and behind the last; null where each stands for itself. */
  map: { starts: Uint32Array; ends: Uint32Array } | null;
}

/** The block's text as a search reads it; every inline node counts one unit, as offsets do. */
export function flat(block: Node): string {
  let text = "";
  block.forEach((node) => {
    if (node.isText) text += node.text ?? "";
    else if (node.type.name === "break") text += "\n";
    else text += node.type.name === "placeholder" ? OBJECT : SKIPPED;
  });
  return text;
}

const MARK = /\p{M}/u;
const SPACE = /[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g;
/** Points and accents that stand over or under a letter. Where they are letters (Thai, Devanagari) they stay. */
const POINTS = new RegExp(
  `[${[
    ["\u0300", "\u036F"],
    ["\u0591", "\u05BD"],
    ["\u05BF", "\u05C7"],
    ["\u0610", "\u061A"],
    ["\u064B", "\u065F"],
    ["\u0670", "\u0670"],
    ["\u06D6", "\u06ED"],
    ["\u1AB0", "\u1AFF"],
    ["\u1DC0", "\u1DFF"],
    ["\u20D0", "\u20FF"],
    ["\uFE20", "\uFE2F"],
  ]
    .map((range) => range.join("-"))
    .join("")}]`,
  "g",
);
/** Cyrillic letters of their own, though Unicode takes them apart. */
const OWN_LETTERS = /[йїў]/iu;
const SINGLE = /[‘’‚‛‹›ʼ′`´]/g;
const DOUBLE = /[“”„‟«»″〝〞]/g;
const DASH = /[‐‑‒–—―−]/g;
const OTHER: Record<string, string> = {
  ß: "ss",
  ẞ: "SS",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ø: "o",
  Ø: "O",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ı: "i",
  "…": "...",
  ﬁ: "fi",
  ﬂ: "fl",
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  // Tatweel, soft hyphen, marks of direction: seen by nobody.
  "\u0640": "",
  "\u00AD": "",
  "\u200E": "",
  "\u200F": "",
  "\u061C": "",
};
const SPECIAL = new RegExp(`[${Object.keys(OTHER).join("")}\\p{M}${SKIPPED}]`, "u");
const BEYOND_ASCII = /[^\0-\x7F]/;

const small = (text: string): string => text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");

/** One letter with what stands over it, made alike. */
function letter(cluster: string, alike: Alike): string {
  if (cluster === SKIPPED) return "";
  let out = cluster;
  if (alike.spaces) out = out.replace(SPACE, " ");
  if (alike.loose) {
    out = out.replace(SINGLE, "'").replace(DOUBLE, '"').replace(DASH, "-").normalize("NFC");
    const own = OWN_LETTERS.exec(out)?.[0];
    out = own ?? out.normalize("NFD").replace(POINTS, "").normalize("NFC");
    out = Array.from(out, (one) => OTHER[one] ?? one).join("");
  } else if (alike.composed) out = out.normalize("NFC");
  return alike.letters ? small(out) : out;
}

/** The text where each unit can be made alike for itself; null where it cannot. */
function whole(text: string, alike: Alike): string | null {
  let out = text;
  if (BEYOND_ASCII.test(text)) {
    if (text.includes(SKIPPED)) return null;
    if ((alike.loose || alike.composed) && SPECIAL.test(text)) return null;
    if (alike.spaces) out = out.replace(SPACE, " ");
    if (alike.loose) {
      out = out.replace(SINGLE, "'").replace(DOUBLE, '"').replace(DASH, "-");
      if (BEYOND_ASCII.test(out) && out.normalize("NFD") !== out) return null;
    }
  }
  if (alike.letters) out = small(out);
  return out.length === text.length ? out : null;
}

const letters = new Map<string, Map<string, string>>();

/** The text with letters made alike. */
export function fold(text: string, alike: Alike): Folded {
  const all = whole(text, alike);
  if (all !== null) return { text: all, map: null };
  const name = `${String(alike.letters)} ${String(alike.loose)} ${String(alike.spaces)} ${String(alike.composed)}`;
  const known = letters.get(name) ?? new Map<string, string>();
  letters.set(name, known);
  const starts: number[] = [];
  const ends: number[] = [];
  let out = "";
  for (let at = 0; at < text.length;) {
    const point = text.codePointAt(at) ?? 0;
    let end = at + (point > 0xffff ? 2 : 1);
    // Combining marks begin at U+0300: before that nothing has to be asked.
    while (end < text.length && text.charCodeAt(end) >= 0x300 && (alike.loose || alike.composed)) {
      const next = String.fromCodePoint(text.codePointAt(end) ?? 0);
      if (!MARK.test(next)) break;
      end += next.length;
    }
    const cluster = text.slice(at, end);
    let made = known.get(cluster);
    if (made === undefined) {
      made = letter(cluster, alike);
      if (known.size < 20_000) known.set(cluster, made);
    }
    out += made;
    for (let unit = 0; unit < made.length; unit++) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text: out, map: { starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) } };
}

/** From a stretch of the folded text back to the text; null where it cuts a letter in two. */
export function unfold({ map }: Folded, from: number, to: number): { from: number; to: number } | null {
  if (!map) return { from, to };
  const { starts, ends } = map;
  const whole = (at: number) => at === 0 || at >= starts.length || starts[at] !== starts[at - 1];
  if (to <= from || !whole(from) || !whole(to)) return null;
  return { from: starts[from] ?? 0, to: ends[to - 1] ?? 0 };
}
