// Reading a numbered list of notes: "[1] …", "1. …", "1) …", "¹ …", with the lines that go on, and what is no note at all.
// Nothing here knows where the notes go.
import { Fragment, type Node } from "prosemirror-model";
import { OBJECT, textOf } from "../blocks";
import { schema } from "../schema";

const { nodes, marks } = schema;

/** A line as it came. */
export interface Line {
  content: Fragment;
  /** Stands apart from the line before it: a paragraph of its own, or behind an empty line. */
  apart: boolean;
  /** The number of the list's item that it begins, where the list is a real one. */
  number?: number;
}

/** The text of one note. */
export interface Entry {
  number: number;
  content: Fragment;
  text: string;
}

export interface Reading {
  entries: Entry[];
  /** What belongs to no number: a greeting, a signature. */
  rest: string[];
  /** No line had a number: they are taken in their order. */
  inOrder: boolean;
}

const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** The value of a number in the digits of any script; NaN where it is none. */
export function valueOf(digits: string): number {
  let value = 0;
  for (const digit of digits) {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((one) => code >= one && code < one + 10);
    const raised = RAISED.indexOf(digit);
    const one = zero === undefined ? raised : code - zero;
    if (one < 0) return Number.NaN;
    value = value * 10 + one;
  }
  return digits === "" ? Number.NaN : value;
}

/** How sure a number is one of a list: in brackets, raised, with a sign, with nothing. */
type Sign = "sure" | "sign" | "bare";

/** The number at the head of a line and the units that it takes with its signs and blanks; null where there is none. */
export function numbered(text: string): { number: number; length: number; sign: Sign } | null {
  const patterns: [RegExp, Sign][] = [
    [/^\s*[[(]\^?(\p{Nd}{1,3})[\])][.:]?\s*/u, "sure"],
    [/^\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[.:)]?\s*/u, "sure"],
    [/^\s*(\p{Nd}{1,3})[.)\]](?:\s+|$)/u, "sign"],
    [/^\s*(\p{Nd}{1,3})\s+(?=\p{L}|\p{P})/u, "bare"],
  ];
  for (const [pattern, sign] of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    const number = valueOf(found[1] ?? "");
    return Number.isNaN(number) || number === 0 ? null : { number, length: found[0].length, sign };
  }
  return null;
}

/** Only what may stand in a note. */
const forNote = (content: Fragment): Fragment => {
  const out: Node[] = [];
  content.forEach((node) => {
    if (nodes.note.contentMatch.matchType(node.type)) out.push(node);
  });
  return Fragment.fromArray(out);
};

const plain = (content: Fragment): string => {
  let text = "";
  content.forEach(
    (node) => (text += node.isText ? (node.text ?? "") : node.type === nodes.break ? " " : OBJECT),
  );
  return text;
};

/** Content without the blanks at its ends. */
export function trim(content: Fragment): Fragment {
  const text = plain(content);
  const start = text.length - text.trimStart().length;
  return start === text.length ? Fragment.empty : content.cut(start, text.trimEnd().length);
}

/** The lines of a plain text; signs of quoting at their heads are taken off. */
export function linesOfText(text: string): Line[] {
  let apart = true;
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((raw) => raw.replace(/^(?:\s*[>|]\s?)+/, "").trim())
    .flatMap((line) => {
      if (line === "") {
        apart = true;
        return [];
      }
      const one = { content: Fragment.from(schema.text(line)), apart };
      apart = false;
      return [one];
    });
}

/** Content parted at its line breaks. */
function broken(content: Fragment): Fragment[] {
  const out: Fragment[] = [];
  let start = 0;
  content.forEach((node, offset) => {
    if (node.type !== nodes.break) return;
    out.push(content.cut(start, offset));
    start = offset + node.nodeSize;
  });
  return [...out, content.cut(start)];
}

