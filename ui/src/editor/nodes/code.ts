// Code: text alone, its lines parted by newlines inside the text.
import type { NodeSpec } from "prosemirror-model";
import { dom, id, place, read } from "./attributes";

export const code: NodeSpec = {
  group: "block",
  content: "text*",
  marks: "",
  attrs: { ...id, ...place, language: { default: "", validate: "string" } },
  code: true,
  defining: true,
  parseDOM: [
    {
      tag: "pre",
      preserveWhitespace: "full",
      getAttrs: (element) => ({ ...read(element), language: element.getAttribute("data-language") ?? "" }),
    },
  ],
  toDOM: (node) => [
    "pre",
    dom(node, { "data-language": node.attrs["language"] as string, spellcheck: "false" }),
    ["code", 0],
  ],
};
