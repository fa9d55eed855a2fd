// Words in another language than the block's.
import type { MarkSpec } from "prosemirror-model";
import { directionOf } from "../direction";
import * as kinds from "../kinds";

export const foreign: MarkSpec = {
  attrs: { lang: { validate: kinds.lang } },
  parseDOM: [
    {
      tag: "[data-mark=foreign]",
      priority: 60,
      getAttrs: (element) => {
        const lang = element.getAttribute("lang") ?? "";
        return kinds.isLanguage(lang) ? { lang } : false;
      },
    },
  ],
  toDOM: (mark) => {
    const lang = mark.attrs["lang"] as string;
    return ["i", { "data-mark": "foreign", class: "foreign", lang, dir: directionOf(lang) }, 0];
  },
};
