// Attributes that many nodes share, their checks, and how they stand in the DOM. No node is declared here.
import type { AttributeSpec, Node } from "prosemirror-model";
import { directionOf } from "../direction";
import * as kinds from "../kinds";

export type Attributes = Record<string, AttributeSpec>;

/** A random name of a text block, figure, table or note; empty only until the ids plugin has given one. */
export const id: Attributes = { id: { default: "", validate: kinds.id } };

/** The block's own language (BCP 47) and direction; null where both follow the article. */
export const place: Attributes = {
  lang: { default: null, validate: kinds.langOrNull },
  dir: { default: null, validate: kinds.dirOrNull },
};

/** The DOM attributes of a node: id, language, direction and those given; null and "" are left out. */
export function dom(node: Node, more: Record<string, string | number | null> = {}): Record<string, string> {
  const out: Record<string, string> = {};
  const { id: name, lang, dir } = node.attrs as { id?: string; lang?: string | null; dir?: string | null };
  if (name) out["data-id"] = name;
  if (lang) out["lang"] = lang;
  const direction = dir ?? (lang ? directionOf(lang) : null);
  if (direction) out["dir"] = direction;
  if (dir) out["data-dir"] = dir;
  for (const [key, value] of Object.entries(more))
    if (value !== null && value !== "") out[key] = String(value);
  return out;
}

/** Reads back what {@link dom} wrote; foreign HTML gives a language only where it looks like one. */
export function read(element: HTMLElement): { id: string; lang: string | null; dir: string | null } {
  const lang = element.getAttribute("lang");
  const dir = element.getAttribute("data-dir");
  return {
    id: idOf(element.getAttribute("data-id")),
    lang: kinds.isLanguage(lang) ? lang : null,
    dir: dir === "ltr" || dir === "rtl" ? dir : null,
  };
}

/** The marks that may stand on a block itself. */
export const blockMarks = "insertion deletion modification";

/** An id as it came over the clipboard; empty where it is none. */
export const idOf = (value: string | null): string =>
  value && /^[A-Za-z0-9_-]{1,64}$/.test(value) ? value : "";
