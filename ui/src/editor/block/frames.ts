// Frames around blocks (quotation, box, epigraph, interview, verse): put on, taken off. Words are never lost with their frame.
import { wrapIn } from "prosemirror-commands";
import { Fragment, type Node, type NodeType } from "prosemirror-model";
import {
  type Command,
  type EditorState,
  Selection,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import { liftTarget } from "prosemirror-transform";
import { schema } from "../schema";

const { nodes } = schema;

/** A line of a frame as a paragraph. */
const asParagraph = (node: Node): Node => {
  const { id, lang, dir } = node.attrs;
  return nodes.paragraph.create({ id, lang, dir }, node.content, node.marks);
};

/** Takes a frame's own line (who said it, who speaks): a paragraph where it says something, else gone. */
function freeLine(tr: Transaction, at: number, line: Node): void {
  const { id, lang, dir } = line.attrs;
  if (line.content.size) tr.setNodeMarkup(at, nodes.paragraph, { id, lang, dir });
  else tr.delete(at, at + line.nodeSize);
}

/** Takes the frame at `pos` off; what it says of language and direction its blocks say then. False where it cannot go. */
export function takeOff(tr: Transaction, pos: number): boolean {
  const frame = tr.doc.nodeAt(pos);
  if (!frame) return false;
  const { firstChild, lastChild } = frame;
  if (lastChild?.type === nodes.attribution)
    freeLine(tr, pos + frame.nodeSize - 1 - lastChild.nodeSize, lastChild);
  const now = tr.doc.nodeAt(pos);
  if (!now?.childCount) return false;
  for (const name of ["lang", "dir"])
    if (frame.attrs[name] != null)
      now.forEach((child, offset) => {
        if (name in child.attrs && child.attrs[name] === null)
          tr.setNodeAttribute(pos + 1 + offset, name, frame.attrs[name]);
      });
  if (firstChild?.type === nodes.speaker) {
    const blocks = (tr.doc.nodeAt(pos) as Node).children;
    const kept = firstChild.content.size
      ? [asParagraph(blocks[0] as Node), ...blocks.slice(1)]
      : blocks.slice(1);
    if (kept.length === 0) return false;
    tr.replaceWith(pos, pos + (tr.doc.nodeAt(pos)?.nodeSize ?? 0), kept);
    return true;
  }
  const range = tr.doc
    .resolve(pos + 1)
    .blockRange(tr.doc.resolve(pos + (tr.doc.nodeAt(pos)?.nodeSize ?? 2) - 1));
  const target = range && liftTarget(range);
  if (!range || target == null) return false;
  tr.lift(range, target);
  return true;
}

/** The depth of the nearest of these around the selection; 0 when there is none. */
function nearest(state: EditorState, types: readonly NodeType[]): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if (types.includes($from.node(depth).type)) return depth;
  return 0;
}

/** Puts the selected blocks into a frame of this type, or takes them out of the one that they are in. */
export const frame =
  (type: NodeType): Command =>
  (state, dispatch) => {
    const depth = nearest(state, [type]);
    if (depth === 0) return wrapIn(type)(state, dispatch);
    const tr = state.tr;
    if (!takeOff(tr, state.selection.$from.before(depth))) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };

/** Takes the frame at a position off, else the nearest one around the caret, whichever it is. */
export const unframe =
  (argument?: unknown): Command =>
  (state, dispatch) => {
    const frames = [nodes.quotation, nodes.epigraph, nodes.box, nodes.turn, nodes.verse];
    const { $from } = state.selection;
    let depth = nearest(state, frames);
    if (typeof argument === "number") while (depth > 0 && $from.before(depth) !== argument) depth--;
    if (depth === 0 || !frames.includes($from.node(depth).type)) return false;
    if ($from.node(depth).type === nodes.verse) return verse(state, dispatch);
    const tr = state.tr;
    if (!takeOff(tr, $from.before(depth))) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };

/** The lines of a paragraph: parted where it has breaks. */
function lines(block: Node): Node[][] {
  const out: Node[][] = [[]];
  block.forEach((child) => {
    if (child.type === nodes.break) out.push([]);
    else out.at(-1)?.push(child);
  });
  return out;
}

const line = (content: Node[], from: Node | null = null): Node =>
  nodes.verse_line.create(from ? { id: from.attrs["id"] as string } : null, content);

