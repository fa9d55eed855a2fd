// The suggestion that is always right: what was touched stands twice, once deleted and once inserted. Inline where the
// block allows it, else the whole block, else the block around it.
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { schema } from "../schema";

const { insertion, deletion, modification } = schema.marks;
const PARTS = new Set(["kicker", "headline", "standfirst"]);

const withMark = (node: Node, mark: Mark): Node =>
  mark.type.isInSet(node.marks) ? node : node.mark(mark.addToSet(node.marks));

/** Both texts in one, or null where the schema has no place for that. `before` and `after` are of one type. */
export function both(before: Node, after: Node, id: string): Node | null {
  if (before.eq(after)) return before;
  if (!before.sameMarkup(after)) return PARTS.has(before.type.name) ? changedPart(before, after, id) : null;
  return before.inlineContent ? bothInline(before, after, id) : bothBlocks(before, after, id);
}

/** A part cannot stand twice: its attributes change with a modification each, its text inline. */
function changedPart(before: Node, after: Node, id: string): Node | null {
  const text = bothInline(before, after.type.create(before.attrs, after.content, before.marks), id);
  if (!text || !sameMarks(before.marks, after.marks)) return null;
  let marks = text.marks;
  for (const [name, value] of Object.entries(after.attrs)) {
    if (name === "id" || before.attrs[name] === value) continue;
    const previousValue: unknown = before.attrs[name];
    marks = modification
      .create({ id, type: "attr", attrName: name, previousValue, newValue: value })
      .addToSet(marks);
  }
  return text.type.create({ ...after.attrs, id: before.attrs["id"] as string }, text.content, marks);
}

function bothInline(before: Node, after: Node, id: string): Node | null {
  if (!before.type.allowsMarkType(insertion)) return null;
  const start = before.content.findDiffStart(after.content);
  const ends = before.content.findDiffEnd(after.content);
  if (start === null || ends === null) return before;
  const edge = border(before, start);
  let { a, b } = ends;
  const overlap = edge - Math.min(a, b);
  if (overlap > 0) {
    a += overlap;
    b += overlap;
  }
  // A difference inside a note takes the note whole: the marks of a suggestion stand on it, not in it.
  const from = Math.min(edge, border(after, start));
  const grow = Math.max(border(before, a, true) - a, border(after, b, true) - b);
  const pieces: Node[] = [];
  before.content.cut(0, from).forEach((node) => pieces.push(node));
  before.content.cut(from, a + grow).forEach((node) => pieces.push(withMark(node, deletion.create({ id }))));
  after.content.cut(from, b + grow).forEach((node) => pieces.push(withMark(node, insertion.create({ id }))));
  before.content.cut(a + grow).forEach((node) => pieces.push(node));
  return before.copy(Fragment.fromArray(pieces));
}

/** The nearest place that is not inside a note: at or before `pos`, or at or after it. */
function border(block: Node, pos: number, after = false): number {
  let at = 0;
  for (let i = 0; i < block.childCount; i++) {
    const child = block.child(i);
    const end = at + child.nodeSize;
    if (!child.isText && pos > at && pos < end) return after ? end : at;
    at = end;
  }
  return pos;
}

function bothBlocks(before: Node, after: Node, id: string): Node | null {
  let start = 0;
  while (start < before.childCount && start < after.childCount && before.child(start).eq(after.child(start)))
    start++;
  let [a, b] = [before.childCount, after.childCount];
  while (a > start && b > start && before.child(a - 1).eq(after.child(b - 1))) {
    a--;
    b--;
  }
  const out: Node[] = [];
  const push = (node: Node, type: typeof insertion) => out.push(withMark(node, type.create({ id })));
  for (let i = 0; i < start; i++) out.push(before.child(i));
  if (a - start === b - start) {
    for (let i = start; i < a; i++) {
      const [old, fresh] = [before.child(i), after.child(i)];
      const one = old.type === fresh.type ? both(old, fresh, id) : null;
      if (one) out.push(one);
      else {
        push(old, deletion);
        push(fresh, insertion);
      }
    }
  } else {
    // The parts are always three: they pair off, whatever happened to the blocks after them.
    const paired = before.type === schema.nodes.doc ? Math.max(0, 3 - start) : 0;
    for (let i = start; i < start + paired; i++) {
      const one = both(before.child(i), after.child(i), id);
      if (!one) return null;
      out.push(one);
    }
    for (let i = start + paired; i < a; i++) push(before.child(i), deletion);
    for (let i = start + paired; i < b; i++) push(after.child(i), insertion);
  }
  for (let i = a; i < before.childCount; i++) out.push(before.child(i));
  const content = Fragment.fromArray(out);
  const fits = before.type.validContent(content);
  return fits ? before.copy(content) : null;
}

const sameMarks = (a: readonly Mark[], b: readonly Mark[]) =>
  a.length === b.length && a.every((mark, i) => b[i] && mark.eq(b[i]));
