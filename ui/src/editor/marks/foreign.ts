// Words in another language than the block's.
import type { MarkSpec } from "prosemirror-model";
import { directionOf } from "../direction";

const tag = (value: unknown) => {
  if (typeof value !== "string" || value === "") throw new RangeError("Not a language");
};

export const foreign: MarkSpec = {
  attrs: { lang: { validate: tag } },
  parseDOM: [
    {
      tag: "[data-mark=foreign]",
      priority: 60,
      getAttrs: (element) => {
        const lang = element.getAttribute("lang") ?? "";
        return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang) ? { lang } : false;
      },
    },
  ],
  toDOM: (mark) => {
    const lang = mark.attrs["lang"] as string;
    return ["i", { "data-mark": "foreign", class: "foreign", lang, dir: directionOf(lang) }, 0];
  },
};
