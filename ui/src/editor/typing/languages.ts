// How each language sets its dashes, ellipses and spaces, and which words begin with an apostrophe. Quotation marks are
// in `quotes.ts`; when a typed mark is turned into another is not decided here.

import { type Pair, quotesOf } from "../quotes";

export interface Manner {
  /** The outer pair and the one within; a space inside them is a part of the mark. */
  outer: Pair;
  inner: Pair;
  /** What two hyphens become. */
  dash: string;
  ellipsis: string;
  /** Marks before which a narrow space stands. */
  spaced: string;
}

type Own = Partial<Omit<Manner, "outer" | "inner">>;
const plain = { dash: "–", ellipsis: "…", spaced: "" };
const long: Own = { dash: "—" };
const chinese: Own = { dash: "——", ellipsis: "……" };

/** By tag, the longest that fits counts. What is not here has a short dash and no spaces of its own. */
const MANNERS: Record<string, Own> = {
  be: long,
  bg: long,
  ca: long,
  "en-CA": long,
  "en-US": long,
  es: long,
  fr: { spaced: ";:!?" },
  "fr-CA": { ...long, spaced: ":" },
  ja: { dash: "――", ellipsis: "……" },
  ko: long,
  pt: long,
  ru: long,
  uk: long,
  zh: chinese,
};

const known = new Map<string, Manner>();

/** How a BCP 47 language is set. */
export function mannerOf(lang: string): Manner {
  let manner = known.get(lang);
  if (!manner) {
    const parts = lang.split("-");
    const [outer, inner] = quotesOf(lang);
    let own: Own | undefined;
    for (let count = parts.length; count > 0 && !own; count--) own = MANNERS[parts.slice(0, count).join("-")];
    manner = { ...plain, ...own, outer, inner };
    known.set(lang, manner);
  }
  return manner;
}

/** Words that begin with an apostrophe, in small letters. */
const CLIPPED: Record<string, string> = {
  en: "tis|twas|twere|twill|em|cause|til|n|cos|bout|round|gainst|ere",
  nl: "s|t|n|k|m|r|ns",
};

/** Whether this, after a mark that opened, shows that it was an apostrophe: ’90s, ’tis, ’s avonds. */
export function isClipped(word: string, lang: string): boolean {
  const words = CLIPPED[lang.toLowerCase().split("-")[0] ?? ""];
  return /^\d\ds?$/.test(word) || Boolean(words && new RegExp(`^(?:${words})$`, "i").test(word));
}
