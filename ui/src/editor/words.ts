// Counting words: runs of letters and digits by the word boundaries of UAX 29; Han and Kana by the character.
import type { Node } from "prosemirror-model";
import { OBJECT } from "./blocks";

const BY_CHARACTER = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const LETTER = String.raw`(?:(?![${BY_CHARACTER}])[\p{L}\p{N}\p{M}\p{Cf}_])`;
// Between letters these do not part words (MidLetter, MidNumLet); between digits the last line's do not (MidNum).
const WORD = new RegExp(
  String.raw`[${BY_CHARACTER}]|${LETTER}+(?:(?:(?<=\p{L}\p{M}*)['’.·:\u2027\u05F4](?=\p{L})|(?<=\p{N})[.,;'’\u066C](?=\p{N}))${LETTER}+)*`,
  "gu",
);
const COUNTS = /[\p{L}\p{N}]/u;

/** Words in a plain text. */
export function countWords(text: string): number {
  let count = 0;
  for (const [word] of text.matchAll(WORD)) if (COUNTS.test(word)) count++;
  return count;
}

const counted = new WeakMap<Node, { own: number; notes: number }>();

function count(node: Node): { own: number; notes: number } {
  const known = counted.get(node);
  if (known) return known;
  const sum = { own: 0, notes: 0 };
  if (node.inlineContent) {
    let text = "";
    node.forEach((child) => {
      text += child.isText ? (child.text ?? "") : OBJECT;
      if (child.type.name === "note") sum.notes += count(child).own;
    });
    sum.own = countWords(text);
  } else {
    node.forEach((child) => {
      const part = count(child);
      sum.own += part.own;
      sum.notes += part.notes;
    });
  }
  counted.set(node, sum);
  return sum;
}

/** Words of all that is printed, of the body with its captions, and of the notes. */
export function wordsOf(doc: Node): { whole: number; body: number; notes: number } {
  const { own, notes } = count(doc);
  let parts = 0;
  for (let i = 0; i < 3; i++) parts += count(doc.child(i)).own;
  return { whole: own + notes, body: own - parts, notes };
}

/** Words between two positions, notes left out unless the stretch lies in one. */
export function wordsBetween(doc: Node, from: number, to: number): number {
  return from === to
    ? 0
    : countWords(doc.textBetween(from, to, "\n", (leaf) => (leaf.isInline ? OBJECT : "\n")));
}
