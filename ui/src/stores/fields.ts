// The fields of a piece that are saved alone, by the names that the core gives them.
import type { Fields } from "../core/types";
import type { Field } from "./field.svelte";

/** Names of the fields that are saved alone, with where each stands in `Fields`. */
export const READ = {
  slug: (f: Fields) => f.slug,
  address: (f: Fields) => f.address,
  lang: (f: Fields) => f.lang,
  section: (f: Fields) => f.section,
  tags: (f: Fields) => f.tags,
  credits: (f: Fields) => f.credits,
  author_note: (f: Fields) => f.author_note,
  source_line: (f: Fields) => f.source_line,
  preface: (f: Fields) => f.preface,
  lead_picture: (f: Fields) => f.lead_picture,
  search_title: (f: Fields) => f.teasers.search_title,
  search_description: (f: Fields) => f.teasers.search_description,
  social_text: (f: Fields) => f.teasers.social_text,
  newsletter_blurb: (f: Fields) => f.teasers.newsletter_blurb,
  target_words: (f: Fields) => f.target_words,
};
export type FieldName = keyof typeof READ;
export type FieldOf<N extends FieldName> = Field<ReturnType<(typeof READ)[N]>>;
