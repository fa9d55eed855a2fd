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

/** How far a line of verse stands in, where a paragraph says it: by blanks of this breadth before its words. */
const STEP = "\u2003";
const stepsIn = (first: Node | undefined): number =>
  first?.isText ? Math.min(20, (/^\u2003*/u.exec(first.text ?? "")?.[0] ?? "").length) : 0;

/** What a block says of its words' language and direction. */
const placeOf = ({ attrs }: Node): { lang: unknown; dir: unknown } => ({
  lang: attrs["lang"],
  dir: attrs["dir"],
});
const alike = (a: { lang: unknown; dir: unknown }, b: { lang: unknown; dir: unknown }): boolean =>
  a.lang === b.lang && a.dir === b.dir;

/** A line of verse; the first of a block has its name. */
function line(content: Node[], from: Node, first: boolean, own: boolean): Node {
  const indent = stepsIn(content[0]);
  const [head, ...rest] = content;
  const words =
    head && indent > 0 ? [...(head.nodeSize > indent ? [head.cut(indent)] : []), ...rest] : content;
  const { id } = from.attrs;
  return nodes.verse_line.create({ ...(first ? { id } : {}), ...(own ? placeOf(from) : {}), indent }, words);
}

/** Stanzas of a verse as paragraphs, their lines parted by breaks; a line in another language begins a paragraph of its own. */
function stanzas(poem: Node): Node[] {
  const out: { attrs: Record<string, unknown> & ReturnType<typeof placeOf>; content: Node[] }[] = [];
  let ended = true;
  poem.forEach((one) => {
    const empty = one.content.size === 0;
    if (!empty) {
      const own = placeOf(one);
      const { lang, dir } = placeOf(poem);
      const words = { lang: own.lang ?? lang, dir: own.dir ?? dir };
      const steps = STEP.repeat(one.attrs["indent"] as number);
      const content = [...(steps ? [schema.text(steps)] : []), ...one.children];
      const last = out.at(-1);
      if (ended || !last || !alike(last.attrs, words))
        out.push({ attrs: { id: one.attrs["id"] as string, ...words }, content });
      else last.content.push(nodes.break.create(), ...content);
    }
    ended = empty;
  });
  return out.map(({ attrs, content }) => nodes.paragraph.create(attrs, Fragment.from(content)));
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
  const [head] = blocks;
  if (!head) return false;
  // What all say of their language the verse says, else each line does.
  const one = blocks.every((block) => alike(placeOf(block), placeOf(head)));
  const poem = nodes.verse.create(
    one ? placeOf(head) : null,
    blocks.flatMap((block, at) => [
      ...(at > 0 ? [nodes.verse_line.create()] : []),
      ...lines(block).map((content, nth) => line(content, block, nth === 0, !one)),
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
    doc.nodesBetween(start, end, (node, pos, parent, index) => {
      if (!node.isLeaf && node.type !== nodes.note) return true;
      const first = index === 0 || parent?.child(index - 1).type === nodes.break;
      const from = pos + (first ? stepsIn(node) : 0);
      if (node.type !== nodes.break)
        size += Math.max(0, Math.min(end, pos + node.nodeSize) - Math.max(start, from));
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
