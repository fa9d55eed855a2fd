// Commands on notes: insert one and go into it, walk from note to note, cite one again.
import { closeHistory } from "prosemirror-history";
import { type Command, type EditorState, Selection } from "prosemirror-state";
import type { Host } from "../host";
import { newId } from "../ids";
import { notesIn } from "../notes/references";
import { schema } from "../schema";

const { nodes } = schema;

/** Inserts a note behind the selection and puts the caret into it. */
export const note =
  (host: Host): Command =>
  (state, dispatch) => {
    const { $to } = state.selection;
    if (!$to.parent.inlineContent || !$to.parent.canReplaceWith($to.index(), $to.index(), nodes.note))
      return false;
    if (!dispatch) return true;
    const id = newId();
    const tr = closeHistory(state.tr).insert($to.pos, nodes.note.create({ id }));
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve($to.pos + 2), -1)).scrollIntoView());
    return host.openNote(id);
  };

/** Goes into the note whose reference follows the caret (or stands before it); round at the end. */
export const stepNote =
  (host: Host, by: 1 | -1): Command =>
  (state, dispatch) => {
    const { list } = notesIn(state);
    if (list.length === 0) return false;
    const { from } = state.selection;
    const next =
      by > 0
        ? list.find(({ pos, node }) => pos + node.nodeSize > from)
        : list.filter(({ pos }) => pos < from).at(-1);
    const found = next ?? (by > 0 ? list[0] : list.at(-1));
    if (!found) return false;
    if (!dispatch) return true;
    const end = found.pos + found.node.nodeSize;
    dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(end), -1)).scrollIntoView());
    return host.openNote(found.node.attrs["id"] as string);
  };

/** Cites a note once more at the caret, in the text or in another note: `{note, as}`, or the note that stands last before it. */
export const noteAgain =
  (host: Host, argument: unknown, as: "mark" | "words"): Command =>
  (state, dispatch) => {
    const asked = (argument ?? {}) as { note?: string; as?: string };
    const { list, numbers } = notesIn(host.text() ?? state);
    const hand = host.inHand();
    const id =
      asked.note ??
      (list.filter(({ pos }) => pos < state.selection.from).at(-1)?.node.attrs["id"] as string | undefined);
    const { $from, $to } = state.selection;
    const again = nodes.note_again.create({ note: id ?? "", as: asked.as ?? as });
    if (
      !id ||
      !numbers.has(id) ||
      id === hand?.id ||
      !$from.sameParent($to) ||
      !$from.parent.canReplaceWith($from.index(), $to.indexAfter(), again.type)
    )
      return false;
    // What is cited stands behind the words that are selected, not in their place.
    dispatch?.(closeHistory(state.tr).insert($to.pos, again).scrollIntoView());
    return true;
  };

/** Whether there is a note that could be cited from here. */
export const citable = (host: Host, state: EditorState): boolean =>
  notesIn(host.text() ?? state).list.some(({ node }) => node.attrs["id"] !== host.inHand()?.id);

/** Backspace right behind a reference, or Delete right before one, takes the note whole. */
export const removeNote =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const { $from, empty } = state.selection;
    const beside = by < 0 ? $from.nodeBefore : $from.nodeAfter;
    if (!empty || beside?.type !== nodes.note) return false;
    const [from, to] =
      by < 0 ? [$from.pos - beside.nodeSize, $from.pos] : [$from.pos, $from.pos + beside.nodeSize];
    dispatch?.(closeHistory(state.tr.delete(from, to)).scrollIntoView());
    return true;
  };
