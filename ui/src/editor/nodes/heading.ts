// Headings of the body, levels 2 to 4; level 1 is the headline, a part of its own.
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { dom, id, place, read } from "./attributes";

const from = (level: number) => (element: HTMLElement) => ({ ...read(element), level });

export const heading: NodeSpec = {
  group: "block",
  content: "inline*",
  attrs: { ...id, ...place, level: { default: 2, validate: kinds.int(2, 4) } },
  defining: true,
  parseDOM: [
    { tag: "h1", getAttrs: from(2) },
    { tag: "h2", getAttrs: from(2) },
    { tag: "h3", getAttrs: from(3) },
    { tag: "h4", getAttrs: from(4) },
    { tag: "h5", getAttrs: from(4) },
    { tag: "h6", getAttrs: from(4) },
  ],
  toDOM: (node) => [`h${String(node.attrs["level"])}`, dom(node), 0],
};
