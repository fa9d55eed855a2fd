// Two sides in one line, by example and for any two cuts of the same letters.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Piece } from "../../core/types";
import { merged } from "./merged";

const same = (text: string): Piece => ({ text, kind: "same" });
const gone = (text: string): Piece => ({ text, kind: "deleted" });
const come = (text: string): Piece => ({ text, kind: "inserted" });

describe("two sides in one line", () => {
  it("puts_what_went_before_what_came_and_what_stayed_once", () => {
    const before = [same("On Tuesday"), gone(" evening"), same(" they met.")];
    const after = [same("On Tuesday they "), come("all "), same("met.")];
    expect(merged(before, after)).toEqual([
      same("On Tuesday"),
      gone(" evening"),
      same(" they "),
      come("all "),
      same("met."),
    ]);
  });

  it("shows_a_block_that_stands_on_one_side_only", () => {
    expect(merged([], [come("New.")])).toEqual([come("New.")]);
    expect(merged([same("Moved.")], [])).toEqual([same("Moved.")]);
  });

  it("gives_back_both_texts_whatever_the_cuts", () => {
    const word = fc.constantFrom("a", "bc", "def ", " g");
    const run = fc.array(fc.record({ text: word, kind: fc.constantFrom("same", "deleted", "inserted") }));
    fc.assert(
      fc.property(run, (pieces) => {
        const sides = pieces as Piece[];
        const before = sides.filter((piece) => piece.kind !== "inserted");
        const after = sides.filter((piece) => piece.kind !== "deleted");
        const out = merged(before, after);
        const text = (list: Piece[], without: string) =>
          list.map((piece) => (piece.kind === without ? "" : piece.text)).join("");
        expect(text(out, "inserted")).toBe(text(before, ""));
        expect(text(out, "deleted")).toBe(text(after, ""));
      }),
    );
  });
});
