// Attributes that many nodes share, their checks, and how they stand in the DOM. No node is declared here.
import type { AttributeSpec, Node } from "prosemirror-model";
import { directionOf } from "../direction";

export type Attributes = Record<string, AttributeSpec>;

/** A random name of a text block, figure, table or note; empty only until the ids plugin has given one. */
export const id: Attributes = { id: { default: "", validate: "string" } };

/** The block's own language (BCP 47) and direction; null where both follow the article. */
export const place: Attributes = {
  lang: { default: null, validate: "string|null" },
  dir: { default: null, validate: oneOf("dir", ["ltr", "rtl", null]) },
};

/** A check that lets only these values through. */
export function oneOf(name: string, values: readonly unknown[]): (value: unknown) => void {
  return (value) => {
    if (!values.includes(value)) throw new RangeError(`Not a value of ${name}: ${String(value)}`);
  };
}

/** A check for whole numbers between two bounds, both allowed. */
export function whole(name: string, least: number, most = Number.MAX_SAFE_INTEGER): (value: unknown) => void {
  return (value) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most)
      throw new RangeError(`Not a value of ${name}: ${String(value)}`);
  };
}

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
    id: element.getAttribute("data-id") ?? "",
    lang: lang && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang) ? lang : null,
    dir: dir === "ltr" || dir === "rtl" ? dir : null,
  };
}

/** The marks that may stand on a block itself. */
export const blockMarks = "insertion deletion modification";
