// What a suggestion leaves in the text, inline and on blocks: inserted, deleted, changed. All three may stand together.
// They are no part of the clipboard: a copy of suggested text is plain text again (`parseDOM` is empty on purpose).
import type { Mark, MarkSpec } from "prosemirror-model";
import * as kinds from "../kinds";

const suggestion = (mark: Mark, inline: boolean, name: string) => ({
  "data-suggestion": mark.attrs["id"] as string,
  class: inline ? name : `${name} whole`,
});

export const insertion: MarkSpec = {
  attrs: { id: { validate: kinds.key } },
  inclusive: false,
  toDOM: (mark, inline) => ["ins", suggestion(mark, inline, "insertion"), 0],
};

export const deletion: MarkSpec = {
  attrs: { id: { validate: kinds.key } },
  inclusive: false,
  toDOM: (mark, inline) => ["del", suggestion(mark, inline, "deletion"), 0],
};

export const modification: MarkSpec = {
  attrs: {
    id: { validate: kinds.key },
    type: { validate: kinds.text },
    attrName: { default: null, validate: kinds.textOrNull },
    previousValue: { default: null },
    newValue: { default: null },
  },
  excludes: "",
  inclusive: false,
  toDOM: (mark, inline) => [inline ? "span" : "div", suggestion(mark, inline, "modification"), 0],
};
