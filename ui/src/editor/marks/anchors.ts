// Marks that tie a stretch of text to a row elsewhere: a quotation's stored source, a comment. Several may overlap.
import type { MarkSpec } from "prosemirror-model";

function anchor(name: string): MarkSpec {
  return {
    attrs: { id: { validate: "string" } },
    excludes: "",
    inclusive: false,
    parseDOM: [
      {
        tag: `[data-mark=${name}]`,
        priority: 60,
        getAttrs: (element) => ({ id: element.getAttribute("data-anchor") ?? "" }),
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
