// A quotation set off as a block, with who said it below. `cite` is the source's address.
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { blockMarks, dom, id, place, read } from "./attributes";
import { safeLink } from "../links";

export const quotation: NodeSpec = {
  group: "block",
  content: "block* attribution?",
  marks: blockMarks,
  attrs: { ...place, cite: { default: "", validate: kinds.linkOrEmpty } },
  defining: true,
  parseDOM: [
    {
      tag: "blockquote",
      getAttrs: (element) => {
        const { lang, dir } = read(element);
        return { lang, dir, cite: safeLink(element.getAttribute("cite") ?? "") ?? "" };
      },
    },
  ],
  toDOM: (node) => ["blockquote", dom(node, { cite: node.attrs["cite"] as string }), 0],
};

export const attribution: NodeSpec = {
  content: "inline*",
  attrs: { ...id, ...place },
  defining: true,
  parseDOM: [{ tag: "[data-node=attribution]", priority: 60, getAttrs: read }],
  toDOM: (node) => ["p", dom(node, { "data-node": "attribution", class: "attribution" }), 0],
};
