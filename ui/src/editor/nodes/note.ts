// A foot- or endnote: it lives inside the text at its reference. `atom` keeps marks and the caret out of its text.
import type { NodeSpec } from "prosemirror-model";
import { id, idOf } from "./attributes";

export const note: NodeSpec = {
  group: "inline",
  inline: true,
  atom: true,
  content: "(text | break | placeholder | note_again)*",
  attrs: { ...id },
  // A selected note would be replaced, words and all, by the next letter typed; the caret passes it instead.
  selectable: false,
  draggable: false,
  parseDOM: [
    {
      tag: "[data-node=note]",
      priority: 60,
      getAttrs: (element) => ({ id: idOf(element.getAttribute("data-id")) }),
      contentElement: (element) =>
        (element as HTMLElement).querySelector<HTMLElement>("[data-part=note]") ?? (element as HTMLElement),
    },
  ],
  // Only the clipboard sees this: another program shows the note's words in brackets where the reference stood.
  toDOM: (node) => [
    "span",
    { "data-node": "note", class: "note", "data-id": node.attrs["id"] as string },
    ["span", " ["],
    ["span", { "data-part": "note" }, 0],
    ["span", "]"],
  ],
};
