// The list's columns: what each is called, by what it sorts, how wide it is; and the ways of looking at the desk beside it.
import type { ListColumn } from "../../core/types";
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
  newest: "when it came",
  best: "what fits best",
};

export interface Column {
  id: string;
  name: string;
  sort: Sort | null;
  class: string;
  /** Pixels as designed; 0: what is left. */
  width: number;
}

/** Every column that there is; those without `more` are shown as designed. */
const ALL: (Column & { more?: true })[] = [
  { id: "headline", name: "Piece", sort: "headline", class: "piece", width: 0 },
  { id: "author", name: "Author", sort: "author", class: "author", width: 116 },
  { id: "section", name: "Section", sort: null, class: "section", width: 90, more: true },
  { id: "slug", name: "Slug", sort: "slug", class: "slug", width: 130, more: true },
  { id: "lang", name: "Language", sort: null, class: "lang", width: 90, more: true },
  { id: "state", name: "State", sort: "state", class: "state", width: 112 },
  { id: "with", name: "With, since", sort: "with", class: "with", width: 144 },
  { id: "deadline", name: "Copy due", sort: "deadline", class: "due", width: 112 },
  { id: "date", name: "Goes out", sort: "date", class: "out", width: 124 },
  { id: "words", name: "Words", sort: "words", class: "words", width: 108 },
  { id: "findings", name: "To settle", sort: "findings", class: "settle", width: 112 },
];
export const COLUMNS: readonly Column[] = ALL;

/** A column is never narrower (px). */
const NARROWEST = 48;
const WIDEST = 900;

/** The columns as the person has them. The piece itself is always there. */
export function columnsOf(kept: readonly ListColumn[]): Column[] {
  const found = kept.flatMap(({ id, width }) => {
    const column = ALL.find((one) => one.id === id);
    return column ? [{ ...column, width: width || column.width }] : [];
  });
  if (found.length === 0) return ALL.filter((one) => !one.more);
  return found.some((one) => one.id === "headline") ? found : [...ALL.slice(0, 1), ...found];
}
export const kept = (columns: readonly Column[]): ListColumn[] =>
  columns.map(({ id, width }) => ({ id, width }));

/** In this order columns are left out where there is no room for them. */
const FIRST_OUT = [
  "lang",
  "slug",
  "section",
  "words",
  "author",
  "with",
  "deadline",
  "findings",
  "date",
  "state",
];
/** The piece's own column is this wide at least, beside the boxes by which rows are chosen (px). */
const PIECE = 310;
const BOXES = 40;

/** The columns for which there is room in this width (px). */
export function fitting(columns: readonly Column[], width: number): Column[] {
  const need = (some: readonly Column[]): number =>
    some.reduce((sum, one) => sum + (one.id === "headline" ? one.width || PIECE : one.width), BOXES);
  let out = [...columns];
  for (const id of FIRST_OUT) {
    if (need(out) <= width) break;
    out = out.filter((one) => one.id !== id);
  }
  return out;
}

/** Shows a column, or takes it away; a new one comes where it stands by design. */
export function toggled(columns: readonly Column[], id: string): Column[] {
  if (columns.some((one) => one.id === id)) return columns.filter((one) => one.id !== id);
  const place = ALL.findIndex((one) => one.id === id);
  const column = ALL[place];
  if (!column) return [...columns];
  const before = ALL.slice(0, place).map((one) => one.id);
  const at = columns.findLastIndex((one) => before.includes(one.id)) + 1;
  return [...columns.slice(0, at), column, ...columns.slice(at)];
}

/** Moves a column to the one side or the other. */
export function moved(columns: readonly Column[], id: string, by: 1 | -1): Column[] {
  const at = columns.findIndex((one) => one.id === id);
  const to = at + by;
  const out = [...columns];
  const [column] = out.splice(at, 1);
  if (!column || to < 0 || to >= columns.length) return [...columns];
  out.splice(to, 0, column);
  return out;
}

export const wide = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));

export function resized(columns: readonly Column[], id: string, width: number): Column[] {
  return columns.map((one) => (one.id === id ? { ...one, width: wide(width) } : one));
}

/** The ways of looking at the desk. */
export const VIEWS = [
  { id: "list", name: "List" },
  { id: "board", name: "Board" },
  { id: "calendar", name: "Calendar" },
  { id: "line-up", name: "Line-up" },
] as const;
