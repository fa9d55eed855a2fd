// A quotation in running text made a block of its own, and back. Its outer marks go (come), the inner ones change places
// with them; every other letter stays.
import type { Mark, Node } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { depthOf } from "../commands/blocks";
import { OBJECT, positionAt, textOf } from "../blocks";
import type { Host } from "../host";
import { hasSpaces, type Pair, quotesOf } from "../quotes";
import { schema } from "../schema";
import { takeOff } from "./frames";
import { innerOf, type Quoted, quotations } from "./quoted";

const { nodes } = schema;

/** The language of a block: its own, else that of what it stands in, else the article's. */
function languageAt(state: EditorState, pos: number, host: Pick<Host, "lang">): string {
  const $pos = state.doc.resolve(pos);
  const own = state.doc.nodeAt(pos)?.attrs["lang"] as string | null | undefined;
  if (own) return own;
  for (let depth = $pos.depth; depth > 0; depth--) {
    const lang = $pos.node(depth).attrs["lang"] as string | null | undefined;
    if (lang) return lang;
  }
  return host.lang;
}

interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Writes letters over letters of the block at `pos`; what is written takes the marks of what it replaces. */
function write(tr: Transaction, doc: Node, pos: number, edits: Edit[]): void {
  const node = doc.nodeAt(pos);
  if (!node) return;
  for (const { from, to, text } of edits.toSorted((a, b) => b.from - a.from)) {
    const start = positionAt({ node, pos }, from);
    const end = positionAt({ node, pos }, to);
    const marks = doc.nodeAt(start)?.marks ?? [];
    if (text === "") tr.delete(tr.mapping.map(start), tr.mapping.map(end));
    else tr.replaceWith(tr.mapping.map(start), tr.mapping.map(end), schema.text(text, marks));
  }
}

const over = ({ from, openEnd, closeStart, to }: Quoted, [open, close]: Pair): Edit[] => [
  { from, to: openEnd, text: open },
  { from: closeStart, to, text: close },
];

/** The innermost of these that lies around one. */
const parentOf = (one: Quoted, all: readonly Quoted[]): Quoted | undefined =>
  all.filter((other) => other.from < one.from && other.to > one.to).at(-1);

/** Each inner quotation takes the marks of the one around it; `outer` are those of the quotation that goes. */
function promoted(inside: readonly Quoted[], outer: Pair): Edit[] {
  return inside.flatMap((one) => {
    const around = parentOf(one, inside)?.marks ?? outer;
    return around[0].charAt(0) === one.marks[0].charAt(0) ? [] : over(one, around);
  });
}

interface Span {
  /** Positions of the paragraphs that the quotation covers. */
  paragraphs: number[];
  /** In the first one. */
  from: number;
  /** In the last one. */
  closeStart: number;
  to: number;
  marks: Pair;
}

