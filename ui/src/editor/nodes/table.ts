// Tables: rows of cells that hold blocks. `tableRole` is what prosemirror-tables knows them by.
import type { Node, NodeSpec } from "prosemirror-model";
import * as kinds from "../kinds";
import { blockMarks, dom, id, place, read } from "./attributes";

export const table: NodeSpec = {
  group: "block",
  content: "table_row*",
  marks: blockMarks,
  attrs: { ...id, ...place },
  tableRole: "table",
  isolating: true,
  parseDOM: [{ tag: "table", getAttrs: read }],
  toDOM: (node) => ["table", dom(node), ["tbody", 0]],
};

export const table_row: NodeSpec = {
  content: "(table_cell | table_header)*",
  marks: blockMarks,
  tableRole: "row",
  parseDOM: [{ tag: "tr" }],
  toDOM: () => ["tr", 0],
};

const ALIGNS = ["left", "center", "right"] as const;

function readCell(element: HTMLElement) {
  const span = (name: string) => {
    const value = Number(element.getAttribute(name) ?? "1");
    return Number.isInteger(value) && value >= 1 && value <= 1000 ? value : 1;
  };
  const list = (element.getAttribute("data-colwidth") ?? "").split(",").map(Number);
  const colspan = span("colspan");
  const align = element.getAttribute("data-align") ?? element.getAttribute("align");
  return {
    colspan,
    rowspan: span("rowspan"),
    colwidth: list.length === colspan && list.every((one) => Number.isInteger(one) && one > 0) ? list : null,
    align: ALIGNS.find((one) => one === align) ?? null,
  };
}

function cell(tag: string, role: string): NodeSpec {
  return {
    content: "block+",
    marks: blockMarks,
    attrs: {
      colspan: { default: 1, validate: kinds.int(1, 1000) },
      rowspan: { default: 1, validate: kinds.int(1, 1000) },
      colwidth: { default: null, validate: kinds.widthsOrNull },
      align: { default: null, validate: kinds.choiceOrNull(...ALIGNS) },
    },
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag, getAttrs: readCell }],
    toDOM: (node: Node) => {
      const { colspan, rowspan, colwidth, align } = node.attrs as {
        colspan: number;
        rowspan: number;
        colwidth: number[] | null;
        align: string | null;
      };
      const more = {
        colspan: colspan === 1 ? null : colspan,
        rowspan: rowspan === 1 ? null : rowspan,
        "data-colwidth": colwidth ? colwidth.join(",") : null,
        "data-align": align,
      };
      return [tag, dom(node, more), 0];
    },
  };
}

export const table_cell = cell("td", "cell");
export const table_header = cell("th", "header_cell");
