// What another text has otherwise than the one that is shown, change by change: words within a block, blocks within the text.
//
// **Invariant:** every change can be taken alone and leaves a text that the schema allows; all of them together give the other text.
import { Fragment, type Node } from "prosemirror-model";
import { type Gap, gaps } from "./align";

/** A stretch of words; where nothing but their form differs, `format`. */
export interface ChangePiece {
  text: string;
  kind: "same" | "inserted" | "deleted" | "format";
}

export interface TextChange {
  /** What goes: positions in the text that is shown. */
  from: number;
  to: number;
  /** What comes in its place. */
  put: Fragment;
  part: string;
  /** The words with a few around them, on either side. */
  before: ChangePiece[];
  after: ChangePiece[];
}

/** Letters shown around a change, and of a long one at its two ends. */
const AROUND = 60;
const ENDS = 320;

/** Every change from one document to another, in reading order. */
export function changesBetween(before: Node, after: Node): TextChange[] {
  return children(before, after, 0, null);
}

/** Whether a change takes something away that is there now: words, a picture, the form that words have. */
export const removes = (change: TextChange): boolean =>
  change.before.some((piece) => piece.kind !== "same" && piece.text.trim() !== "");

/** What stays the same thing when its words change: by its id, else by what it is. */
function nameOf(node: Node): string {
  if (["kicker", "headline", "standfirst"].includes(node.type.name)) return node.type.name;
  let id = "";
  node.descendants((inner) => {
    if (!id && inner.isTextblock) id = String(inner.attrs["id"] ?? "");
    return !id;
  });
  const own = String(node.attrs["id"] ?? "") || id;
  return own ? `${node.isTextblock ? "" : "in "}${own}` : JSON.stringify(node.toJSON());
}

function rows(node: Node): { names: string[]; starts: number[] } {
  const names: string[] = [];
  const starts: number[] = [];
  node.forEach((child, offset) => {
    names.push(nameOf(child));
    starts.push(offset);
  });
  starts.push(node.content.size);
  return { names, starts };
}

/** `inside`: where the content of `before` begins; `part`: what it belongs to, null for the document itself. */
function children(before: Node, after: Node, inside: number, part: string | null): TextChange[] {
  const [a, b] = [rows(before), rows(after)];
  const found: TextChange[] = [];
  let [i, j] = [0, 0];
  const pairs = (until: number): void => {
    for (; i < until; i++, j++) {
      const of = part ?? partOf(before.child(i));
      found.push(...pair(before.child(i), after.child(j), inside + (a.starts[i] ?? 0), of));
    }
  };
  for (const gap of gaps(a.names, b.names)) {
    pairs(gap.from);
    const put = after.content.cut(b.starts[gap.otherFrom] ?? 0, b.starts[gap.otherTo] ?? 0);
    const gone = before.content.cut(a.starts[gap.from] ?? 0, a.starts[gap.to] ?? 0);
    found.push({
      from: inside + (a.starts[gap.from] ?? 0),
      to: inside + (a.starts[gap.to] ?? 0),
      put,
      part: part ?? "body",
      before: piece(words(gone), "deleted"),
      after: piece(words(put), "inserted"),
    });
    [i, j] = [gap.to, gap.otherTo];
  }
  pairs(before.childCount);
  return found;
}

const partOf = (node: Node): string =>
  ["kicker", "headline", "standfirst"].includes(node.type.name) ? node.type.name : "body";

/** Two nodes that are the same thing. */
function pair(before: Node, after: Node, at: number, part: string): TextChange[] {
  if (before.eq(after)) return [];
  if (before.sameMarkup(after) && !before.isAtom) {
    if (before.isTextblock) return inline(before, after, at + 1, part);
    if (!before.isLeaf) return children(before, after, at + 1, part);
  }
  const [gone, put] = [words(Fragment.from(before)), words(Fragment.from(after))];
  const same = gone === put;
  return [
    {
      from: at,
      to: at + before.nodeSize,
      put: Fragment.from(after),
      part,
      before: piece(gone, same ? "format" : "deleted"),
      after: piece(put, same ? "format" : "inserted"),
    },
  ];
}

