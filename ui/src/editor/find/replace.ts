// Replacing a hit: which letters change, and what they look like then. Letters that stay keep their marks; notes and
// placeholders inside a hit stay where they are; words in the same number keep the marks of the word that they replace.
import { type Mark, type Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { positionAt } from "../blocks";
import { schema } from "../schema";
import type { Hit } from "./hits";

/** One unit of a hit's text: a letter (or a line break) with its marks and its offset in the block. */
interface Unit {
  offset: number;
  marks: readonly Mark[];
}

/** A change inside a hit, in units of the hit's letters. */
interface Change {
  from: number;
  to: number;
  text: string;
}

/** The letters of a hit; what is no letter is left out. */
function letters(block: Node, from: number, to: number): { text: string; units: Unit[] } {
  let text = "";
  const units: Unit[] = [];
  let offset = 0;
  block.forEach((node) => {
    const size = node.isText ? node.nodeSize : 1;
    const words = node.isText ? (node.text ?? "") : node.type.name === "break" ? "\n" : "";
    for (let i = 0; i < words.length; i++) {
      if (offset + i < from || offset + i >= to) continue;
      text += words.charAt(i);
      units.push({ offset: offset + i, marks: node.marks });
    }
    offset += size;
  });
  return { text, units };
}

const isLow = (text: string, at: number) => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** The change without the letters that stay at either end. */
function trim(before: string, after: string, shift: number): Change[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charAt(start) === after.charAt(start)) start++;
  if (isLow(before, start) || isLow(after, start)) start--;
  let end = 0;
  while (
    end < most - start &&
    before.charAt(before.length - 1 - end) === after.charAt(after.length - 1 - end)
  )
    end++;
  if (isLow(before, before.length - end) || isLow(after, after.length - end)) end--;
  return [
    { from: shift + start, to: shift + before.length - end, text: after.slice(start, after.length - end) },
  ];
}

/** Word by word where there are as many, else as a whole. */
function changes(before: string, after: string): Change[] {
  const [old, fresh] = [before.split(/(\s+)/), after.split(/(\s+)/)];
  if (old.length !== fresh.length) return trim(before, after, 0);
  let shift = 0;
  return old.flatMap((word, i) => {
    const made = trim(word, fresh[i] ?? "", shift);
    shift += word.length;
    return made;
  });
}

/** One change of the document: what stands between two positions gives way to this text. */
export interface Edit {
  from: number;
  to: number;
  text: string;
  marks: readonly Mark[];
}

/** What must change for a hit to say this. */
export function editsFor({ block, span }: Hit, text: string): Edit[] {
  const { text: before, units } = letters(block.node, span.from, span.to);
  return changes(before, text).flatMap((change) => {
    const first = units[change.from];
    if (change.from === change.to) {
      const beside = units[change.from - 1];
      const pos = beside
        ? positionAt(block, beside.offset) + 1
        : positionAt(block, first?.offset ?? span.from);
      return [{ from: pos, to: pos, text: change.text, marks: (beside ?? first)?.marks ?? [] }];
    }
    const runs: Edit[] = [];
    let last = -2;
    for (const { offset } of units.slice(change.from, change.to)) {
      const run = runs.at(-1);
      const pos = positionAt(block, offset);
      if (run && offset === last + 1) run.to = pos + 1;
      else runs.push({ from: pos, to: pos + 1, text: run ? "" : change.text, marks: first?.marks ?? [] });
      last = offset;
    }
    return runs;
  });
}

/** Makes the changes in one transaction; all their positions are those of the document before. */
export function applyEdits(tr: Transaction, edits: Edit[]): Transaction {
  for (const { from, to, text, marks } of edits.sort((a, b) => b.from - a.from)) {
    if (text === "") tr.delete(from, to);
    else tr.replaceWith(from, to, schema.text(text, marks));
  }
  return tr;
}