/** The outermost quotation around the selection, of one paragraph or of several that each begin with its mark. */
function around(state: EditorState, host: Pick<Host, "lang">): Span | null {
  const { $from, $to } = state.selection;
  const depth = $from.sharedDepth($to.pos);
  const parentDepth = $from.parent.type === nodes.paragraph && $from.sameParent($to) ? depth - 1 : depth;
  if (parentDepth < 0 || parentDepth >= $from.depth) return null;
  const parent = $from.node(parentDepth);
  const index = $from.index(parentDepth);
  if (parent.child(index).type !== nodes.paragraph) return null;
  const place = (child: number) => {
    let pos = $from.start(parentDepth);
    for (let i = 0; i < child; i++) pos += parent.child(i).nodeSize;
    return pos;
  };
  const last = $to.index(parentDepth);
  const offset = (pos: number, child: number) =>
    textOf(parent.child(child).cut(0, pos - place(child) - 1)).length;
  for (let start = index; start >= 0; start--) {
    const node = parent.child(start);
    if (node.type !== nodes.paragraph) return null;
    const at = place(start);
    const pairs = quotesOf(languageAt(state, at, host));
    const text = textOf(node);
    const { closed, unclosed } = quotations(text, pairs);
    if (start === last) {
      const [a, b] = [offset($from.pos, start), offset($to.pos, start)];
      const hit = closed.find((one) => one.depth === 0 && one.from <= a && one.to >= b);
      if (hit)
        return { paragraphs: [at], from: hit.from, closeStart: hit.closeStart, to: hit.to, marks: hit.marks };
    }
    const open = unclosed[0];
    if (open && (start < index || open.from <= offset($from.pos, start))) {
      const paragraphs = [at];
      for (let next = start + 1; next < parent.childCount; next++) {
        const child = parent.child(next);
        const more = textOf(child);
        if (child.type !== nodes.paragraph || !more.startsWith(open.mark)) return null;
        paragraphs.push(place(next));
        const { end } = quotations(more.slice(open.mark.length), pairs, open.mark);
        if (!end) continue;
        if (next < last) return null;
        const [closeStart, to] = [end.closeStart + open.mark.length, end.to + open.mark.length];
        return {
          paragraphs,
          from: open.from,
          closeStart,
          to,
          marks: [open.mark, more.slice(closeStart, to)],
        };
      }
      return null;
    }
    // A paragraph that goes on begins with a mark, too.
    if (!/^[“„”«»‹›‘‚「『"']/.test(text)) return null;
  }
  return null;
}

/** What follows a quotation in its paragraph: references that belong to it, then the rest without the space that parts them. */
function restAfter(text: string, to: number, isNote: (offset: number) => boolean) {
  let notes = to;
  while (text.charAt(notes) === OBJECT && isNote(notes)) notes++;
  const rest = text.slice(notes);
  // A stop alone is the quotation's own end.
  if (/^[.,;:!?…。、،؛؟]*\s*$/u.test(rest)) return { notes, gap: 0, apart: false };
  return { notes, gap: rest.startsWith(" ") ? 1 : 0, apart: true };
}

/** Makes the quotation around the caret a block: the paragraph is parted before and behind it. */
export const blockQuotation =
  (host: Pick<Host, "lang">): Command =>
  (state, dispatch) => {
    const span = around(state, host);
    const first = span?.paragraphs[0];
    const last = span?.paragraphs.at(-1);
    if (!span || first === undefined || last === undefined) return false;
    const $first = state.doc.resolve(first);
    if (
      !$first.parent.canReplaceWith($first.index(), $first.index() + span.paragraphs.length, nodes.quotation)
    )
      return false;
    if (!dispatch) return true;
    const tr = state.tr;
    const nodeAt = (pos: number) => state.doc.nodeAt(pos) as Node;
    const text = textOf(nodeAt(last));
    const note = (offset: number) => {
      const at = state.doc.nodeAt(positionAt({ node: nodeAt(last), pos: last }, offset));
      return at?.type === nodes.note || at?.type === nodes.note_again;
    };
    const { notes, gap, apart } = restAfter(text, span.to, note);
    const lead = textOf(nodeAt(first)).slice(0, span.from);
    const leadGap = /\S/.test(lead) ? (lead.endsWith(" ") ? 1 : 0) : lead.length;
    const open = span.marks[0].length;
    // The places where the paragraph is parted, as they are before anything changes.
    const behind = positionAt({ node: nodeAt(last), pos: last }, notes);
    const start = positionAt({ node: nodeAt(first), pos: first }, span.from + open);
    for (const pos of span.paragraphs.toReversed()) {
      const pairs = quotesOf(languageAt(state, pos, host));
      const [from, to] = [pos === first ? span.from + open : open, pos === last ? span.closeStart : Infinity];
      const { closed } = quotations(textOf(nodeAt(pos)), pairs, pos === first ? null : span.marks[0]);
      const inside = closed.filter((one) => one.from >= from && one.to <= to);
      const edits = promoted(inside, span.marks);
      if (pos === last) {
        if (apart && gap) edits.push({ from: notes, to: notes + gap, text: "" });
        edits.push({ from: span.closeStart, to: span.to, text: "" });
      }
      if (pos === first) edits.push({ from: span.from - leadGap, to: span.from + open, text: "" });
      else edits.push({ from: 0, to: open, text: "" });
      write(tr, state.doc, pos, edits);
    }
    if (apart) tr.split(tr.mapping.map(behind, -1));
    let begin = tr.mapping.map(first);
    if (/\S/.test(lead)) {
      const at = tr.mapping.map(start, -1);
      tr.split(at);
      begin = at + 1;
    }
    let end = begin;
    for (let count = span.paragraphs.length; count > 0; count--) end += tr.doc.nodeAt(end)?.nodeSize ?? 0;
    const range = tr.doc.resolve(begin + 1).blockRange(tr.doc.resolve(end - 1));
    if (range) tr.wrap(range, [{ type: nodes.quotation }]);
    dispatch(tr.scrollIntoView());
    return true;
  };

/** The pair that the article's quotations have outside, in blocks of this language. */
function houseOuter(state: EditorState, lang: string, host: Pick<Host, "lang">): Pair {
  const pairs = quotesOf(lang);
  const counts = new Map<string, { marks: Pair; count: number }>();
  state.doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    if (languageAt(state, pos, host) === lang)
      for (const { depth, marks } of quotations(textOf(node), pairs).closed) {
        const known = counts.get(marks[0]) ?? { marks, count: 0 };
        if (depth === 0) counts.set(marks[0], { marks, count: known.count + 1 });
      }
    return false;
  });
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most && most.count > 2 ? most.marks : pairs[0];
}

