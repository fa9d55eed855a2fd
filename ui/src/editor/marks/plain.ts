// The marks without attributes: emphasis, strong, small caps, sub, sup, strike, dateline.
import type { MarkSpec } from "prosemirror-model";

export const emphasis: MarkSpec = {
  parseDOM: [
    { tag: "em" },
    { tag: "i:not([data-mark])" },
    { style: "font-style=italic" },
    { style: "font-style=normal", clearMark: (mark) => mark.type.name === "emphasis" },
  ],
  toDOM: () => ["em", 0],
};

export const strong: MarkSpec = {
  parseDOM: [
    { tag: "strong" },
    // Google Docs wraps whole documents in <b style="font-weight:normal">.
    { tag: "b", getAttrs: (element) => element.style.fontWeight !== "normal" && null },
    { style: "font-weight=400", clearMark: (mark) => mark.type.name === "strong" },
    { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[5-9]\d{2,})$/.test(value) && null },
  ],
  toDOM: () => ["strong", 0],
};

export const small_caps: MarkSpec = {
  parseDOM: [{ tag: ".small-caps" }, { style: "font-variant=small-caps" }],
  toDOM: () => ["span", { class: "small-caps" }, 0],
};

export const sub: MarkSpec = {
  excludes: "sub sup",
  parseDOM: [{ tag: "sub" }, { style: "vertical-align=sub" }],
  toDOM: () => ["sub", 0],
};

export const sup: MarkSpec = {
  excludes: "sub sup",
  parseDOM: [{ tag: "sup" }, { style: "vertical-align=super" }],
  toDOM: () => ["sup", 0],
};

export const strike: MarkSpec = {
  parseDOM: [
    { tag: "s" },
    { tag: "strike" },
    { tag: "del:not([data-suggestion])" },
    { style: "text-decoration=line-through" },
  ],
  toDOM: () => ["s", 0],
};

export const dateline: MarkSpec = {
  inclusive: false,
  parseDOM: [{ tag: "[data-mark=dateline]", priority: 60 }],
  toDOM: () => ["span", { "data-mark": "dateline", class: "dateline" }, 0],
};
