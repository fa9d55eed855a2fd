// Verse: lines with their indents kept; an empty line parts two stanzas.
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { blockMarks, dom, id, place, read } from "./attributes";

export const verse: NodeSpec = {
  group: "block",
  content: "verse_line*",
  marks: blockMarks,
  attrs: { ...place },
  defining: true,
  parseDOM: [
    {
      tag: "[data-node=verse]",
      priority: 60,
      getAttrs: (element) => ({ lang: read(element).lang, dir: read(element).dir }),
    },
  ],
  toDOM: (node) => ["div", dom(node, { "data-node": "verse", class: "verse" }), 0],
};

export const verse_line: NodeSpec = {
  content: "inline*",
  attrs: { ...id, ...place, indent: { default: 0, validate: kinds.int(0, 20) } },
  parseDOM: [
    {
      tag: "[data-node=verse-line]",
      priority: 60,
      getAttrs: (element) => {
        const indent = Number(element.getAttribute("data-indent") ?? "0");
        return {
          ...read(element),
          indent: Number.isInteger(indent) && indent >= 0 && indent <= 20 ? indent : 0,
        };
      },
    },
  ],
  toDOM: (node) => {
    const indent = node.attrs["indent"] as number;
    return [
      "p",
      dom(node, { "data-node": "verse-line", class: "verse-line", "data-indent": indent || null }),
      0,
    ];
  },
};
