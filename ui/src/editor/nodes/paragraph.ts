// The paragraph: what a block is where nothing else is said.
import type { NodeSpec } from "prosemirror-model";
import { dom, id, place, read } from "./attributes";

export const paragraph: NodeSpec = {
  group: "block",
  content: "inline*",
  attrs: { ...id, ...place },
  parseDOM: [{ tag: "p", getAttrs: read }],
  toDOM: (node) => ["p", dom(node), 0],
};
