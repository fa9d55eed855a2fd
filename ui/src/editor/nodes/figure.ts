// A picture with caption and credit. `src` is the SHA-256 of its bytes; how it is fetched is the node view's business.
import type { Node, NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { blockMarks, dom, id, place, read } from "./attributes";

function readFigure(element: HTMLElement) {
  const text = (name: string) => element.getAttribute(name) ?? "";
  const count = (name: string) => (/^\d{1,6}$/.test(text(name)) ? Number(text(name)) : 0);
  const point = text("data-focus").split(",").map(Number);
  return {
    ...read(element),
    src: kinds.isHash(text("data-src")) ? text("data-src") : "",
    width: count("data-width"),
    height: count("data-height"),
    alt: text("data-alt"),
    rights: text("data-rights"),
    focus:
      point.length === 2 && point.every((one) => Number.isInteger(one) && one >= 0 && one <= 100)
        ? point
        : null,
  };
}

/** The figure's attributes as they travel over the clipboard. */
function figureDom(node: Node): Record<string, string> {
  const {
    src,
    width,
    height,
    alt,
    rights,
    focus: point,
  } = node.attrs as {
    src: string;
    width: number;
    height: number;
    alt: string;
    rights: string;
    focus: [number, number] | null;
  };
  return dom(node, {
    "data-node": "figure",
    "data-src": src,
    "data-width": width || null,
    "data-height": height || null,
    "data-alt": alt,
    "data-rights": rights,
    "data-focus": point ? point.join(",") : null,
  });
}

export const figure: NodeSpec = {
  group: "block",
  content: "caption picture_credit",
  marks: blockMarks,
  attrs: {
    ...id,
    ...place,
    src: { default: "", validate: kinds.hashOrEmpty },
    width: { default: 0, validate: kinds.int(0, 1_000_000) },
    height: { default: 0, validate: kinds.int(0, 1_000_000) },
    alt: { default: "", validate: "string" },
    rights: { default: "", validate: "string" },
    focus: { default: null, validate: kinds.pointOrNull },
  },
  isolating: true,
  parseDOM: [{ tag: "figure[data-node=figure]", getAttrs: readFigure }],
  toDOM: (node) => ["figure", figureDom(node), 0],
};

function line(name: string): NodeSpec {
  return {
    content: "inline*",
    attrs: { ...id, ...place },
    isolating: true,
    selectable: false,
    parseDOM: [{ tag: `[data-node=${name}]`, priority: 60, getAttrs: read }],
    toDOM: (node) => ["p", dom(node, { "data-node": name, class: name }), 0],
  };
}

export const caption = line("caption");
export const picture_credit = line("picture-credit");
