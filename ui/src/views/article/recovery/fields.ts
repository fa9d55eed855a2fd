// Fields that were typed and not saved, as a person reads and chooses them. Taking them is `OpenArticle`'s.
import type { Credit, TypedField } from "../../../core/types";
import type { OpenArticle } from "../../../stores/article.svelte";
import type { FieldName } from "../../../stores/fields";
import { FIELD_NAMES } from "../../words";

export interface LostField {
  name: FieldName;
  label: string;
  /** What the piece has, and what was typed; empty where nothing is. */
  now: string;
  typed: string;
  value: unknown;
  /** Somebody gave it another value since. */
  changed: boolean;
}

const isName = (name: string): name is FieldName => name in FIELD_NAMES;

/** A field's value in words. */
export function inWords(name: FieldName, value: unknown): string {
  if (name === "credits")
    return (value as Credit[])
      .map((credit) => [credit.name, credit.title, credit.affiliation].filter(Boolean).join(", "))
      .join("; ");
  if (name === "tags") return (value as string[]).join(", ");
  if (name === "lead_picture") return value === "" ? "" : "another picture";
  if (name === "target_words") return value === 0 ? "" : String(value);
  return String(value);
}

/** What of these fields the piece has otherwise. */
export function lostFields(open: OpenArticle, typed: readonly TypedField[]): LostField[] {
  return typed.flatMap(({ field: name, value, replaces }) => {
    if (!isName(name)) return [];
    const now = open.field(name);
    const lost = JSON.parse(value) as unknown;
    const words = { now: inWords(name, now.value), typed: inWords(name, lost) };
    return [{ name, label: FIELD_NAMES[name], ...words, value: lost, changed: now.known !== replaces }];
  });
}
