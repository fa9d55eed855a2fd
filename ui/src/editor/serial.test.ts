// The document as one string: what ProseMirror itself would write, at every moment.
import fc from "fast-check";
import { EditorState } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { replacement } from "./replace";
import { parse, write } from "./serial";
import { Chance, random, randomArticle, someEdit } from "./testing/random";

const chances = fc.integer().map((seed) => new Chance(random(seed)));

const readable = (_: string, value: unknown): unknown =>
  typeof value === "string" ? new TextDecoder().decode(new TextEncoder().encode(value)) : value;

describe("the string of a document", () => {
  it("is what JSON.stringify gives, and reads back equal", () => {
    fc.assert(
      fc.property(chances, (chance) => {
        const doc = randomArticle(chance);
        expect(write(doc)).toBe(JSON.stringify(doc.toJSON()));
        expect(parse(write(doc)).eq(doc)).toBe(true);
        const edit = someEdit(doc, chance);
        // Where an edit cut a character in two, its halves are told as unreadable.
        if (edit) expect(write(edit.tr.doc)).toBe(JSON.stringify(edit.tr.doc.toJSON(), readable));
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it("has no half of a character, which would keep the whole text from being saved", () => {
    const written = (text: string): string => {
      const words = { type: "paragraph", content: [{ type: "text", text }] };
      const parts = ["kicker", "headline", "standfirst"].map((type) => ({ type }));
      return (
        parse(write(parse(JSON.stringify({ type: "doc", content: [...parts, words] })))).lastChild
          ?.textContent ?? ""
      );
    };
    expect(written("a\ud83d b\ude00 😀")).toBe("a\ufffd b\ufffd 😀");
    // The same letters typed out are letters.
    expect(written("\\ud83d \\\\ud83d \\\ud83d")).toBe("\\ud83d \\\\ud83d \\\ufffd");
  });

  it("refuses what the schema has no place for", () => {
    const doc = (body: unknown[]) =>
      JSON.stringify({
        type: "doc",
        content: [...["kicker", "headline", "standfirst"].map((type) => ({ type })), ...body],
      });
    const text = (marks: unknown[]) =>
      doc([{ type: "paragraph", content: [{ type: "text", text: "x", marks }] }]);
    expect(() => parse(doc([]))).toThrow();
    expect(() => parse(doc([{ type: "list_item" }]))).toThrow();
    expect(() => parse(doc([{ type: "heading", attrs: { level: 1 } }]))).toThrow();
    expect(() => parse(text([{ type: "link", attrs: { href: "javascript:alert(1)" } }]))).toThrow();
    expect(() => parse(text([{ type: "glow" }]))).toThrow();
    expect(parse(doc([{ type: "paragraph" }])).childCount).toBe(4);
  });

  it("of another head can be taken from any text to any other", () => {
    fc.assert(
      fc.property(chances, chances, (one, two) => {
        const [before, after] = [randomArticle(one), randomArticle(two)];
        const state = EditorState.create({ doc: before });
        const tr = replacement(state, after);
        expect(write(state.apply(tr ?? state.tr).doc)).toBe(write(after));
        const edit = someEdit(before, one);
        if (!edit) return;
        expect(replacement(state, edit.tr.doc)?.doc.eq(edit.tr.doc)).toBe(true);
      }),
      { numRuns: 150, seed: 4 },
    );
  });
});
