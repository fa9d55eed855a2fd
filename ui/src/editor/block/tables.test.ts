// Tables: grown, merged, aligned by commands and keys. Any edits leave a table, and every word.
import { CellSelection, TableMap } from "prosemirror-tables";
import { describe, expect, it } from "vitest";
import { schema } from "../schema";
import { article, caret, linesOf, open, p, press, row, table, td, viewOf } from "../testing/build";
import { Chance, random } from "../testing/random";
import { tableAt } from "./tables";

const { nodes } = schema;
type Editor = ReturnType<typeof open>["editor"];

const into = (editor: Editor, words: string) => caret(editor, words, 1);
const words = (editor: Editor): string =>
  viewOf(editor)
    .state.doc.textBetween(0, viewOf(editor).state.doc.content.size, " ", " ")
    .split(/\s+/)
    .sort()
    .join(" ")
    .trim();

describe("a table", () => {
  const three = () =>
    open(article(table(row(td(p("a")), td(p("b"))), row(td(p("c")), td(p("d")))), p("End")));

  it("grows by Tab behind its last cell, as one undo", () => {
    const { editor } = three();
    into(editor, "d");
    expect(press(viewOf(editor), "Tab")).toBe(true);
    expect(tableAt(viewOf(editor).state)).toMatchObject({ rows: 3, columns: 2, row: 3, column: 1 });
    press(viewOf(editor), "Shift-Tab");
    expect(tableAt(viewOf(editor).state)).toMatchObject({ row: 2, column: 2 });
    editor.run("undo");
    expect(viewOf(editor).state.doc.child(3).childCount).toBe(2);
  });

  it("loses its last row only with itself", () => {
    const { editor } = three();
    into(editor, "a");
    editor.run("row-delete");
    expect(linesOf(editor).slice(3)).toEqual(["cd", "End"]);
    editor.run("row-delete");
    expect(linesOf(editor).slice(3)).toEqual(["End"]);
  });

  it("aligns and merges what is selected", () => {
    const { editor } = three();
    into(editor, "a");
    editor.run("row-select");
    expect(editor.run("cells-center")).toBe(true);
    expect(
      viewOf(editor)
        .state.doc.child(3)
        .child(0)
        .children.map((cell) => cell.attrs["align"] as string),
    ).toEqual(["center", "center"]);
    editor.run("cells-center");
    expect(viewOf(editor).state.doc.child(3).child(0).child(0).attrs["align"]).toBeNull();
    expect(editor.run("cells-merge")).toBe(true);
    expect(viewOf(editor).state.doc.child(3).child(0).child(0).attrs["colspan"]).toBe(2);
    expect(editor.run("cells-split")).toBe(true);
    expect(words(editor)).toContain("a b c d");
  });

  it("stays a table with every word through any edits of rows, columns, headers and spans", () => {
    const edits = [
      "row-before",
      "row-after",
      "column-before",
      "column-after",
      "header-row",
      "header-column",
      "cells-merge",
      "cells-split",
      "cells-left",
      "cells-right",
      "row-select",
      "column-select",
      "move-up",
      "move-down",
      "undo",
      "redo",
    ];
    for (let seed = 1; seed <= 40; seed++) {
      const chance = new Chance(random(seed));
      const { editor } = three();
      const view = viewOf(editor);
      const before = words(editor);
      for (let step = 0; step < 20; step++) {
        const cells: number[] = [];
        view.state.doc.descendants((node, pos) => {
          if (node.type === nodes.table_cell || node.type === nodes.table_header) cells.push(pos);
        });
        if (chance.often(0.5))
          view.dispatch(
            view.state.tr.setSelection(
              CellSelection.create(view.state.doc, chance.pick(cells), chance.pick(cells)),
            ),
          );
        editor.run(chance.pick(edits));
        view.state.doc.check();
        view.state.doc.forEach((node) => {
          if (node.type === nodes.table)
            expect(TableMap.get(node).problems, `seed ${String(seed)}`).toBeNull();
        });
      }
      expect(words(editor), `seed ${String(seed)}`).toBe(before);
      editor.destroy();
    }
  }, 60_000);

  it("as a whole can be taken out and comes back by undo", () => {
    const { editor } = three();
    into(editor, "b");
    editor.run("table-delete");
    expect(linesOf(editor).slice(3)).toEqual(["End"]);
    editor.run("undo");
    expect(linesOf(editor).slice(3)).toEqual(["abcd", "End"]);
  });
});
