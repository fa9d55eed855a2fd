// Something that lives elsewhere: its address, a title, perhaps a still picture (SHA-256). It is never loaded.
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { dom, place, read } from "./attributes";
import { safeLink } from "../links";

export const embed: NodeSpec = {
  group: "block",
  atom: true,
  attrs: {
    ...place,
    link: { default: "", validate: kinds.linkOrEmpty },
    title: { default: "", validate: "string" },
    still: { default: "", validate: kinds.hashOrEmpty },
  },
  parseDOM: [
    {
      tag: "[data-node=embed]",
      priority: 60,
      getAttrs: (element) => ({
        lang: read(element).lang,
        dir: read(element).dir,
        link: safeLink(element.getAttribute("data-link") ?? "") ?? "",
        title: element.getAttribute("data-title") ?? "",
        still: /^[0-9a-f]{64}$/.exec(element.getAttribute("data-still") ?? "")?.[0] ?? "",
      }),
    },
  ],
  toDOM: (node) => {
    const { link, title, still } = node.attrs as { link: string; title: string; still: string };
    return [
      "div",
      dom(node, {
        "data-node": "embed",
        class: "embed",
        "data-link": link,
        "data-title": title,
        "data-still": still,
      }),
      ["span", { class: "embed-title" }, title || "Embedded"],
      ["span", { class: "embed-link" }, link],
    ];
  },
};
