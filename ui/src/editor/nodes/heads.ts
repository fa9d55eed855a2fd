// Kicker, headline and standfirst: always there, never joined with one another or with the body.
import type { NodeSpec } from "prosemirror-model";
import { dom, id, place, read } from "./attributes";

function part(tag: string, name: string): NodeSpec {
  return {
    content: "inline*",
    attrs: { ...id, ...place },
    isolating: true,
    selectable: false,
    defining: true,
    parseDOM: [{ tag: `[data-part=${name}]`, priority: 60, getAttrs: read }],
    toDOM: (node) => [tag, dom(node, { "data-part": name, class: name }), 0],
  };
}

export const kicker = part("p", "kicker");
export const headline = part("h1", "headline");
export const standfirst = part("p", "standfirst");
