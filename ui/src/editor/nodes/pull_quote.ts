// A pull quote: repeats a `sentence` of the block `of`; both are empty when it stands alone.
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { dom, id, idOf, place, read } from "./attributes";

export const pull_quote: NodeSpec = {
  group: "block",
  content: "inline*",
  attrs: {
    ...id,
    ...place,
    of: { default: "", validate: kinds.id },
    sentence: { default: "", validate: "string" },
  },
  defining: true,
  parseDOM: [
    {
      tag: "[data-node=pull-quote]",
      priority: 60,
      getAttrs: (element) => ({
        ...read(element),
        of: idOf(element.getAttribute("data-of")),
        sentence: element.getAttribute("data-sentence") ?? "",
      }),
    },
  ],
  toDOM: (node) => [
    "p",
    dom(node, {
      "data-node": "pull-quote",
      class: "pull-quote",
      "data-of": node.attrs["of"] as string,
      "data-sentence": node.attrs["sentence"] as string,
    }),
    0,
  ],
};
