// The list's columns, what each is called and by what it sorts; and the ways of looking at the desk beside it.
import type { Sort } from "../../stores/articles.svelte";

export const SORTS: Record<Sort, string> = {
  date: "date",
  headline: "headline",
  slug: "slug",
  author: "author",
  state: "state",
  with: "who has it",
  deadline: "copy due",
  words: "words",
  findings: "what is to settle",
};

export const COLUMNS: { name: string; sort: Sort; class: string }[] = [
  { name: "Piece", sort: "headline", class: "piece" },
  { name: "Author", sort: "author", class: "author" },
  { name: "State", sort: "state", class: "state" },
  { name: "With, since", sort: "with", class: "with" },
  { name: "Copy due", sort: "deadline", class: "due" },
  { name: "Goes out", sort: "date", class: "out" },
  { name: "Words", sort: "words", class: "words" },
  { name: "To settle", sort: "findings", class: "settle" },
];

/** The ways of looking at the desk. */
export const VIEWS = [
  { id: "list", name: "List" },
  { id: "board", name: "Board" },
  { id: "calendar", name: "Calendar" },
] as const;
