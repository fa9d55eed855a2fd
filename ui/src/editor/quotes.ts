// Quotation marks by language: which pair stands outside and which within. What is typed is left alone here.

/** An opening and a closing mark; where a language sets a space inside them, it is a part of the mark. */
export type Pair = readonly [open: string, close: string];
/** The outer pair and the one within. */
export type Pairs = readonly [outer: Pair, inner: Pair];

/** U+202F: narrow, and no line is broken at it. */
export const NARROW = "\u202F";
const DOUBLE: Pair = ["“", "”"];
const SINGLE: Pair = ["‘", "’"];
const LOW: Pair = ["„", "“"];
const ANGLE: Pair = ["«", "»"];
const SPACED: Pair = [`«${NARROW}`, `${NARROW}»`];
const CORNER: Pair = ["「", "」"];

const ENGLISH: Pairs = [DOUBLE, SINGLE];
/** By BCP 47 tag, the longest that fits counts. */
const LANGUAGES: Record<string, Pairs> = {
  ar: [ANGLE, DOUBLE],
  be: [ANGLE, LOW],
  bg: [LOW, ["’", "’"]],
  ca: [ANGLE, DOUBLE],
  cs: [LOW, ["‚", "‘"]],
  da: [DOUBLE, SINGLE],
  de: [LOW, ["‚", "‘"]],
  "de-CH": [ANGLE, ["‹", "›"]],
  "de-LI": [ANGLE, ["‹", "›"]],
  el: [ANGLE, DOUBLE],
  es: [ANGLE, DOUBLE],
  "es-419": [DOUBLE, SINGLE],
  "es-AR": [DOUBLE, SINGLE],
  "es-CO": [DOUBLE, SINGLE],
  "es-MX": [DOUBLE, SINGLE],
  et: [LOW, ["‚", "‘"]],
  eu: [ANGLE, DOUBLE],
  fa: [ANGLE, ["‹", "›"]],
  fi: [
    ["”", "”"],
    ["’", "’"],
  ],
  fr: [SPACED, DOUBLE],
  "fr-CH": [ANGLE, ["‹", "›"]],
  gl: [ANGLE, DOUBLE],
  he: [
    ["”", "”"],
    ["’", "’"],
  ],
  hr: [
    ["„", "”"],
    ["‘", "’"],
  ],
  hu: [
    ["„", "”"],
    ["»", "«"],
  ],
  is: [LOW, ["‚", "‘"]],
  it: [ANGLE, DOUBLE],
  "it-CH": [ANGLE, ["‹", "›"]],
  ja: [CORNER, ["『", "』"]],
  lt: [LOW, ["‚", "‘"]],
  nb: [ANGLE, SINGLE],
  nn: [ANGLE, SINGLE],
  no: [ANGLE, SINGLE],
  pl: [["„", "”"], ANGLE],
  "pt-PT": [ANGLE, DOUBLE],
  ro: [["„", "”"], ANGLE],
  ru: [ANGLE, LOW],
  sk: [LOW, ["‚", "‘"]],
  sl: [LOW, ["‚", "‘"]],
  sr: [
    ["„", "”"],
    ["’", "’"],
  ],
  sv: [
    ["”", "”"],
    ["’", "’"],
  ],
  uk: [ANGLE, LOW],
  "zh-Hant": [CORNER, ["『", "』"]],
  "zh-HK": [CORNER, ["『", "』"]],
  "zh-TW": [CORNER, ["『", "』"]],
};

/** The pairs of a language; English ones where it is not known. */
export function quotesOf(lang: string): Pairs {
  const parts = lang.split("-");
  for (let count = parts.length; count > 0; count--) {
    const found = LANGUAGES[parts.slice(0, count).join("-")];
    if (found) return found;
  }
  return ENGLISH;
}

/** Whether words of the language are parted by spaces. */
export const hasSpaces = (lang: string): boolean => !/^(zh|ja|th|lo|km|my|yue|bo|dz)(-|$)/i.test(lang);
