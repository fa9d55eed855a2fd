// A box: blocks set beside the text.
import type { NodeSpec } from "prosemirror-model";
import { blockMarks, dom, place, read } from "./attributes";

export const box: NodeSpec = {
  group: "block",
  content: "block*",
  marks: blockMarks,
  attrs: { ...place },
  defining: true,
  parseDOM: [
    {
      tag: "[data-node=box]",
      priority: 60,
      getAttrs: (element) => ({ lang: read(element).lang, dir: read(element).dir }),
    },
    { tag: "aside", getAttrs: (element) => ({ lang: read(element).lang, dir: null }) },
  ],
  toDOM: (node) => ["div", dom(node, { "data-node": "box", class: "box" }), 0],
};