/** Marks of suggestions and comments that lie over a whole block: letters that are written round it carry them too. */
const carried = (block: Node): Mark[] => {
  const names = ["insertion", "deletion", "comment", "source"];
  const all = block.children.map((child) => child.marks.filter((mark) => names.includes(mark.type.name)));
  return (all[0] ?? []).filter((mark) => all.every((marks) => mark.isInSet(marks)));
};

/** Whether a space parts a quotation from the words before (`ahead`) or behind it. */
function parted(words: string, ahead: boolean, lang: string): boolean {
  if (words === "" || !hasSpaces(lang)) return false;
  return ahead ? !/[\s([{—–/¿¡]$/u.test(words) : !/^[\s.,;:!?…)\]}—–/%]/u.test(words);
}

/** Runs the block quotation around the caret into its paragraph: marks on, inner ones demoted; its neighbours are joined. */
export const runIn =
  (host: Pick<Host, "lang" | "tell">): Command =>
  (state, dispatch) => {
    const depth = depthOf(state, nodes.quotation);
    if (depth === 0) return false;
    const { $from } = state.selection;
    const quote = $from.node(depth);
    const pos = $from.before(depth);
    const said = quote.lastChild?.type === nodes.attribution ? quote.lastChild : null;
    const blocks = quote.children.filter((child) => child !== said);
    if (blocks.length === 0 || blocks.some((block) => block.type !== nodes.paragraph)) return false;
    if (!dispatch) return true;
    const tr = state.tr;
    const lang = languageAt(state, pos + 1, host);
    const pairs = quotesOf(lang);
    const read = blocks.map((block) => quotations(textOf(block), pairs).closed);
    const flat = read.flat();
    const outer = flat.find((one) => one.depth === 0)?.marks ?? houseOuter(state, lang, host);
    const inner = flat.find((one) => one.depth === 1)?.marks ?? innerOf(outer, pairs);
    let at = pos + 1 + blocks.reduce((size, block) => size + block.nodeSize, 0);
    blocks.toReversed().forEach((block, back) => {
      at -= block.nodeSize;
      const edits = (read[blocks.length - 1 - back] ?? []).flatMap((one) => {
        const marks = one.depth % 2 === 0 ? inner : outer;
        return marks[0] === one.marks[0] ? [] : over(one, marks);
      });
      write(tr, state.doc, at, edits);
      const marks = carried(block);
      if (back === 0) {
        // References stay behind the closing mark.
        const text = textOf(block);
        let end = text.length;
        while (
          end > 0 &&
          text.charAt(end - 1) === OBJECT &&
          block.child(block.childCount - (text.length - end) - 1).type.name.startsWith("note")
        )
          end--;
        tr.insert(
          tr.mapping.map(positionAt({ node: block, pos: at }, end), -1),
          schema.text(outer[1], marks),
        );
      }
      tr.insert(tr.mapping.map(at) + 1, schema.text(outer[0], marks));
    });
    takeOff(tr, pos);
    const cite = quote.attrs["cite"] as string;
    if (cite) host.tell(`The source’s address went with the frame: ${cite}`);
    join(state, tr, { pos, count: blocks.length, lang, apart: Boolean(said?.content.size) });
    dispatch(tr.scrollIntoView());
    return true;
  };

/** Joins the paragraphs that were a quotation with the paragraphs before and behind them; `apart` keeps what follows for itself. */
function join(
  state: EditorState,
  tr: Transaction,
  { pos, count, lang, apart }: { pos: number; count: number; lang: string; apart: boolean },
): void {
  const $pos = tr.doc.resolve(pos);
  let end = pos;
  for (let left = count; left > 0; left--) end += tr.doc.nodeAt(end)?.nodeSize ?? 0;
  const alike = (a: Node | null | undefined, b: Node | null | undefined) =>
    a?.type === nodes.paragraph &&
    b?.type === nodes.paragraph &&
    a.attrs["lang"] === b.attrs["lang"] &&
    a.attrs["dir"] === b.attrs["dir"];
  const glue = (at: number, space: boolean) => {
    tr.join(at);
    if (space) tr.insertText(" ", at - 1);
  };
  const $end = tr.doc.resolve(end);
  const behind = $end.nodeAfter;
  const before = $pos.nodeBefore;
  const spaced = (words: string, ahead: boolean) => parted(words, ahead, lang);
  if (!apart && behind && alike($end.nodeBefore, behind)) glue(end, spaced(textOf(behind), false));
  if (before && alike(before, tr.doc.nodeAt(pos))) glue(pos, spaced(textOf(before), true));
  // The whole is one act; where the caret was it still is.
  tr.setSelection(state.selection.map(tr.doc, tr.mapping));
}