/** Stanzas of a verse as paragraphs, their lines parted by breaks. */
function stanzas(poem: Node): Node[] {
  const out: Node[][] = [];
  let first: Node | null = null;
  const place: (Node | null)[] = [];
  poem.forEach((one) => {
    if (one.content.size === 0) {
      first = null;
      return;
    }
    if (first === null) {
      first = one;
      place.push(one);
      out.push([...one.children]);
    } else out.at(-1)?.push(nodes.break.create(), ...one.children);
  });
  const { lang, dir } = poem.attrs;
  return out.map((content, at) =>
    nodes.paragraph.create({ id: place[at]?.attrs["id"] as string, lang, dir }, content),
  );
}

/** Makes the selected paragraphs verse, a line at each break and a stanza of each paragraph; or verse paragraphs again. */
export const verse: Command = (state, dispatch) => {
  const depth = nearest(state, [nodes.verse]);
  const { $from, $to } = state.selection;
  if (depth > 0) {
    const at = $from.before(depth);
    const blocks = stanzas($from.node(depth));
    return swap(
      state,
      at,
      at + $from.node(depth).nodeSize,
      blocks.length ? blocks : [nodes.paragraph.create()],
      dispatch,
    );
  }
  const range = $from.blockRange($to);
  if (!range) return false;
  const blocks = range.parent.children.slice(range.startIndex, range.endIndex);
  if (blocks.some((block) => block.type !== nodes.paragraph)) return false;
  const poem = nodes.verse.create(
    null,
    blocks.flatMap((block, at) => [
      ...(at > 0 ? [line([])] : []),
      ...lines(block).map((content, nth) => line(content, nth === 0 ? block : null)),
    ]),
  );
  if (!range.parent.canReplaceWith(range.startIndex, range.endIndex, nodes.verse)) return false;
  return swap(state, range.start, range.end, [poem], dispatch);
};

/** Puts blocks in the place of others that hold the same letters in the same order; the caret stays at its letter. */
function swap(
  state: EditorState,
  from: number,
  to: number,
  blocks: Node[],
  dispatch?: (tr: Transaction) => void,
): boolean {
  if (!dispatch) return true;
  const letters = (doc: Node, start: number, end: number) => {
    let size = 0;
    doc.nodesBetween(start, end, (node, pos) => {
      if (!node.isLeaf && node.type !== nodes.note) return true;
      if (node.type !== nodes.break)
        size += Math.max(0, Math.min(end, pos + node.nodeSize) - Math.max(start, pos));
      return false;
    });
    return size;
  };
  const before = letters(state.doc, from, state.selection.from);
  const tr = state.tr.replaceWith(from, to, Fragment.fromArray(blocks));
  let at = from + 1;
  while (
    at < tr.doc.content.size &&
    (!tr.doc.resolve(at).parent.isTextblock || letters(tr.doc, from, at) < before)
  )
    at++;
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(at))).scrollIntoView());
  return true;
}

/** A speaker's turn: of the selected blocks, or, in a turn, the next one. The caret goes to the speaker. */
export const turn: Command = (state, dispatch) => {
  const depth = nearest(state, [nodes.turn]);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to);
  if (depth === 0 && !range) return false;
  const place = depth > 0 ? [$from.after(depth), $from.after(depth)] : [range?.start ?? 0, range?.end ?? 0];
  const [from = 0, to = 0] = place;
  const $at = state.doc.resolve(from);
  const count = depth > 0 || !range ? 0 : range.endIndex - range.startIndex;
  const content =
    depth > 0 || !range
      ? [nodes.paragraph.create()]
      : range.parent.children.slice(range.startIndex, range.endIndex);
  if ($at.depth === 0 && $at.index() < 3) return false;
  if (content.some((node) => !node.type.isInGroup("block"))) return false;
  if (!$at.parent.canReplaceWith($at.index(), $at.index() + count, nodes.turn)) return false;
  if (!dispatch) return true;
  const made = nodes.turn.create(null, [nodes.speaker.create(), ...content]);
  const tr = state.tr.replaceWith(from, to, made);
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(from + 2))).scrollIntoView());
  return true;
};

/** How far a line of verse stands in, by one step more or less. */
export const verseIndent =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const { from, to } = state.selection;
    const tr = state.tr;
    state.doc.nodesBetween(from, to, (node, pos) => {
      if (node.type !== nodes.verse_line) return true;
      const next = (node.attrs["indent"] as number) + by;
      if (next >= 0 && next <= 20) tr.setNodeAttribute(pos, "indent", next);
      return false;
    });
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
