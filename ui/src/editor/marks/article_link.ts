// A link to another piece of the desk, by its id; its address is written on export.
import type { MarkSpec } from "prosemirror-model";
import { keyed } from "./anchors";
import * as kinds from "../kinds";

export const article_link: MarkSpec = {
  attrs: { article: { validate: kinds.key } },
  excludes: "link article_link",
  inclusive: false,
  parseDOM: [
    {
      tag: "[data-article]",
      priority: 60,
      getAttrs: (element) => keyed("article", element.getAttribute("data-article")),
    },
  ],
  toDOM: (mark) => ["span", { class: "article-link", "data-article": mark.attrs["article"] as string }, 0],
};
