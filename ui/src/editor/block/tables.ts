// Tables: rows, columns, headers, merging, alignment, the walk from cell to cell. The cells' blocks are everybody's.
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  CellSelection,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
  mergeCells,
  selectedRect,
  setCellAttr,
  splitCell,
  toggleHeader,
} from "prosemirror-tables";

/** What would leave no row or column at all takes the whole table. */
const orAll =
  (command: Command, side: "rows" | "columns"): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { left, right, top, bottom, map } = selectedRect(state);
    const all = side === "rows" ? top === 0 && bottom === map.height : left === 0 && right === map.width;
    return (all ? deleteTable : command)(state, dispatch);
  };

/** Aligns the selected cells; once more lets them follow the direction of the text again. */
const align =
  (to: "left" | "center" | "right"): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { map, tableStart, ...rect } = selectedRect(state);
    const on = map
      .cellsInRect(rect)
      .every((cell) => state.doc.nodeAt(tableStart + cell)?.attrs["align"] === to);
    return setCellAttr("align", on ? null : to)(state, dispatch);
  };

/** Selects the row or the column of the caret, so that what follows is done to all of it. */
const select =
  (side: "row" | "column"): Command =>
  (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { left, top, map, tableStart } = selectedRect(state);
    const cell = state.doc.resolve(tableStart + (map.map[top * map.width + left] ?? 0));
    const made = side === "row" ? CellSelection.rowSelection(cell) : CellSelection.colSelection(cell);
    dispatch?.(state.tr.setSelection(made));
    return true;
  };

/** Tab in a table: on to the next cell; behind the last one there is a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch, view)) return true;
  if (!dispatch) return true;
  // The new row and the step into it are one act.
  addRowAfter(state, (tr) => {
    goToNextCell(1)(state.apply(tr), ({ selection: { from, to } }) => {
      tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
    });
    dispatch(tr.scrollIntoView());
  });
  return true;
};

export const previousCell: Command = (state, dispatch, view) =>
  isInTable(state) && goToNextCell(-1)(state, dispatch, view);

/** How large the table around the caret is and what of it is selected; null outside of one. */
export function tableAt(
  state: EditorState,
): { rows: number; columns: number; row: number; column: number; cells: number } | null {
  if (!isInTable(state)) return null;
  const { map, top, left, bottom, right } = selectedRect(state);
  const cells = map.cellsInRect({ left, top, right, bottom }).length;
  return { rows: map.height, columns: map.width, row: top + 1, column: left + 1, cells };
}

const here =
  (command: Command): Command =>
  (state, dispatch, view) =>
    isInTable(state) && command(state, dispatch, view);

/** What the table's commands do, by their ids. */
export const tableCommands = {
  "row-before": here(addRowBefore),
  "row-after": here(addRowAfter),
  "row-delete": orAll(deleteRow, "rows"),
  "column-before": here(addColumnBefore),
  "column-after": here(addColumnAfter),
  "column-delete": orAll(deleteColumn, "columns"),
  "header-row": here(toggleHeader("row")),
  "header-column": here(toggleHeader("column")),
  merge: here(mergeCells),
  split: here(splitCell),
  "select-row": select("row"),
  "select-column": select("column"),
  "align-left": align("left"),
  "align-center": align("center"),
  "align-right": align("right"),
  delete: here(deleteTable),
} satisfies Record<string, Command>;
