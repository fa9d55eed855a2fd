// Cites an earlier note once more: its mark again, or the words "see note N".
import type { NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { idOf } from "./attributes";

export const note_again: NodeSpec = {
  group: "inline",
  inline: true,
  atom: true,
  attrs: {
    note: { default: "", validate: kinds.id },
    as: { default: "mark", validate: kinds.choice("mark", "words") },
  },
  parseDOM: [
    {
      tag: "[data-node=note-again]",
      priority: 60,
      getAttrs: (element) => ({
        note: idOf(element.getAttribute("data-note")),
        as: element.getAttribute("data-as") === "words" ? "words" : "mark",
      }),
    },
  ],
  toDOM: (node) => [
    "span",
    {
      "data-node": "note-again",
      class: "note-again",
      "data-note": node.attrs["note"] as string,
      "data-as": node.attrs["as"] as string,
    },
  ],
};
