// Something still to come (TK, ???, [check]); the checks read its label.
import type { NodeSpec } from "prosemirror-model";

export const placeholder: NodeSpec = {
  group: "inline",
  inline: true,
  atom: true,
  attrs: { label: { default: "", validate: "string" } },
  leafText: (node) => node.attrs["label"] as string,
  parseDOM: [
    {
      tag: "[data-node=placeholder]",
      priority: 60,
      getAttrs: (element) => ({ label: element.getAttribute("data-label") ?? "" }),
    },
  ],
  toDOM: (node) => {
    const label = node.attrs["label"] as string;
    return [
      "span",
      { "data-node": "placeholder", class: "placeholder", "data-label": label },
      label || "to come",
    ];
  },
};
