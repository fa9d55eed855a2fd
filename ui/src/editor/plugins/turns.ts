// The caret at the border of words that run the other way: there it stands on either side, and an arrow takes it over.
// Words of the block's own direction need no such stop.
import type { Mark } from "prosemirror-model";
import { type EditorState, Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { directionOf } from "../direction";
import { schema } from "../schema";

const { foreign } = schema.marks;

interface Border {
  /** The words that run the other way. */
  mark: Mark;
  /** The caret stands behind them; else before them. */
  behind: boolean;
  /** What is typed would be one of them. */
  inside: boolean;
}

/** The border that the caret stands at, or null. */
function borderAt(state: EditorState, rtl: boolean): Border | null {
  const { selection, storedMarks } = state;
  if (!(selection instanceof TextSelection) || !selection.$cursor) return null;
  const { $cursor } = selection;
  const before = foreign.isInSet($cursor.nodeBefore?.marks ?? []);
  const after = foreign.isInSet($cursor.nodeAfter?.marks ?? []);
  const mark = before ?? after;
  if (!mark || (before && after?.eq(before))) return null;
  if ((directionOf(mark.attrs["lang"] as string) === "rtl") === rtl) return null;
  const inside = mark.isInSet(storedMarks ?? $cursor.marks());
  return { mark, behind: before !== undefined, inside };
}

function rightToLeft(view: EditorView): boolean {
  const { $head } = view.state.selection;
  // A note's view holds one line, which is the view's own.
  const block = $head.depth > 0 ? view.nodeDOM($head.before()) : view.dom;
  return block instanceof HTMLElement && getComputedStyle(block).direction === "rtl";
}

/** Takes the caret over a border without moving it; false where there is none in that direction. */
function cross(view: EditorView, left: boolean): boolean {
  const rtl = rightToLeft(view);
  const border = borderAt(view.state, rtl);
  if (!border) return false;
  const { mark, behind, inside } = border;
  const forward = left === rtl;
  // Out of the words: on behind them, back before them. Into them: the other way.
  if (inside !== (forward === behind)) return false;
  const { tr, storedMarks, selection } = view.state;
  const marks = storedMarks ?? selection.$head.marks();
  view.dispatch(tr.setStoredMarks(inside ? mark.removeFromSet(marks) : mark.addToSet(marks)));
  return true;
}

export const turns = (): Plugin =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
        return cross(view, event.key === "ArrowLeft");
      },
    },
  });
