// Lists and their items. `start` counts for numbered and lettered lists only.
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { blockMarks, dom, place, read } from "./attributes";

const start = (element: HTMLElement) => {
  const value = Number(element.getAttribute("start") ?? "1");
  return Number.isInteger(value) && value >= 0 && value <= 1_000_000 ? value : 1;
};

export const list: NodeSpec = {
  group: "block",
  content: "list_item*",
  marks: blockMarks,
  attrs: {
    ...place,
    kind: { default: "bulleted", validate: kinds.choice("bulleted", "numbered", "lettered") },
    start: { default: 1, validate: kinds.int(0, 1_000_000) },
  },
  parseDOM: [
    {
      tag: "ul",
      getAttrs: (element) => ({
        lang: read(element).lang,
        dir: read(element).dir,
        kind: "bulleted",
        start: 1,
      }),
    },
    {
      tag: "ol",
      getAttrs: (element) => ({
        lang: read(element).lang,
        dir: read(element).dir,
        kind: /^a$/i.test(element.getAttribute("type") ?? "") ? "lettered" : "numbered",
        start: start(element),
      }),
    },
  ],
  toDOM: (node) => {
    const { kind, start: first } = node.attrs as { kind: string; start: number };
    if (kind === "bulleted") return ["ul", dom(node), 0];
    return [
      "ol",
      dom(node, { type: kind === "lettered" ? "a" : null, start: first === 1 ? null : first }),
      0,
    ];
  },
};

export const list_item: NodeSpec = {
  content: "block*",
  marks: blockMarks,
  attrs: { ...place },
  defining: true,
  parseDOM: [{ tag: "li", getAttrs: (element) => ({ lang: read(element).lang, dir: read(element).dir }) }],
  toDOM: (node) => ["li", dom(node), 0],
};
