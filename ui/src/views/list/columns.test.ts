// The columns of the list: what is kept of a choice, what fits, what moves.
import { expect, test } from "vitest";
import { COLUMNS, columnsOf, fitting, kept, moved, resized, toggled } from "./columns";

const ids = (columns: readonly { id: string }[]): string[] => columns.map((one) => one.id);

test("without a choice the columns are as designed, and the piece itself is always there", () => {
  expect(ids(columnsOf([]))).toEqual([
    "headline",
    "author",
    "state",
    "with",
    "deadline",
    "date",
    "words",
    "findings",
  ]);
  expect(ids(columnsOf([{ id: "state", width: 80 }]))).toEqual(["headline", "state"]);
  expect(ids(columnsOf([{ id: "of-a-newer-version", width: 1 }]))).toHaveLength(8);
});

test("a column that is added comes where it stands by design, and goes again", () => {
  const more = toggled(columnsOf([]), "section");
  expect(ids(more).slice(0, 3)).toEqual(["headline", "author", "section"]);
  expect(ids(toggled(more, "section"))).toEqual(ids(columnsOf([])));
});

test("columns change places and widths, and what is kept gives them again", () => {
  const there = moved(columnsOf([]), "author", 1);
  expect(ids(there).slice(0, 3)).toEqual(["headline", "state", "author"]);
  expect(ids(moved(there, "headline", -1))).toEqual(ids(there));
  const wider = resized(there, "author", 300.4);
  expect(columnsOf(kept(wider)).find((one) => one.id === "author")?.width).toBe(300);
  expect(resized(there, "author", 3).find((one) => one.id === "author")?.width).toBe(48);
});

test("where there is no room the least needed columns are left out, never the piece", () => {
  expect(ids(fitting(COLUMNS, 2000))).toEqual(ids(COLUMNS));
  expect(ids(fitting(columnsOf([]), 900))).not.toContain("words");
  expect(ids(fitting(COLUMNS, 100))).toEqual(["headline"]);
});
