// Which commands the palette lists first.
import { expect, test } from "vitest";
import { ranked } from "./ranked";

const ALL = [
  { name: "Heading 2", group: "Blocks" },
  { name: "Pass to proof", group: "Piece" },
  { name: "Next note", group: "Notes" },
  { name: "Note", group: "Notes" },
  { name: "Café hours", group: "Pieces" },
];
const names = (query: string): string[] => ranked(ALL, query).map((one) => one.name);

test("nothing typed lists everything in its order", () => {
  expect(names("")).toEqual(ALL.map((one) => one.name));
});
test("a name that begins so comes before one that holds it", () => {
  expect(names("note").slice(0, 2)).toEqual(["Note", "Next note"]);
});
test("beginnings of words, accents left out, and letters in order are found", () => {
  expect(names("pa pr")).toEqual(["Pass to proof"]);
  expect(names("cafe")).toEqual(["Café hours"]);
  expect(names("hdg2")).toEqual(["Heading 2"]);
});
test("what stands under a heading is found by the heading", () => {
  expect(names("blocks")).toEqual(["Heading 2"]);
});
test("what nothing is called finds nothing", () => {
  expect(names("zzz")).toEqual([]);
});
