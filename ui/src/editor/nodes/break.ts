// A new line inside a block.
import type { NodeSpec } from "prosemirror-model";

export const lineBreak: NodeSpec = {
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  leafText: () => "\n",
  parseDOM: [{ tag: "br" }],
  toDOM: () => ["br"],
};
