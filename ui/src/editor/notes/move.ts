// Taking a reference to another place, its note with it: word by word by keys, anywhere by dragging.
import type { Node, ResolvedPos } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import {
  type Command,
  NodeSelection,
  Plugin,
  type EditorState,
  TextSelection,
  type Transaction,
} from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { findBlock, type Found, offsetAt, positionAt, textOf } from "../blocks";
import type { Host } from "../host";
import { schema } from "../schema";

const { nodes } = schema;

/** Where in a text a reference may stand: behind each word, and behind the signs that follow it. */
export function stops(text: string, lang: string): number[] {
  const out: number[] = [];
  let signs = false;
  for (const { segment, index, isWordLike } of new Intl.Segmenter(lang || undefined, {
    granularity: "word",
  }).segment(text)) {
    const end = index + segment.length;
    if (/^\s+$/u.test(segment)) signs = false;
    else if (isWordLike === true || segment === "\uFFFC") {
      out.push(end);
      signs = false;
    } else {
      if (signs) out.pop();
      // Opening signs belong to the word behind them.
      if (!/^[\p{Ps}\p{Pi}]$/u.test(segment)) {
        out.push(end);
        signs = true;
      } else signs = false;
    }
  }
  return out.length > 0 ? out : [text.length];
}

/** Whether a note may stand at a position: in a line of text, not in another note. */
function takesNote($pos: ResolvedPos): boolean {
  const { parent } = $pos;
  return (
    parent.inlineContent &&
    parent.type !== nodes.note &&
    parent.canReplaceWith($pos.index(), $pos.index(), nodes.note)
  );
}

/** Moves the note at a position; `target` is a position of the same document. Null where it may not stand there. */
function moveNote(state: EditorState, pos: number, target: number, behind = true): Transaction | null {
  const node = state.doc.nodeAt(pos);
  if (node?.type !== nodes.note || !takesNote(state.doc.resolve(target))) return null;
  if (target >= pos && target <= pos + node.nodeSize) return null;
  const tr = closeHistory(state.tr).delete(pos, pos + node.nodeSize);
  const to = tr.mapping.map(target, -1);
  tr.insert(to, node);
  return tr.setSelection(TextSelection.create(tr.doc, behind ? to + node.nodeSize : to)).scrollIntoView();
}

/** The reference right before the caret, or right behind it. */
function atCaret(state: EditorState): (Found & { behind: boolean }) | null {
  const { $from, empty } = state.selection;
  if (!empty) return null;
  const { nodeBefore, nodeAfter, pos } = $from;
  if (nodeBefore?.type === nodes.note)
    return { node: nodeBefore, pos: pos - nodeBefore.nodeSize, behind: true };
  return nodeAfter?.type === nodes.note ? { node: nodeAfter, pos, behind: false } : null;
}

/** Every line of text that may hold a note, in the order of the text. */
function lines(doc: Node): Found[] {
  const out: Found[] = [];
  doc.descendants((node, pos) => {
    if (!node.inlineContent) return true;
    if (node.type.contentMatch.matchType(nodes.note)) out.push({ node, pos });
    return false;
  });
  return out;
}

/** Where the reference at `pos` goes by one step, or null at the end of the text. */
function neighbour(state: EditorState, { node, pos }: Found, by: 1 | -1, lang: string): number | null {
  const $pos = state.doc.resolve(pos);
  const block = { node: $pos.parent, pos: $pos.before() };
  const at = offsetAt($pos);
  const text = textOf(block.node);
  // As if the reference were not there.
  const bare = stops(text.slice(0, at) + text.slice(at + 1), lang);
  const stop = by > 0 ? bare.find((one) => one > at) : bare.filter((one) => one < at).at(-1);
  if (stop !== undefined) {
    const target = positionAt(block, stop > at ? stop + 1 : stop);
    if (target !== pos && target !== pos + node.nodeSize) return target;
  }
  const all = lines(state.doc);
  const next = all[all.findIndex((one) => one.pos === block.pos) + by];
  if (!next) return null;
  const there = stops(textOf(next.node), lang);
  return positionAt(next, (by > 0 ? there[0] : there.at(-1)) ?? 0);
}

/** Moves the reference at the caret a word on (or back) as the reader's eye goes; `left` names the key. */
export const moveReference =
  (host: Host, left: boolean): Command =>
  (state, dispatch, view) => {
    const found = host.inHand() ? null : atCaret(state);
    if (!found) return false;
    const by = left !== rightToLeft(state, view) ? -1 : 1;
    const target = neighbour(state, found, by, host.lang);
    const tr = target === null ? null : moveNote(state, found.pos, target, found.behind);
    if (tr) dispatch?.(tr);
    return true;
  };

/** Whether the block of the caret is written from right to left. */
export function rightToLeft({ selection: { $head } }: EditorState, view?: EditorView): boolean {
  const block = $head.depth > 0 ? view?.nodeDOM($head.before()) : null;
  return block instanceof HTMLElement && getComputedStyle(block).direction === "rtl";
}

/** The nearest place for a reference to a position that a mouse points at; null where none may stand. */
export function nearest(state: EditorState, pos: number, lang: string): number | null {
  const $pos = state.doc.resolve(pos);
  if (!takesNote($pos)) return null;
  const block = { node: $pos.parent, pos: $pos.before() };
  const at = offsetAt($pos);
  const away = (one: number) => Math.abs(one - at);
  const best = stops(textOf(block.node), lang).reduce((a, b) => (away(b) < away(a) ? b : a));
  return positionAt(block, best);
}

/** References are dragged by the mouse, and dropped behind a word. */
export const dragReferences = (host: Host): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        dragstart: (view, event) => {
          const dom = (event.target as HTMLElement).closest?.<HTMLElement>("sup.note");
          const found = dom && findBlock(view.state.doc, dom.dataset["id"] ?? "");
          if (!found || !event.dataTransfer || !view.state.selection.empty) return false;
          if (!view.editable) return (event.preventDefault(), true);
          const node = NodeSelection.create(view.state.doc, found.pos);
          const slice = node.content();
          const { dom: copy, text } = view.serializeForClipboard(slice);
          event.dataTransfer.effectAllowed = "copyMove";
          event.dataTransfer.setData("text/html", copy.innerHTML);
          event.dataTransfer.setData("text/plain", text);
          view.dragging = { slice, move: true, node } as EditorView["dragging"];
          return true;
        },
      },
      handleDrop: (view, event, slice, moved) => {
        const from = (view.dragging as { node?: NodeSelection } | null)?.node;
        if (!moved || from?.node.type !== nodes.note || slice.content.childCount !== 1) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        const target = at === undefined ? null : nearest(view.state, at, host.lang);
        const tr = target === null ? null : moveNote(view.state, from.from, target);
        view.focus();
        if (tr) view.dispatch(tr.setMeta("uiEvent", "drop"));
        return true;
      },
    },
  });
