// An epigraph: a motto before the text, with who said it below.
import type { NodeSpec } from "prosemirror-model";
import { blockMarks, dom, place, read } from "./attributes";

export const epigraph: NodeSpec = {
  group: "block",
  content: "block* attribution?",
  marks: blockMarks,
  attrs: { ...place },
  defining: true,
  parseDOM: [
    {
      tag: "[data-node=epigraph]",
      priority: 60,
      getAttrs: (element) => ({ lang: read(element).lang, dir: read(element).dir }),
    },
  ],
  toDOM: (node) => ["div", dom(node, { "data-node": "epigraph", class: "epigraph" }), 0],
};
