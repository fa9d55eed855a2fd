// The fields in short, as the side column lists them: what is there, what is missing.
import type { Article } from "../../../core/types";
import { number, whenInside } from "../../../parts/intl";
import { TEASERS } from "../../words";

export interface SummaryRow {
  id: string;
  text: string;
  full: boolean;
  bad: boolean;
  /** The fields behind the line, and the one that a press opens. */
  fields: readonly string[];
  open: string;
}

const joined = (parts: string[]): string => {
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};

export function rows(article: Article, today: string): SummaryRow[] {
  const { fields, dates } = article;
  const by = fields.credits.some((credit) => credit.role === "by" && credit.name);
  const filed = [
    { name: "byline", field: "credits", there: by },
    { name: "section", field: "section", there: Boolean(fields.section) },
    { name: "language", field: "lang", there: Boolean(fields.lang) },
  ];
  const missing = filed.filter((one) => !one.there);
  const dated = [
    dates.publish_at
      ? `Goes out ${whenInside(dates.publish_at.wall, today)}`
      : dates.planned
        ? `Planned ${whenInside(dates.planned.wall, today)}`
        : "No publication date",
    dates.embargo ? `embargo ${whenInside(dates.embargo.wall, today)}` : "",
    dates.filed ? `filed ${whenInside(dates.filed.wall, today)}` : "",
  ].filter(Boolean);
  const texts = [
    fields.author_note && "author’s note",
    fields.source_line && "source line",
    fields.preface && "preface",
  ].filter(Boolean);
  const teasers = TEASERS.map((teaser) => ({ ...teaser, used: [...fields.teasers[teaser.id]].length }));
  const over = teasers.some((teaser) => teaser.used > teaser.most);
  return [
    {
      id: "about",
      text:
        missing.length === 0 ? "Byline, section, language" : joined(missing.map((one) => `no ${one.name}`)),
      full: missing.length === 0,
      bad: false,
      fields: ["credits", "section", "lang", "slug", "address", "tags", "target_words"],
      open: missing[0]?.field ?? "credits",
    },
    {
      id: "dates",
      text: joined(dated),
      full: dates.publish_at !== null,
      bad: article.row.missed,
      fields: ["filed", "deadline", "planned", "publish_at", "embargo", "printed"],
      open: "publish_at",
    },
    {
      id: "texts",
      text: texts.length > 0 ? joined(texts as string[]) : "Author’s note, source line, preface",
      full: texts.length > 0,
      bad: false,
      fields: ["author_note", "source_line", "preface"],
      open: "author_note",
    },
    {
      id: "teasers",
      text: teasers
        .map((teaser) => `${teaser.name.toLowerCase()} ${number(teaser.used)} / ${number(teaser.most)}`)
        .filter((_, at) => at === 0 || at === 2)
        .map((text, at) => (at === 0 ? joined([text]) : text))
        .join(", "),
      full: teasers.every((teaser) => teaser.used > 0),
      bad: over,
      fields: TEASERS.map((teaser) => teaser.id),
      open: "search_title",
    },
  ];
}
