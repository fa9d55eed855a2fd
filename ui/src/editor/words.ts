// Counting words: runs of letters and digits by the word boundaries of UAX 29; Han and Kana by the character;
// Thai, Lao, Burmese and Khmer, which part no words, by three letters a word. The core counts alike: one list of cases holds the two together.
import type { Node } from "prosemirror-model";
import { OBJECT, textOf } from "./blocks";

/** Han with its marks of repetition, Hiragana, Katakana with its long sound. */
const BY_CHARACTER = String.raw`\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309D-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9D\u{20000}-\u{323AF}`;
const UNPARTED_LETTER = String.raw`[\u0E01-\u0E30\u0E32\u0E33\u0E40-\u0E46\u0E81-\u0EB0\u0EB2\u0EB3\u0EC0-\u0EC6\u0EDC-\u0EDF\u1000-\u102A\u103F\u1780-\u17B3]`;
const UNPARTED = String.raw`(?:${UNPARTED_LETTER}|[\u0E31\u0E34-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE\u102B-\u103E\u17B4-\u17D3\u17DD])`;
const LETTER = String.raw`(?:(?![${BY_CHARACTER}]|${UNPARTED})[\p{L}\p{N}\p{M}\p{Cf}_])`;
// Between letters these do not part words (MidLetter, MidNumLet); between digits the last line's do not (MidNum).
const WORD = new RegExp(
  String.raw`[${BY_CHARACTER}]|${UNPARTED}+|${LETTER}+(?:(?:(?<=\p{L}\p{M}*)['’.·:\u2027\u05F4](?=\p{L})|(?<=\p{N})[.,;'’\u066C](?=\p{N}))${LETTER}+)*`,
  "gu",
);
const COUNTS = /[\p{L}\p{N}]/u;
const OF_UNPARTED = new RegExp(UNPARTED_LETTER, "gu");
const IS_UNPARTED = new RegExp(`^${UNPARTED}`, "u");

/** Words in a plain text. */
export function countWords(text: string): number {
  let count = 0;
  for (const [word] of text.matchAll(WORD)) {
    if (IS_UNPARTED.test(word)) count += Math.ceil((word.match(OF_UNPARTED)?.length ?? 0) / 3);
    else if (COUNTS.test(word)) count++;
  }
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

/** Characters of a part as a reader counts them; a note's mark is none. */
export function lettersOf(doc: Node, part: "kicker" | "headline" | "standfirst"): number {
  let text = "";
  doc.forEach((node) => {
    if (node.type.name === part) text = textOf(node).replaceAll(OBJECT, "").trim();
  });
  return Array.from(SEGMENTS.segment(text)).length;
}
const SEGMENTS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Words of one part of the text: the body with its captions, the notes, or a part at the head. */
export function wordsOfPart(doc: Node, part: string): number {
  const at = ["kicker", "headline", "standfirst"].indexOf(part);
  if (at >= 0) return count(doc.child(at)).own;
  return part === "note" ? wordsOf(doc).notes : wordsOf(doc).body;
}

/** Words between two positions, notes left out unless the stretch lies in one. */
export function wordsBetween(doc: Node, from: number, to: number): number {
  return from === to
    ? 0
    : countWords(doc.textBetween(from, to, "\n", (leaf) => (leaf.isInline ? OBJECT : "\n")));
}
