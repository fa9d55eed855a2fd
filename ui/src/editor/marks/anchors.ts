// Marks that tie a stretch of text to a row elsewhere: a quotation's stored source, a comment. Several may overlap.
import type { MarkSpec } from "prosemirror-model";
import * as kinds from "../kinds";

/** What a mark reads from the clipboard; no mark where the value could not name anything. */
export const keyed = (name: string, value: string | null): Record<string, string> | false =>
  value !== null && /^[A-Za-z0-9_-]{1,64}$/.test(value) ? { [name]: value } : false;

function anchor(name: string): MarkSpec {
  return {
    attrs: { id: { validate: kinds.key } },
    excludes: "",
    inclusive: false,
    parseDOM: [
      {
        tag: `[data-mark=${name}]`,
        priority: 60,
        getAttrs: (element) => keyed("id", element.getAttribute("data-anchor")),
      },
    ],
    toDOM: (mark) => [
      "span",
      { "data-mark": name, class: name, "data-anchor": mark.attrs["id"] as string },
      0,
    ],
  };
}

export const source = anchor("source");
export const comment = anchor("comment");
