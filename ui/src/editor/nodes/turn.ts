// One speaker's turn in an interview: who speaks, then what is said.
import type { NodeSpec } from "prosemirror-model";
import { blockMarks, dom, id, place, read } from "./attributes";

export const turn: NodeSpec = {
  group: "block",
  content: "speaker block*",
  marks: blockMarks,
  attrs: { ...place },
  defining: true,
  parseDOM: [
    {
      tag: "[data-node=turn]",
      priority: 60,
      getAttrs: (element) => ({ lang: read(element).lang, dir: read(element).dir }),
    },
  ],
  toDOM: (node) => ["div", dom(node, { "data-node": "turn", class: "turn" }), 0],
};

export const speaker: NodeSpec = {
  content: "inline*",
  attrs: { ...id, ...place },
  selectable: false,
  defining: true,
  parseDOM: [{ tag: "[data-node=speaker]", priority: 60, getAttrs: read }],
  toDOM: (node) => ["p", dom(node, { "data-node": "speaker", class: "speaker" }), 0],
};
