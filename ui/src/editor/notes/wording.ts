// The words before a note's number in "see note 3", in the article's language, as a page prints them (the core's wording.rs
// says the same; a test compares them). English where we have none.

const SEE: Record<string, string> = {
  de: "siehe Anm.",
  fr: "voir note",
  es: "véase nota",
  pt: "ver nota",
  it: "vedi nota",
  nl: "zie noot",
  pl: "zob. przypis",
  ru: "см. прим.",
  uk: "див. прим.",
  ar: "انظر الهامش",
  he: "ראו הערה",
  tr: "bkz. not",
  sv: "se not",
  da: "se note",
  nb: "se note",
  no: "se note",
  nn: "se note",
  cs: "viz pozn.",
  el: "βλ. σημείωση",
  ro: "vezi nota",
  fa: "یادداشت",
  ja: "注",
  zh: "见注",
  ko: "주 참조:",
};

/** "see note" for a BCP 47 tag. */
export const seeNote = (lang: string): string => SEE[lang.toLowerCase().split("-")[0] ?? ""] ?? "see note";

/** The languages that have words of their own. */
export const SPOKEN: readonly string[] = Object.keys(SEE);
