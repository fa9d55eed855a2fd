// Enter in lines with a duty of their own: attribution, caption, credit, speaker, verse. They are never split; the caret goes on.
import { splitBlock } from "prosemirror-commands";
import { type Command, Selection } from "prosemirror-state";
import { schema } from "../schema";

const { nodes } = schema;

const jump =
  (pos: number): Command =>
  (state, dispatch) => {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(pos), 1)).scrollIntoView());
    return true;
  };

/** The caret into a new paragraph at this place. */
const paragraphAt =
  (pos: number): Command =>
  (state, dispatch) => {
    const $pos = state.doc.resolve(pos);
    if (!$pos.parent.canReplaceWith($pos.index(), $pos.index(), nodes.paragraph)) return false;
    if (dispatch) {
      const tr = state.tr.insert(pos, nodes.paragraph.create());
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
    }
    return true;
  };

/** On to what stands at this place, a new paragraph where nothing does. */
const goOn =
  (pos: number): Command =>
  (state, dispatch) =>
    (state.doc.resolve(pos).nodeAfter ? jump(pos) : paragraphAt(pos))(state, dispatch);

/** A second empty line at the end of verse is none: it ends the verse. */
const leaveVerse: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const verse = $from.node(-1);
  const index = $from.index(-1);
  if ($from.parent.content.size > 0 || index !== verse.childCount - 1 || index === 0) return false;
  if (verse.child(index - 1).content.size > 0) return false;
  if (!dispatch) return true;
  const tr = state.tr.delete($from.before() - verse.child(index - 1).nodeSize, $from.after());
  const after = tr.mapping.map($from.after(-1));
  tr.insert(after, nodes.paragraph.create());
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(after + 1))).scrollIntoView());
  return true;
};

/** Enter in such a line; a selection in it is taken away first, and that is all. */
export const enterLine: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { type } = $from.parent;
  if (type === nodes.verse_line) return empty ? leaveVerse(state, dispatch) : false;
  if (
    type !== nodes.attribution &&
    type !== nodes.caption &&
    type !== nodes.picture_credit &&
    type !== nodes.speaker
  )
    return false;
  if (!empty) {
    dispatch?.(state.tr.deleteSelection().scrollIntoView());
    return true;
  }
  if (type === nodes.caption) return jump($from.after())(state, dispatch);
  return goOn($from.after($from.depth - (type === nodes.speaker ? 0 : 1)))(state, dispatch);
};

/** Splits the block; where the schema forbids the halves nothing happens. */
export const split: Command = (state, dispatch) => {
  try {
    return splitBlock(state, dispatch);
  } catch {
    return true;
  }
};
