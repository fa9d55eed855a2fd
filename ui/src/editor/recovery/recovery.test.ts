// Taking all, none or some of a text that was recovered.
import fc from "fast-check";
import { type Node, Slice } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import { article, em, figure, named, note, open, p, press, viewOf } from "../testing/build";
import { Chance, random, randomArticle, someEdit } from "../testing/random";
import { write } from "../serial";
import { changesBetween, removes } from "./changes";
import { recovered, takeChanges } from "./recovery";

function taking(before: Node, after: Node, wanted: (at: number) => boolean): Node {
  const tr = new Transform(before);
  const changes = changesBetween(before, after);
  for (let at = changes.length - 1; at >= 0; at--) {
    const change = changes[at];
    if (change && wanted(at)) tr.replace(change.from, change.to, new Slice(change.put, 0, 0));
  }
  return tr.doc;
}

const told = (before: Node, after: Node): string[] =>
  changesBetween(before, after).map(({ before: a, after: b }) => {
    const only = (list: typeof a, kind: string): string =>
      list
        .filter((piece) => piece.kind === kind)
        .map((piece) => piece.text)
        .join("");
    return `-${only(a, "deleted")}+${only(b, "inserted")}`;
  });

const para = (id: string, ...parts: (Node | string)[]): Node => named("paragraph", id, ...parts);

describe("a recovered text", () => {
  it("differs_word_by_word_within_a_block_and_block_by_block_in_the_text", () => {
    const head = article(
      para("one", "The boats run on Monday."),
      para("two", "Nobody came."),
      para("three", "End."),
    );
    const other = head.copy(
      head.content
        .replaceChild(3, para("one", "The night boats run on Sunday."))
        .replaceChild(4, para("new", "Everybody came.", note("Said she."))),
    );
    expect(told(head, other)).toEqual([
      "-+night ",
      "-Monday+Sunday",
      "-Nobody came. +Everybody came.[Said she.] ",
    ]);
    expect(changesBetween(head, other).map(removes)).toEqual([false, true, true]);
  });

  it("differs_in_form_where_only_the_marks_do", () => {
    const head = article(para("one", "The boats run."));
    const other = head.copy(head.content.replaceChild(3, para("one", "The ", em("boats"), " run.")));
    const [change] = changesBetween(head, other);
    expect(change?.after.find((piece) => piece.kind === "format")?.text).toBe("boats");
    expect(taking(head, other, () => true).eq(other)).toBe(true);
  });

  it("takes_away_a_picture_without_words_or_the_form_of_words_only_as_something_that_removes", () => {
    const text = article(para("one", "The boats run."));
    const picture = text.copy(text.content.addToEnd(figure("a".repeat(64), "", "")));
    const strong = text.copy(text.content.replaceChild(3, para("one", "The ", em("boats"), " run.")));
    const one = (before: Node, after: Node): boolean[] => changesBetween(before, after).map(removes);
    expect(one(picture, text)).toEqual([true]);
    expect(one(text, picture)).toEqual([false]);
    expect(one(strong, text)).toEqual([true]);
  });

  it("gives_the_other_text_when_all_is_taken_this_one_when_none_is_and_a_possible_one_for_any_choice", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, edits) => {
        const chance = new Chance(random(seed));
        const before = randomArticle(chance);
        let after = before;
        for (let n = 0; n < edits; n++) after = someEdit(after, chance)?.tr.doc ?? after;
        expect(taking(before, after, () => false).eq(before)).toBe(true);
        expect(write(taking(before, after, () => true))).toBe(write(after));
        taking(before, after, () => chance.often(0.5)).check();
      }),
      { numRuns: 300 },
    );
  });

  it("is_taken_as_one_act_that_one_undo_takes_back", () => {
    const head = article(para("id0000000001", "The boats run on Monday."), p("Nobody came."));
    const other = head.copy(
      head.content.replaceChild(3, para("id0000000001", "The night boats run on Sunday.")),
    );
    const { editor, told: heard } = open(head);
    const found = recovered(editor.access, write(other));
    expect(takeChanges(editor.access, found, new Set([0]))).toBe(true);
    expect(editor.doc()).toContain("The night boats run on Monday.");
    expect(heard.changes).toBe(1);
    expect(editor.takeSteps()).toHaveLength(1);
    // What was computed for the text before is not taken into another one.
    expect(takeChanges(editor.access, found, new Set([1]))).toBe(false);
    press(viewOf(editor), "Mod-z");
    expect(editor.doc()).toBe(write(head));
    editor.destroy();
  });

  it("is_read_quickly_at_fifty_thousand_words", () => {
    const block = (n: number): Node => para(`b${String(n)}`, "word ".repeat(49) + String(n));
    const blocks = Array.from({ length: 1000 }, (_, n) => block(n));
    const head = article(...blocks);
    const other = article(...blocks.slice(0, 500), para("x", "new words"), ...blocks.slice(501));
    const begun = performance.now();
    expect(changesBetween(head, other).length).toBeGreaterThan(0);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
