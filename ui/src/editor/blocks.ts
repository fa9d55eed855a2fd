// Where blocks stand: from (block id, UTF-16 offset) to positions of the editor and back. A note is a block of its own.
// What is found in a top-level node is kept by node, so that a key costs its own block.
import type { Node, ResolvedPos } from "prosemirror-model";

/** The part of the article that a place lies in, as the core names them. */
export type Part = "kicker" | "headline" | "standfirst" | "body" | "note" | "caption";

/** Stands for every inline node that is not text, in offsets and in plain text. */
export const OBJECT = "\uFFFC";

export interface Place {
  part: Part;
  block: string | null;
  /** UTF-16 units from the block's start. */
  offset: number;
}

export interface Found {
  node: Node;
  /** Position before the node. */
  pos: number;
}

interface Index {
  /** Every node with an id, its position counted from the top node's. */
  named: Found[];
  notes: Found[];
  pulls: Found[];
  /** Every second citing of a note, those inside notes among them. */
  agains: Found[];
  /** Containers that have lost all that they held. */
  hollow: Found[];
  /** Lines of text that hold nothing, notes left out. */
  bare: Found[];
}

const indexes = new WeakMap<Node, Index>();

function indexOf(top: Node): Index {
  const known = indexes.get(top);
  if (known) return known;
  const index: Index = { named: [], notes: [], pulls: [], agains: [], hollow: [], bare: [] };
  const visit = (node: Node, pos: number) => {
    if ("id" in node.attrs) {
      index.named.push({ node, pos });
      if (node.type.name === "note") index.notes.push({ node, pos });
      if (node.type.name === "pull_quote") index.pulls.push({ node, pos });
    }
    if (node.inlineContent && node.childCount === 0 && node.type.name !== "note")
      index.bare.push({ node, pos });
    if (node.type.name === "note_again") index.agains.push({ node, pos });
    if (node.childCount === 0 && !node.inlineContent && !node.isLeaf) index.hollow.push({ node, pos });
    return node.type.name !== "code";
  };
  visit(top, 0);
  top.descendants((node, pos) => visit(node, pos + 1));
  indexes.set(top, index);
  return index;
}

const gathered = new WeakMap<Node, Partial<Record<keyof Index, readonly Found[]>>>();

function gather(doc: Node, what: keyof Index): readonly Found[] {
  const known = gathered.get(doc);
  const list = known?.[what];
  if (list) return list;
  const out: Found[] = [];
  doc.forEach((top, at) => {
    for (const { node, pos } of indexOf(top)[what]) out.push({ node, pos: at + pos });
  });
  if (known) known[what] = out;
  else gathered.set(doc, { [what]: out });
  return out;
}

/** Every note in the order of its reference. */
export const notesOf = (doc: Node): readonly Found[] => gather(doc, "notes");

/** Every second citing of a note, in the text and in the notes. */
export const againsOf = (doc: Node): readonly Found[] => gather(doc, "agains");

/** Every pull quote. */
export const pullsOf = (doc: Node): readonly Found[] => gather(doc, "pulls");

/** Every node that has an id, in reading order (a note at its reference). */
export const namedOf = (doc: Node): readonly Found[] => gather(doc, "named");

/** Every container that holds nothing, the outermost first. */
export const hollowOf = (doc: Node): readonly Found[] => gather(doc, "hollow");

/** Every line of text that holds nothing. */
export const bareOf = (doc: Node): readonly Found[] => gather(doc, "bare");

/** What changed between two documents: nodes with an id and notes in the top-level nodes that are not the same. */
export function changed(
  before: Node,
  after: Node,
): Record<"gone" | "come", Record<"named" | "notes", Node[]>> {
  const most = Math.min(before.childCount, after.childCount);
  let start = 0;
  while (start < most && before.child(start) === after.child(start)) start++;
  let end = 0;
  while (
    end < most - start &&
    before.child(before.childCount - 1 - end) === after.child(after.childCount - 1 - end)
  )
    end++;
  const within = (doc: Node): Record<"named" | "notes", Node[]> => {
    const out: Record<"named" | "notes", Node[]> = { named: [], notes: [] };
    for (let i = start; i < doc.childCount - end; i++) {
      const index = indexOf(doc.child(i));
      for (const { node } of index.named) out.named.push(node);
      for (const { node } of index.notes) out.notes.push(node);
    }
    return out;
  };
  return { gone: within(before), come: within(after) };
}

/** The node with this id, or null. */
export function findBlock(doc: Node, id: string): Found | null {
  if (id === "") return null;
  let found: Found | null = null;
  doc.forEach((top, at) => {
    if (found) return;
    const hit = indexOf(top).named.find(({ node }) => node.attrs["id"] === id);
    if (hit) found = { node: hit.node, pos: at + hit.pos };
  });
  return found;
}

/** The node of kicker, headline or standfirst; null for a part that is many blocks. */
export function findPart(doc: Node, part: string): Found | null {
  let found: Found | null = null;
  doc.forEach((node, pos) => {
    if (node.type.name === part && ["kicker", "headline", "standfirst"].includes(part)) found = { node, pos };
  });
  return found;
}

/** Units that an inline node counts in its block's text. */
const units = (node: Node) => (node.isText ? node.nodeSize : 1);

/** The block's own text, every other inline node as U+FFFC. */
export function textOf(block: Node): string {
  let text = "";
  block.forEach((node) => (text += node.isText ? (node.text ?? "") : OBJECT));
  return text;
}

/** The position of a UTF-16 offset in the block that stands at `pos`; offsets past the end give the end. */
export function positionAt({ node: block, pos }: Found, offset: number): number {
  let at = pos + 1;
  let left = Math.max(0, offset);
  for (let i = 0; i < block.childCount && left > 0; i++) {
    const child = block.child(i);
    const count = units(child);
    if (left < count) return at + left;
    left -= count;
    at += child.nodeSize;
  }
  return at;
}

/** The UTF-16 offset in its textblock of a resolved position whose parent holds inline nodes. */
export function offsetAt($pos: ResolvedPos): number {
  let offset = 0;
  for (let i = 0; i < $pos.index(); i++) offset += units($pos.parent.child(i));
  return offset + $pos.textOffset;
}

/** The part of the article that a position lies in. */
export function partAt($pos: ResolvedPos): Part {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const name = $pos.node(depth).type.name;
    if (name === "note" || name === "kicker" || name === "headline" || name === "standfirst") return name;
    if (name === "caption" || name === "picture_credit") return "caption";
  }
  return "body";
}

/** Which block and offset a position is. Between blocks: the nearest block around it, offset 0. */
export function placeAt(doc: Node, pos: number): Place {
  const $pos = doc.resolve(pos);
  const part = partAt($pos);
  if ($pos.parent.inlineContent) {
    return { part, block: ($pos.parent.attrs["id"] as string | undefined) || null, offset: offsetAt($pos) };
  }
  for (let depth = $pos.depth; depth > 0; depth--) {
    const id = $pos.node(depth).attrs["id"] as string | undefined;
    if (id) return { part, block: id, offset: 0 };
  }
  return { part, block: null, offset: 0 };
}
