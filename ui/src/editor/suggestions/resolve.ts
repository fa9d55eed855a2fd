// What a text with suggestions is once all of them are accepted, or all rejected. Our own reading, which the library is held to.
import { Fragment, type Mark, type MarkType, type Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { type NodeName, schema } from "../schema";

const { insertion, deletion, modification } = schema.marks;

/** The library's anchor for a deleted or inserted block border; it is no text of anybody's. */
const ANCHOR = "\u200B";

interface Range {
  from: number;
  to: number;
  /** The suggestion; null for an anchor that only goes. */
  id: string | null;
  inline: boolean;
}

/** What goes, in the order of the text. */
function taken(doc: Node, take: MarkType, keep: MarkType): Range[] {
  const out: Range[] = [];
  doc.descendants((node, pos) => {
    const mark = take.isInSet(node.marks);
    const anchor = node.isText && node.text === ANCHOR && Boolean(keep.isInSet(node.marks));
    if (!mark && !anchor) return true;
    const id = mark ? (mark.attrs["id"] as string) : null;
    out.push({ from: pos, to: pos + node.nodeSize, id, inline: node.isInline });
    return false;
  });
  return out;
}

/** Whether between two positions there is nothing but the ends and starts of blocks. */
function onlyBorder(doc: Node, from: number, to: number): boolean {
  const slice = doc.slice(from, to);
  return slice.openStart + slice.openEnd === slice.content.size;
}

/** One suggestion that runs over a border takes the border with it. */
function joined(doc: Node, ranges: Range[]): Range[] {
  const out: Range[] = [];
  for (const range of ranges) {
    const last = out.at(-1);
    const one = last?.inline && range.inline && last.id !== null && last.id === range.id;
    if (last && one && onlyBorder(doc, last.to, range.from)) last.to = range.to;
    else out.push({ ...range });
  }
  return out;
}

/** The node as it was before the modifications that stand on it. */
function reverted(node: Node, mods: readonly Mark[], content: Fragment, marks: readonly Mark[]): Node {
  let type = node.type;
  for (const { attrs: mod } of mods)
    if (mod["type"] === "nodeType") type = schema.nodes[mod["previousValue"] as NodeName];
  const attrs: Record<string, unknown> = { ...node.attrs };
  for (const { attrs: mod } of mods) {
    if (mod["type"] !== "attr") continue;
    const name = mod["attrName"] as string;
    // Another type's attribute is recorded as null: here it never was, so it has its default.
    const value: unknown = mod["previousValue"] ?? type.spec.attrs?.[name]?.default;
    if (value === undefined) Reflect.deleteProperty(attrs, name);
    else attrs[name] = value;
  }
  return type.create(attrs, content, marks);
}

const plain = (marks: readonly Mark[]): readonly Mark[] => {
  const rest = marks.filter(({ type }) => type !== insertion && type !== deletion && type !== modification);
  return rest.length === marks.length ? marks : rest;
};

/** Takes every suggestion mark off, and on the way back what modifications did. */
function unmarked(node: Node, accept: boolean): Node {
  if (node.isText) return node.mark(plain(node.marks));
  const mods = node.marks.filter((mark) => mark.type === modification);
  const children: Node[] = [];
  let same = plain(node.marks) === node.marks;
  node.forEach((child) => {
    const now = unmarked(child, accept);
    same &&= now === child;
    children.push(now);
  });
  if (same) return node;
  const content = Fragment.fromArray(children);
  return accept
    ? node.type.create(node.attrs, content, plain(node.marks))
    : reverted(node, mods, content, plain(node.marks));
}

/** The text with all suggestions accepted, or all rejected. */
export function resolve(doc: Node, way: "accept" | "reject"): Node {
  const accept = way === "accept";
  const ranges = joined(doc, accept ? taken(doc, deletion, insertion) : taken(doc, insertion, deletion));
  const tr = new Transform(doc);
  for (const { from, to } of ranges.reverse()) tr.delete(from, to);
  return unmarked(tr.doc, accept);
}

/** Without ids: what two texts are compared by. */
export function bare(node: Node): Node {
  if (node.isText) return node;
  const children: Node[] = [];
  node.forEach((child) => children.push(bare(child)));
  const attrs = node.attrs["id"] ? { ...node.attrs, id: "" } : node.attrs;
  return node.type.create(attrs, Fragment.fromArray(children), node.marks);
}
