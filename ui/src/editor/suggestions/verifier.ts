// A verifier around the suggestion library: *reject all = the text before, accept all = the plain edit*. Where the library's
// transaction breaks that, what was touched is put as one deletion and one insertion instead.
import { transformToSuggestionTransaction } from "@handlewithcare/prosemirror-suggest-changes";
import { Fragment, type Node } from "prosemirror-model";
import { type EditorState, Selection, type Transaction } from "prosemirror-state";
import { difference } from "../replace";
import { schema } from "../schema";
import { both } from "./fallback";
import { bare, resolve } from "./resolve";

export interface Suggested {
  tr: Transaction;
  /** Whether the library's own transaction had to be replaced. */
  repaired: boolean;
}

const { insertion, deletion } = schema.marks;

/** Whether a block begins or ends inside a suggestion, so that a border beside it may belong to that, too. */
const open = (node: Node | undefined): boolean => {
  let edge = false;
  node?.descendants((child) => {
    if (insertion.isInSet(child.marks) || deletion.isInSet(child.marks)) edge = true;
    return !edge;
  });
  return edge;
};

/** The three parts and the blocks in which two documents differ, with what may hang together with them. */
function touched(docs: readonly Node[]): Node[] {
  const [first] = docs;
  if (!first) return [];
  const least = Math.min(...docs.map((doc) => doc.childCount));
  const same = (i: number, end: boolean) => {
    const node = end ? first.child(first.childCount - 1 - i) : first.child(i);
    return docs.every((doc) => (end ? doc.child(doc.childCount - 1 - i) : doc.child(i)) === node);
  };
  let start = 3;
  while (start < least && same(start, false)) start++;
  start = Math.max(3, start - 1);
  while (start > 3 && open(first.child(start))) start--;
  let tail = 0;
  while (tail < least - start && same(tail, true)) tail++;
  tail = Math.max(0, tail - 1);
  while (tail > 0 && open(first.child(first.childCount - tail))) tail--;
  return docs.map((doc) => {
    const nodes: Node[] = [];
    for (let i = 0; i < 3; i++) nodes.push(doc.child(i));
    for (let i = start; i < doc.childCount - tail; i++) nodes.push(doc.child(i));
    return nodes.length > 3 ? doc.copy(Fragment.fromArray(nodes)) : doc;
  });
}

const equal = (a: Node, b: Node): boolean => a.eq(b) || bare(a).eq(bare(b));

/** Whether a suggestion keeps both promises. */
export function keepsPromise(before: Node, plain: Node, suggested: Node): boolean {
  try {
    const [was, edited, now] = touched([before, plain, suggested]);
    if (!was || !edited || !now) return false;
    const rejected = equal(resolve(now, "reject"), resolve(was, "reject"));
    return rejected && equal(resolve(now, "accept"), resolve(edited, "accept"));
  } catch {
    // What cannot even be resolved keeps nothing.
    return false;
  }
}

/** The library's suggestion; null where it throws or gives a document that the schema forbids. */
export function asTheLibrary(state: EditorState, plain: Transaction, id: string): Transaction | null {
  try {
    const tr = transformToSuggestionTransaction(plain, state, () => id);
    tr.doc.check();
    return tr;
  } catch {
    return null;
  }
}

/** The transaction that suggests what `plain` would do, in the name of the suggestion `id`. */
export function suggest(state: EditorState, plain: Transaction, id: string): Suggested {
  if (!plain.docChanged) return { tr: plain, repaired: false };
  const tracked = asTheLibrary(state, plain, id);
  if (tracked && keepsPromise(state.doc, plain.doc, tracked.doc)) return { tr: tracked, repaired: false };
  const merged = both(state.doc, plain.doc, id);
  const step = merged && difference(state.doc, merged);
  const tr = state.tr;
  if (step) tr.step(step);
  const there = merged ? difference(plain.doc, merged)?.getMap().map(plain.selection.head, 1) : undefined;
  tr.setSelection(
    Selection.near(tr.doc.resolve(Math.min(there ?? plain.selection.head, tr.doc.content.size)), -1),
  );
  if (plain.scrolledIntoView) tr.scrollIntoView();
  return { tr, repaired: true };
}
