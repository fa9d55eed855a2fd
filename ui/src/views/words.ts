// Names on the screen for ids that the core uses: roles, parts, credits, dates, fields.
import type { FieldName } from "../stores/fields";

export const ROLES = [
  "writer",
  "editor",
  "copy editor",
  "fact checker",
  "proofreader",
  "legal reader",
  "translator",
  "editor-in-chief",
];

export const CREDIT_ROLES: Record<string, string> = {
  by: "By",
  "translated-by": "Translated by",
  photographs: "Photographs",
  "additional-reporting": "Additional reporting",
  "edited-by": "Edited by",
  illustrations: "Illustrations",
};

const PARTS: Record<string, string> = {
  kicker: "Kicker",
  headline: "Headline",
  standfirst: "Standfirst",
  body: "Text",
  note: "Note",
  caption: "Caption",
  byline: "Byline",
  teaser: "Teaser",
  paragraph: "Paragraph",
  fields: "Fields",
};
export const partName = (id: string): string => PARTS[id] ?? id.charAt(0).toUpperCase() + id.slice(1);

export const DATES = [
  { id: "filed", name: "Filed", told: "The day on which the writer’s words were true.", day: true },
  { id: "deadline", name: "Copy due", told: "When the text must be here.", day: true },
  { id: "planned", name: "Planned", told: "When we hope to publish it.", day: true },
  { id: "publish_at", name: "Goes out", told: "The publication date.", day: false },
  { id: "embargo", name: "Embargo", told: "Not before. Nothing leaves earlier.", day: false },
  {
    id: "printed",
    name: "Date shown",
    told: "What the reader sees; it follows “Goes out” unless it is fixed here.",
    day: true,
  },
] as const;

/** A field's name; dates are `DATES`. */
export const FIELD_NAMES: Record<FieldName, string> = {
  slug: "Slug",
  address: "Address",
  lang: "Language",
  section: "Section",
  tags: "Tags",
  credits: "Credits",
  author_note: "Author’s note",
  source_line: "Source line",
  preface: "Editor’s preface",
  lead_picture: "Lead picture",
  search_title: "Search title",
  search_description: "Search description",
  social_text: "Social text",
  newsletter_blurb: "Newsletter blurb",
  target_words: "Words wanted",
};

export const TEASERS = [
  { id: "search_title", name: FIELD_NAMES.search_title, most: 60 },
  { id: "search_description", name: FIELD_NAMES.search_description, most: 160 },
  { id: "social_text", name: FIELD_NAMES.social_text, most: 200 },
  { id: "newsletter_blurb", name: FIELD_NAMES.newsletter_blurb, most: 400 },
] as const;

/** The headings under which the text's commands are listed. */
export const COMMAND_GROUPS: Record<string, string> = {
  letters: "Letters",
  blocks: "Blocks",
  tables: "Tables",
  notes: "Notes",
  find: "Finding",
  history: "Back and forth",
};

/** Keys as they stand on this keyboard: "Mod-Alt-f" → "Ctrl Alt F". */
export function keyName(keys: string): string {
  const mac = typeof navigator !== "undefined" && navigator.userAgent.includes("Mac");
  return keys
    .replace(/--$/, "-minus")
    .split("-")
    .map(
      (part) =>
        ({ ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" })[part] ??
        { Mod: mac ? "⌘" : "Ctrl", Alt: mac ? "⌥" : "Alt", Shift: mac ? "⇧" : "Shift" }[part] ??
        part,
    )
    .map((part) => (part === "minus" ? "−" : part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
}

/** "Ana Duarte" → "AD": the first letters of the first and the last name. */
export function initials(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  const first = (word: string | undefined): string => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "";
  return first(words[0]) + (words.length > 1 ? first(words.at(-1)) : "");
}
