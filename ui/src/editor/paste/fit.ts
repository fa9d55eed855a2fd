// What was copied, as it can stand where it is put: no word of it is dropped because a block has no place there.
import { Fragment, type Node, type ResolvedPos, Slice } from "prosemirror-model";
import { schema } from "../schema";

const { nodes } = schema;

/** Places that hold one line. */
const LINES = new Set<string>([
  "kicker",
  "headline",
  "standfirst",
  "attribution",
  "caption",
  "picture_credit",
  "speaker",
]);

const HEADS = new Set<string>(["kicker", "headline", "standfirst"]);

export interface Fitted {
  slice: Slice;
  /** What a person is told of it; empty where nothing was changed. */
  told: string;
}

/** The letters of a slice without its blocks; between two blocks stands what `between` makes. */
function inlineOf(slice: Slice, between: () => Node, each: (node: Node) => Node[]): Fitted {
  const out: Node[] = [];
  let [apart, blocks] = [false, 0];
  slice.content.descendants((node) => {
    if (node.isTextblock) {
      apart = out.length > 0;
      if (node.childCount > 0) blocks++;
    }
    if (!node.isInline) return true;
    if (apart) out.push(between());
    apart = false;
    out.push(...each(node));
    return false;
  });
  const told = blocks > 1 ? `${String(blocks)} paragraphs were joined: there is room for one here.` : "";
  return { slice: new Slice(Fragment.from(out), 0, 0), told };
}

/** Only what may stand in a note: letters, line breaks, placeholders; blocks are joined by breaks, a note's words come in brackets. */
function forNote(slice: Slice): Fitted {
  let within = false;
  const fitted = inlineOf(
    slice,
    () => nodes.break.create(),
    (node) => {
      if (node.type !== nodes.note) return [node];
      within = true;
      const words: Node[] = [];
      node.forEach((inner) => words.push(inner));
      return [schema.text(" ["), ...words, schema.text("]")];
    },
  );
  const more = within ? "A note cannot stand in a note: its words are in brackets." : "";
  return { slice: fitted.slice, told: [fitted.told, more].filter(Boolean).join(" ") };
}

/** For a line that cannot be two: everything in one, blocks parted by a space. */
const forLine = (slice: Slice): Fitted =>
  inlineOf(
    slice,
    () => schema.text(" "),
    (node) => [node],
  );

/** For verse: each block is a line. */
function forVerse(slice: Slice): Slice {
  const lines: Node[] = [];
  slice.content.descendants((node) => {
    if (node.isTextblock)
      lines.push(nodes.verse_line.create(null, node.type === nodes.code ? null : node.content));
    else if (node.isInline) lines.push(nodes.verse_line.create(null, node));
    return !node.isTextblock && !node.isInline;
  });
  return new Slice(Fragment.from(lines), 1, 1);
}

/** The words alone, a line for each block: for code. */
export const lettersOf = (slice: Slice): string =>
  slice.content.textBetween(0, slice.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");

/** Kicker, headline and standfirst among blocks: what they say stays, as blocks of the body. */
function asBlocks(slice: Slice): Slice {
  const out: Node[] = [];
  slice.content.forEach((node, _offset, index) => {
    if (!HEADS.has(node.type.name)) return out.push(node);
    const edge = index === 0 || index === slice.content.childCount - 1;
    if (node.childCount === 0 && !edge) return undefined;
    const { id, lang, dir } = node.attrs as { id: string; lang: string | null; dir: string | null };
    const type = node.type === nodes.headline ? nodes.heading : nodes.paragraph;
    return out.push(type.create({ id, lang, dir }, node.content));
  });
  return new Slice(Fragment.fromArray(out), slice.openStart, slice.openEnd);
}

const hasBlocks = (slice: Slice): boolean => slice.content.firstChild?.isInline === false;

/** Whether the slice is a whole piece, part for part. */
export const isWhole = ({ content, openStart, openEnd }: Slice): boolean =>
  openStart === 0 && openEnd === 0 && content.childCount > 3 && content.firstChild?.type === nodes.kicker;

/** The slice as it can stand between two places of the text. */
export function fitted(slice: Slice, $from: ResolvedPos, $to: ResolvedPos): Fitted {
  if ($from.doc.type === nodes.note) return forNote(slice);
  if (!hasBlocks(slice)) return { slice, told: "" };
  const apart = Math.min($from.index(0), 3) !== Math.min($to.index(0), 3);
  if (apart && isWhole(slice) && $from.pos <= 1 && $to.index(0) >= $from.doc.childCount - 1)
    return { slice, told: "" };
  if (LINES.has($from.parent.type.name) || apart) return forLine(slice);
  const blocks = asBlocks(slice);
  return {
    slice: $from.parent.type === nodes.verse_line ? forVerse(blocks) : blocks,
    told: "",
  };
}

/** Whether a place holds one line only. */
export const isLine = ($pos: ResolvedPos): boolean => LINES.has($pos.parent.type.name);
