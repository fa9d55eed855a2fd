// A link out, by http, https, mailto or tel only.
import type { MarkSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { safeLink } from "../links";

export const link: MarkSpec = {
  attrs: { href: { validate: kinds.link }, title: { default: "", validate: "string" } },
  excludes: "link article_link",
  inclusive: false,
  parseDOM: [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = safeLink(element.getAttribute("href") ?? "");
        return href === null ? false : { href, title: element.getAttribute("title") ?? "" };
      },
    },
  ],
  toDOM: (mark) => {
    const { href, title } = mark.attrs as { href: string; title: string };
    return ["a", title ? { href, title, rel: "noopener" } : { href, rel: "noopener" }, 0];
  },
};