interface Token {
  name: string;
  from: number;
  to: number;
  text: string;
}

/** Words, the spaces and signs between them, and what is no text. */
function tokens(block: Node): Token[] {
  const found: Token[] = [];
  block.forEach((node, offset) => {
    if (!node.isText) {
      const text = words(Fragment.from(node));
      found.push({ name: JSON.stringify(node.toJSON()), from: offset, to: offset + node.nodeSize, text });
      return;
    }
    const marks =
      node.marks.length > 0 ? JSON.stringify(node.marks.map((mark) => mark.toJSON() as unknown)) : "";
    for (const match of (node.text ?? "").matchAll(/[\p{L}\p{N}\p{M}’']+|\s+|[^]/gu)) {
      const from = offset + match.index;
      found.push({ name: `${match[0]}\n${marks}`, from, to: from + match[0].length, text: match[0] });
    }
  });
  return found;
}

function inline(before: Node, after: Node, inside: number, part: string): TextChange[] {
  const [a, b] = [tokens(before), tokens(after)];
  const names = (list: Token[]): string[] => list.map((token) => token.name);
  const start = (list: Token[], at: number, block: Node): number => list[at]?.from ?? block.content.size;
  const text = (list: Token[], from: number, to: number): string =>
    list
      .slice(Math.max(from, 0), to)
      .map((token) => token.text)
      .join("");
  return joined(gaps(names(a), names(b)), a).map((gap) => {
    const [from, to] = [start(a, gap.from, before), start(a, gap.to, before)];
    const [gone, put] = [text(a, gap.from, gap.to), text(b, gap.otherFrom, gap.otherTo)];
    const lead = piece(tail(text(a, 0, gap.from)), "same");
    const rest = piece(head(text(a, gap.to, a.length)), "same");
    const same = gone === put;
    return {
      from: inside + from,
      to: inside + to,
      put: after.content.cut(start(b, gap.otherFrom, after), start(b, gap.otherTo, after)),
      part,
      before: [...lead, ...piece(gone, same ? "format" : "deleted"), ...rest],
      after: [...lead, ...piece(put, same ? "format" : "inserted"), ...rest],
    };
  });
}

/** Changes with nothing but spaces between them are one. */
function joined(found: Gap[], before: Token[]): Gap[] {
  const out: Gap[] = [];
  for (const gap of found) {
    const last = out.at(-1);
    const between = last ? before.slice(last.to, gap.from) : [];
    if (last && between.every((token) => token.text.trim() === "")) {
      last.to = gap.to;
      last.otherTo = gap.otherTo;
    } else out.push({ ...gap });
  }
  return out;
}

/** The words of some content, blocks parted by a space; notes, placeholders and what is no text in brackets. */
function words(content: Fragment): string {
  const out: string[] = [];
  content.forEach((node) => {
    if (node.isText) out.push(node.text ?? "");
    else if (node.type.name === "break") out.push(" ");
    else if (node.isInline) out.push(`[${node.textContent || String(node.attrs["label"] ?? "")}]`);
    else {
      if (node.type.name === "figure") out.push("[picture] ");
      out.push(node.isLeaf ? `[${node.type.name}]` : words(node.content), " ");
    }
  });
  return out.join("");
}

function piece(text: string, kind: ChangePiece["kind"]): ChangePiece[] {
  const shown = text.length > 2 * ENDS + 20 ? `${text.slice(0, ENDS)} … ${text.slice(-ENDS)}` : text;
  return shown === "" ? [] : [{ text: shown, kind }];
}

const tail = (text: string): string => {
  if (text.length <= AROUND) return text;
  const cut = text.slice(-AROUND);
  return `… ${cut.slice(cut.indexOf(" ") + 1)}`;
};
const head = (text: string): string => {
  if (text.length <= AROUND) return text;
  const cut = text.slice(0, AROUND);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 0))} …`;
};
