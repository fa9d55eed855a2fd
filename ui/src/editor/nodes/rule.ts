// A rule between two sections.
import type { NodeSpec } from "prosemirror-model";
import { dom, place, read } from "./attributes";

export const rule: NodeSpec = {
  group: "block",
  attrs: { ...place },
  parseDOM: [{ tag: "hr", getAttrs: (element) => ({ lang: read(element).lang, dir: read(element).dir }) }],
  toDOM: (node) => ["hr", dom(node)],
};
