// A copied stretch as plain text: paragraphs parted by empty lines, lists and quotations by their signs, notes as [1] with
// their words at the end. The letters stay as they are.
import type { Node, Slice } from "prosemirror-model";
import { schema } from "../schema";
import type { CopiedNotes } from "./notes";

const { nodes } = schema;

/** The sign of a list's nth item (from 0): a dash, a number, a letter. */
function sign(list: Node, index: number): string {
  const number = (list.attrs["start"] as number) + index;
  switch (list.attrs["kind"]) {
    case "numbered":
      return `${String(number)}. `;
    case "lettered":
      return `${number >= 1 && number <= 26 ? String.fromCharCode(96 + number) : String(number)}. `;
    default:
      return "- ";
  }
}

const prefixed = (text: string, first: string, next: string): string =>
  text
    .split("\n")
    .map((line, i) => (i === 0 ? first : line === "" ? next.trimEnd() : next) + line)
    .join("\n");

/** The words of a run of inline nodes. */
function words(block: Node, notes: CopiedNotes): string {
  let text = "";
  block.forEach((node) => (text += word(node, notes)));
  return text;
}

function word(node: Node, notes: CopiedNotes): string {
  if (node.isText) return node.text ?? "";
  switch (node.type) {
    case nodes.break:
      return "\n";
    case nodes.note:
      return `[${notes.number(node)}]`;
    case nodes.note_again:
      return node.attrs["as"] === "words" ? `${notes.see} ${notes.number(node)}` : `[${notes.number(node)}]`;
    default:
      return node.attrs["label"] === "" ? "TK" : (node.attrs["label"] as string);
  }
}

const rows = (table: Node, notes: CopiedNotes): string => {
  const out: string[] = [];
  table.forEach((row) => {
    const cells: string[] = [];
    row.forEach((cell) => cells.push(blocks(cell, notes).join(" ").replaceAll(/\s+/g, " ")));
    out.push(cells.join("\t"));
  });
  return out.join("\n");
};

function lines(verse: Node, notes: CopiedNotes): string {
  const out: string[] = [];
  verse.forEach((line) => out.push("  ".repeat(line.attrs["indent"] as number) + words(line, notes)));
  return out.join("\n");
}

function items(list: Node, notes: CopiedNotes): string {
  const out: string[] = [];
  list.forEach((item, _offset, index) => {
    const first = sign(list, index);
    out.push(prefixed(blocks(item, notes).join("\n"), first, " ".repeat(first.length)));
  });
  return out.join("\n");
}

function block(node: Node, notes: CopiedNotes): string {
  if (node.inlineContent) return words(node, notes);
  switch (node.type) {
    case nodes.list:
      return items(node, notes);
    case nodes.table:
      return rows(node, notes);
    case nodes.verse:
      return lines(node, notes);
    case nodes.rule:
      return "* * *";
    case nodes.embed:
      return [node.attrs["title"], node.attrs["link"]].filter(Boolean).join(" ");
    case nodes.quotation:
    case nodes.epigraph:
      return prefixed(blocks(node, notes).join("\n\n"), "> ", "> ");
    case nodes.figure:
      return [node.attrs["alt"] ? `[Picture: ${String(node.attrs["alt"])}]` : "", ...blocks(node, notes)]
        .filter(Boolean)
        .join("\n");
    default:
      return blocks(node, notes).join("\n\n");
  }
}

function blocks(parent: { forEach: Node["forEach"] }, notes: CopiedNotes): string[] {
  const out: string[] = [];
  let run = "";
  parent.forEach((node) => {
    if (node.isInline) return (run += word(node, notes));
    out.push(block(node, notes));
    return undefined;
  });
  if (run) out.push(run);
  return out;
}

/** The plain text of a slice. */
export function plain(slice: Slice, notes: CopiedNotes): string {
  const text = blocks(slice.content, notes).join("\n\n");
  const list = notes.list.map((note) => `[${notes.number(note)}] ${words(note, notes)}`);
  return [text, list.join("\n")].filter(Boolean).join("\n\n");
}
