// Fixes of findings: their edits, given by block and offset in the text that was checked, made in the text that stands now.
// Several fixes are one transaction, so one undo. What a fix says and which are offered is the checks' business.
//
// **Invariant:** a fix whose words are no longer what its finding was made of changes nothing.
import { closeHistory } from "prosemirror-history";
import { type Node, type ResolvedPos, Slice, Fragment } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { AttrStep } from "prosemirror-transform";
import type { Access } from "../access";
import { type Found, findBlock, findPart, offsetAt, positionAt, textOf } from "../blocks";
import { findingsMade, type Made } from "../plugins/findings";
import { schema } from "../schema";

/** One change to a block's text; offsets are UTF-16 units from the block's start. */
export interface FixEdit {
  part: string;
  block: string | null;
  start: number;
  end: number;
  replace: string;
}

/** A finding with the fix that was chosen for it. */
export interface Chosen {
  part: string;
  block: string | null;
  /** `alt` where the finding is in a picture's description; null in the text. */
  field: string | null;
  start: number;
  end: number;
  /** The words that it was made of. */
  text: string;
  edits: readonly FixEdit[];
}

interface Change {
  from: number;
  to: number;
  replace: string;
}

const blockOf = (doc: Node, place: { part: string; block: string | null }): Found | null =>
  place.block ? findBlock(doc, place.block) : findPart(doc, place.part);

const sameBlock = (a: { part: string; block: string | null }, b: { part: string; block: string | null }) =>
  a.block === b.block && (a.block !== null || a.part === b.part);

/** Where edits of one block lie now; null where anything between and beside them has changed. */
function inBlock(state: EditorState, made: Made, chosen: Chosen, edits: readonly FixEdit[]): Change[] | null {
  const [first] = edits;
  if (!first) return null;
  const old = blockOf(made.doc, first);
  if (!old?.node.inlineContent) return null;
  const text = textOf(old.node);
  const own = sameBlock(chosen, first);
  if (own && text.slice(chosen.start, chosen.end) !== chosen.text) return null;
  const spans = own ? [...edits, chosen] : edits;
  const low = Math.max(0, Math.min(...spans.map(({ start }) => start)) - 1);
  const high = Math.min(text.length, Math.max(...spans.map(({ end }) => end)) + 1);
  const $from = state.doc.resolve(made.since.map(positionAt(old, low), -1));
  const $to = state.doc.resolve(made.since.map(positionAt(old, high), 1));
  if ($from.depth === 0 || !$from.sameParent($to) || !$from.parent.inlineContent) return null;
  const now = { node: $from.parent, pos: $from.before() };
  const stands = textOf(now.node);
  const [at, end] = [offsetAt($from), offsetAt($to)];
  const whole = (low > 0 || at === 0) && (high < text.length || end === stands.length);
  if (!whole || stands.slice(at, end) !== text.slice(low, high)) return null;
  return edits.map(({ start, end: until, replace }) => ({
    from: positionAt(now, at + start - low),
    to: positionAt(now, at + until - low),
    replace,
  }));
}

/** Where every edit of a fix lies now; null where one of them is stale. */
function changesOf(state: EditorState, made: Made, chosen: Chosen): Change[] | null {
  const blocks: FixEdit[][] = [];
  for (const edit of chosen.edits) {
    const known = blocks.find(([first]) => first && sameBlock(first, edit));
    if (known) known.push(edit);
    else blocks.push([edit]);
  }
  const out: Change[] = [];
  for (const edits of blocks) {
    const changes = inBlock(state, made, chosen, edits);
    if (!changes) return null;
    out.push(...changes);
  }
  return out;
}

/** The marks that words have which come between two places. */
const marksBetween = ($from: ResolvedPos, $to: ResolvedPos) =>
  $from.parent.type.allowedMarks(
    $from.pos === $to.pos ? $from.marks() : ($from.marksAcross($to) ?? $from.marks()),
  );

function make(tr: Transaction, { from, to, replace }: Change): void {
  const [$from, $to] = [tr.doc.resolve(from), tr.doc.resolve(to)];
  const words = replace ? schema.text(replace, marksBetween($from, $to)) : null;
  tr.replace(from, to, words ? new Slice(Fragment.from(words), 0, 0) : Slice.empty);
}

/** The description of a picture with a fix made; null where it has changed. */
function describe(tr: Transaction, made: Made, chosen: Chosen): boolean {
  const old = blockOf(made.doc, chosen);
  const now = chosen.block ? findBlock(tr.doc, chosen.block) : null;
  const alt = now?.node.attrs["alt"] as string | undefined;
  if (!now || alt === undefined || alt !== old?.node.attrs["alt"]) return false;
  if (alt.slice(chosen.start, chosen.end) !== chosen.text) return false;
  tr.step(new AttrStep(now.pos, "alt", replaced(alt, chosen.edits)));
  return true;
}

/** A text with edits made, the last first. */
export function replaced(text: string, edits: readonly Omit<FixEdit, "part" | "block">[]): string {
  const backwards = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  return backwards.reduce(
    (done, { start, end, replace }) => done.slice(0, start) + replace + done.slice(end),
    text,
  );
}

/** One transaction that makes these fixes, with how many it makes; null where it makes none. */
function fixing(state: EditorState, all: readonly Chosen[]): { tr: Transaction; made: number } | null {
  const made = findingsMade(state);
  if (!made) return null;
  const { tr } = state;
  const changes: Change[] = [];
  let count = 0;
  for (const chosen of all.filter(({ field }) => field === null)) {
    const wanted = changesOf(state, made, chosen);
    const free = wanted?.every((one) => changes.every((other) => one.to < other.from || other.to < one.from));
    if (!wanted || !free) continue;
    changes.push(...wanted);
    count += 1;
  }
  for (const change of changes.sort((a, b) => b.from - a.from || b.to - a.to)) make(tr, change);
  for (const chosen of all.filter(({ field }) => field === "alt")) if (describe(tr, made, chosen)) count += 1;
  return count > 0 ? { tr, made: count } : null;
}

/** Makes these fixes as one undo; answers how many were made, the others being stale. */
export function makeFixes(access: Access, all: readonly Chosen[]): number {
  const found = access.editable() ? fixing(access.state(), all) : null;
  if (found) access.dispatch(closeHistory(found.tr));
  return found?.made ?? 0;
}
