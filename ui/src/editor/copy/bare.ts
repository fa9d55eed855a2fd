// A copied stretch as it may leave the piece: without comments, sources, links within the desk and suggestions, its blocks
// and notes named by their order alone. What it is written as is not decided here.
import { Fragment, type Mark, type Node, Slice } from "prosemirror-model";
import { seeNote } from "../notes/wording";
import { schema } from "../schema";

const { marks, nodes } = schema;

/** Marks that mean something on this desk only. */
const INNER = new Set([
  marks.comment,
  marks.source,
  marks.article_link,
  marks.insertion,
  marks.deletion,
  marks.modification,
]);

/** The suggestions' anchor at a block's border; it is no text of anybody's. */
const ANCHOR = "\u200B";

const suggested = (node: Node): boolean =>
  node.marks.some(({ type }) => type === marks.insertion || type === marks.deletion);

/** What a reader does not read: struck out by a suggestion, or only its anchor. */
const unread = (node: Node): boolean =>
  Boolean(marks.deletion.isInSet(node.marks)) || (node.text === ANCHOR && suggested(node));

/** How deep a slice may be open at one edge: never into a line of words. */
function depthAt(content: Fragment, edge: (of: Fragment) => Node | null): number {
  let depth = 0;
  for (let node = edge(content); node && !node.isInline && !node.isLeaf; node = edge(node.content)) {
    depth++;
    if (node.inlineContent) break;
  }
  return depth;
}

/** The slice with other content, open as it was as far as that is still there. */
const reopened = (content: Fragment, slice: Slice): Slice =>
  new Slice(
    content,
    Math.min(
      slice.openStart,
      depthAt(content, (of) => of.firstChild),
    ),
    Math.min(
      slice.openEnd,
      depthAt(content, (of) => of.lastChild),
    ),
  );

function each(fragment: Fragment, change: (node: Node) => Node | null): Fragment {
  const out: Node[] = [];
  fragment.forEach((node) => {
    const made = change(node);
    if (made) out.push(made);
  });
  return Fragment.fromArray(out);
}

/** The stretch as it is read: what is suggested stands, what is struck out does not, and no mark says so. */
export function asRead(slice: Slice): Slice {
  const read = (node: Node): Node | null => {
    if (unread(node)) return null;
    const kept = node.marks.filter(
      ({ type }) => type !== marks.insertion && type !== marks.deletion && type !== marks.modification,
    );
    return node.isText ? node.mark(kept) : node.type.create(node.attrs, each(node.content, read), kept);
  };
  return reopened(each(slice.content, read), slice);
}

/** The stretch without what ties it to rows of its piece: comments and sources. */
export function withoutAnchors(slice: Slice): Slice {
  const loose = (node: Node): Node => {
    const kept = node.marks.filter(({ type }) => type !== marks.comment && type !== marks.source);
    return node.isText ? node.mark(kept) : node.type.create(node.attrs, each(node.content, loose), kept);
  };
  return new Slice(each(slice.content, loose), slice.openStart, slice.openEnd);
}

/** What a copy must know of its piece. */
export interface Piece {
  /** From note id to its number. */
  numbers: ReadonlyMap<string, number>;
  lang: string;
}

/** The same without anything that is the desk's own. A second citing of a note that is not in it is words, by its number. */
export function bare(slice: Slice, { numbers, lang }: Piece): Slice {
  const named = new Map<string, string>();
  const name = (id: string): string => {
    if (id === "") return "";
    const known = named.get(id) ?? `n${String(named.size + 1)}`;
    named.set(id, known);
    return known;
  };
  slice.content.descendants((node) => {
    if ("id" in node.attrs) name(node.attrs["id"] as string);
  });
  const attrsOf = (node: Node): Record<string, unknown> => {
    const attrs: Record<string, unknown> = { ...node.attrs };
    if ("id" in attrs) attrs["id"] = name(attrs["id"] as string);
    if (node.type === nodes.note_again) attrs["note"] = named.get(attrs["note"] as string);
    if (node.type === nodes.pull_quote) attrs["of"] = named.get(attrs["of"] as string) ?? "";
    return attrs;
  };
  const strip = (node: Node): Node => {
    const kept: Mark[] = node.marks.filter(({ type }) => !INNER.has(type));
    if (node.type === nodes.note_again && !named.has(node.attrs["note"] as string)) {
      const number = String(numbers.get(node.attrs["note"] as string) ?? "?");
      return schema.text(node.attrs["as"] === "words" ? `${seeNote(lang)} ${number}` : `[${number}]`, kept);
    }
    return node.isText ? node.mark(kept) : node.type.create(attrsOf(node), each(node.content, strip), kept);
  };
  const read = asRead(slice);
  return reopened(each(read.content, strip), read);
}