/** The lines of blocks; an item of a numbered list has its number from the list. */
export function linesOfBlocks(content: Fragment): Line[] {
  const out: Line[] = [];
  const visit = (node: Node, number?: number): void => {
    if (node.inlineContent) {
      let apart = true;
      for (const line of broken(node.content)) {
        const kept = trim(line);
        if (kept.size === 0) apart = true;
        else {
          out.push({ content: kept, apart, ...(number === undefined || !apart ? {} : { number }) });
          number = undefined;
          apart = false;
        }
      }
      return;
    }
    const list = node.type === nodes.list && node.attrs["kind"] === "numbered";
    node.forEach((child, _offset, index) => {
      if (list) visit(child, (node.attrs["start"] as number) + index);
      else visit(child, index === 0 ? number : undefined);
    });
  };
  content.forEach((node) => visit(node));
  return out;
}

interface Head {
  number: number;
  length: number;
  sign: Sign;
}

/** The number that a line begins with: the list's, a raised one, a written one. */
function headOf({ content, number }: Line): Head | null {
  if (number !== undefined) return { number, length: 0, sign: "sure" };
  const first = content.firstChild;
  const text = plain(content);
  const raised =
    first?.isText === true && marks.sup.isInSet(first.marks) ? valueOf(first.text?.trim() ?? "") : 0;
  if (raised > 0) {
    const length = first?.nodeSize ?? 0;
    return {
      number: raised,
      length: length + (/^\s*/.exec(text.slice(length))?.[0].length ?? 0),
      sign: "sure",
    };
  }
  return numbered(text);
}

/** Which lines begin a note: a number with a sign counts only where it goes on from the one before it. */
function headsOf(lines: readonly Line[], most: number): (Head | null)[] {
  const all = lines.map(headOf);
  const signed = all.some((head) => head !== null && head.sign !== "bare");
  const heads = all.map((head) => (signed && head?.sign === "bare" ? null : head));
  let last = 0;
  return heads.map((head, index) => {
    if (!head) return null;
    if (head.sign !== "sure" && head.number !== last + 1) {
      const comes = heads.slice(index + 1).some((one) => one !== null && one.number === last + 1);
      const wild = head.number > most && lines[index]?.apart === false;
      if (head.number <= last || comes || wild) return null;
    }
    last = head.number;
    return head;
  });
}

const SIGNATURE = /^(--|—|__+)\s*$/;

/** Reads lines as the texts of notes; `most` is how many notes the text has. */
export function readList(lines: readonly Line[], most: number): Reading {
  const heads = headsOf(lines, most);
  const ends = heads.findLastIndex((head) => head !== null);
  if (ends < 0) return unnumbered(lines, most);
  const entries: { number: number; parts: Fragment[] }[] = [];
  const rest: string[] = [];
  let over = false;
  lines.forEach((line, index) => {
    const head = heads[index];
    const now = entries.at(-1);
    if (head) {
      entries.push({ number: head.number, parts: [line.content.cut(head.length)] });
      return;
    }
    // Behind the last number an empty line ends the list.
    over ||= index > ends && (line.apart || SIGNATURE.test(plain(line.content)));
    if (!now || over) rest.push(plain(line.content));
    else now.parts.push(Fragment.from(line.apart ? nodes.break.create() : schema.text(" ")), line.content);
  });
  return {
    entries: entries.map(({ number, parts }) => entry(number, parts)),
    rest,
    inOrder: false,
  };
}

function entry(number: number, parts: Fragment[]): Entry {
  const content = trim(forNote(parts.reduce((all, part) => all.append(part), Fragment.empty)));
  return { number, content, text: plain(content).replaceAll(OBJECT, " ") };
}

/** Lines without any number: one for each note, if there are as many of them. */
function unnumbered(lines: readonly Line[], most: number): Reading {
  const parts: Fragment[][] = [];
  for (const line of lines) {
    if (line.apart) parts.push([line.content]);
    else parts.at(-1)?.push(Fragment.from(schema.text(" ")), line.content);
  }
  const whole =
    parts.length === most ? parts : lines.length === most ? lines.map(({ content }) => [content]) : [];
  return {
    entries: whole.map((one, index) => entry(index + 1, one)),
    rest: whole.length > 0 ? [] : lines.map(({ content }) => plain(content)),
    inOrder: whole.length > 0,
  };
}

/** A note's words in one line, for a list of them. */
export const wordsOfNote = (note: Node): string => textOf(note).replaceAll(OBJECT, " ").trim();
