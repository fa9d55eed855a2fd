// Two notes made one, one note made two. Every word stays; the citings follow.
import type { Fragment } from "prosemirror-model";
import { type Node } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { againsOf, findBlock, type Found } from "../blocks";
import type { Host } from "../host";
import { newId } from "../ids";
import { schema } from "../schema";
import { retarget } from "./cited";
import { isEmptyNote, notesIn } from "./references";

const { nodes } = schema;
const idOf = ({ node }: Found): string => node.attrs["id"] as string;

/** The notes that are to become one: the selected ones, or that at the caret (or in hand) and the one that follows it. */
function chosen(state: EditorState, host: Host): Found[] {
  const { list } = notesIn(state);
  const { from, to, empty, $from } = state.selection;
  const hand = host.inHand();
  if (!hand && !empty)
    return list.filter(({ pos, node }) => pos >= from && pos + node.nodeSize <= to && !inside(state, pos));
  const at = hand
    ? list.findIndex((one) => idOf(one) === hand.id)
    : list.findIndex(
        ({ node }) =>
          node === ($from.nodeBefore?.type === nodes.note ? $from.nodeBefore : $from.nodeAfter) &&
          node.type === nodes.note,
      );
  return at < 0 ? [] : list.slice(at, at + 2);
}

const inside = (state: EditorState, pos: number): boolean =>
  state.doc.resolve(pos).parent.type === nodes.note;

/** Two of these notes of which one refers to the other: as one note it would refer to itself. Null where none does. */
function entangled(doc: Node, notes: readonly Found[]): [Found, Found] | null {
  for (const { node, pos } of againsOf(doc)) {
    const holder = notes.find((one) => pos > one.pos && pos < one.pos + one.node.nodeSize);
    const cited = notes.find((one) => idOf(one) === node.attrs["note"]);
    if (holder && cited) return [cited, holder];
  }
  return null;
}

/** The words of a second note behind those of a first, a space between them. */
function joined(first: Node, second: Node): Node[] {
  if (isEmptyNote(second)) return [];
  const last = first.lastChild;
  const apart = isEmptyNote(first) || last?.type === nodes.break || /\s$/.test(last?.text ?? "");
  const words: Node[] = [];
  second.forEach((child) => words.push(child));
  return apart ? words : [schema.text(" "), ...words];
}

/** Takes the second note into the first. Where text stands between them the second's mark goes on citing the first. */
function take(tr: Transaction, first: Found, second: Found): void {
  const end = first.pos + first.node.nodeSize;
  retarget(tr, idOf(second), idOf(first));
  const $second = tr.doc.resolve(second.pos);
  const beside =
    $second.sameParent(tr.doc.resolve(end)) && tr.doc.textBetween(end, second.pos, "x", "x").trim() === "";
  const stop = second.pos + second.node.nodeSize;
  if (beside) tr.delete(end, stop);
  else
    tr.replaceWith(second.pos, stop, nodes.note_again.create({ note: idOf(first) }, null, second.node.marks));
  tr.insert(end - 1, joined(first.node, second.node));
}

/** Makes one note of those selected, or of the one at the caret and the next. */
export const mergeNotes =
  (host: Host): Command =>
  (state, dispatch) => {
    const notes = chosen(state, host);
    const [first] = notes;
    if (!first || notes.length < 2) return false;
    if (!dispatch) return true;
    const pair = entangled(state.doc, notes);
    if (pair) {
      const [a, b] = pair.map((one) => String(notesIn(state).numbers.get(idOf(one)) ?? ""));
      host.tell(`Note ${b ?? ""} refers to note ${a ?? ""}: as one note it would refer to itself.`);
      return true;
    }
    const tr = closeHistory(state.tr);
    for (const second of notes.slice(1)) {
      const [into, from] = [findBlock(tr.doc, idOf(first)), findBlock(tr.doc, idOf(second))];
      if (into && from) take(tr, into, from);
    }
    dispatch(tr.scrollIntoView());
    return true;
  };

const blank = (text: string): boolean => /^\s*$/.test(text);

/** Content without the blanks and breaks at one end. */
function trimmed(content: Fragment, end: "start" | "end"): Fragment {
  let out = content;
  for (;;) {
    const child = end === "start" ? out.firstChild : out.lastChild;
    if (!child) return out;
    const text = child.isText ? (child.text ?? "") : child.type === nodes.break ? " " : "x";
    const kept = end === "start" ? text.trimStart() : text.trimEnd();
    const cut = blank(text) ? child.nodeSize : text.length - kept.length;
    if (cut === 0) return out;
    out = end === "start" ? out.cut(cut) : out.cut(0, out.size - cut);
  }
}

/** Makes two notes of the one in hand, parted at the caret; the second stands right behind the first. */
export const splitNote =
  (host: Host): Command =>
  (state, dispatch) => {
    const hand = host.inHand();
    const found = hand && notesIn(state).list.find((one) => idOf(one) === hand.id);
    if (!hand || !found) return false;
    const { node, pos } = found;
    const left = trimmed(node.content.cut(0, hand.from), "end");
    const right = trimmed(node.content.cut(hand.from), "start");
    if (left.size === 0 || right.size === 0) {
      if (dispatch) host.tell("To split a note, put the caret between its words.");
      return true;
    }
    if (!dispatch) return true;
    const id = newId();
    const end = pos + node.nodeSize;
    const tr = closeHistory(state.tr)
      .insert(end, nodes.note.create({ id }, right, node.marks))
      .delete(pos + 1 + left.size, end - 1);
    dispatch(tr.scrollIntoView());
    host.openNote(id);
    return true;
  };
