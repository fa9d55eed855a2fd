// Left and right in tables that are written from right to left, or whose cells are: the keys go where they point. Every
// other table is prosemirror-tables' own.
import { type Command, Plugin, Selection, TextSelection } from "prosemirror-state";
import { keydownHandler } from "prosemirror-keymap";
import { CellSelection, cellAround, isInTable, nextCell } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { rightToLeft } from "../notes/move";

/** Whether the table at a position goes from right to left. */
function mirrored(view: EditorView, table: number): boolean {
  const dom = view.nodeDOM(table);
  return dom instanceof HTMLElement && getComputedStyle(dom).direction === "rtl";
}

/** One step to the left or right; with `extend` the selection grows by cells. */
const sideways =
  (left: boolean, extend: boolean): Command =>
  (state, dispatch, view) => {
    if (!view || !isInTable(state)) return false;
    const { selection } = state;
    const cells = selection instanceof CellSelection ? selection : null;
    const $cell = cells?.$headCell ?? cellAround(selection.$head);
    if (!$cell || (!cells && !(selection instanceof TextSelection))) return false;
    const table = mirrored(view, $cell.before(-1));
    const words = rightToLeft(state, view);
    if (!table && !words) return false;
    if (!cells && !view.endOfTextblock(left ? "left" : "right")) return false;
    const by = left === table ? 1 : -1;
    const to = (made: Selection): boolean => {
      if (made.eq(selection)) return false;
      dispatch?.(state.tr.setSelection(made).scrollIntoView());
      return true;
    };
    if (cells && !extend) return to(Selection.near($cell, by));
    if (!cells) {
      const on = left === words ? 1 : -1;
      const { $head } = selection;
      // Where the cell has more blocks that way, the caret stays in it.
      const cell = $cell.depth + 1;
      const index = $head.index(cell);
      if (index + on >= 0 && index + on < $head.node(cell).childCount)
        return extend
          ? false
          : to(Selection.near(state.doc.resolve(on > 0 ? $head.after() : $head.before()), on));
    }
    if (!extend)
      return to(
        Selection.near(state.doc.resolve($cell.pos + (by > 0 ? ($cell.nodeAfter?.nodeSize ?? 0) : 0)), by),
      );
    const $next = nextCell($cell, "horiz", by);
    return $next ? to(new CellSelection(cells?.$anchorCell ?? $cell, $next)) : false;
  };

/** Asked before the tables' own keys. */
export const sidewaysInTables = (): Plugin =>
  new Plugin({
    props: {
      handleKeyDown: keydownHandler({
        ArrowLeft: sideways(true, false),
        ArrowRight: sideways(false, false),
        "Shift-ArrowLeft": sideways(true, true),
        "Shift-ArrowRight": sideways(false, true),
      }),
    },
  });
