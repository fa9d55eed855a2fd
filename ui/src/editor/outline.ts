// The headline and the headings of a text, and which of them the caret stands under. What is found in a top-level node is
// kept by node, so that a key costs its own block.
import type { Node } from "prosemirror-model";
import type { Access } from "./access";
import { findBlock, OBJECT, textOf } from "./blocks";

export interface OutlineLine {
  id: string;
  /** 1 for the headline, 2 to 4 for headings. */
  level: number;
  text: string;
}

interface Placed extends OutlineLine {
  /** From the top-level node's start. */
  offset: number;
}

const kept = new WeakMap<Node, Placed[]>();

function linesIn(top: Node): Placed[] {
  const known = kept.get(top);
  if (known) return known;
  const out: Placed[] = [];
  const visit = (node: Node, offset: number): boolean => {
    const level =
      node.type.name === "headline" ? 1 : node.type.name === "heading" ? (node.attrs["level"] as number) : 0;
    const text = level > 0 ? textOf(node).replaceAll(OBJECT, "").trim() : "";
    if (text !== "") out.push({ id: node.attrs["id"] as string, level, text, offset });
    return !node.inlineContent;
  };
  if (visit(top, 0)) top.descendants((node, offset) => visit(node, offset + 1));
  kept.set(top, out);
  return out;
}

/** The headline and the headings in the order of the text. */
export function outlineOf(doc: Node): OutlineLine[] {
  const out: OutlineLine[] = [];
  doc.forEach((top) => out.push(...linesIn(top)));
  return out;
}

/** The line of the outline under which the caret stands (in a note: its reference); null above the headline. */
export function sectionOf(access: Access): string | null {
  const { doc, selection } = access.state();
  const note = access.note();
  const at = (note && findBlock(doc, note.id)?.pos) ?? selection.from;
  let section: string | null = null;
  doc.forEach((top, pos) => {
    if (pos > at) return;
    for (const line of linesIn(top)) if (pos + line.offset <= at) section = line.id;
  });
  return section;
}
