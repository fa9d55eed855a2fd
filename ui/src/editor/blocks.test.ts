// Offsets of the core and positions of the editor lead to one another, whatever stands in the text.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findBlock, namedOf, OBJECT, offsetAt, placeAt, positionAt, textOf } from "./blocks";
import { article, br, em, figure, note, p, placeholder } from "./testing/build";
import { Chance, random, randomArticle } from "./testing/random";

const anyArticle = fc.integer().map((seed) => randomArticle(new Chance(random(seed))));

describe("places", () => {
  it("count every inline node as one unit and letters as UTF-16", () => {
    const block = p("a😀", note("deep"), "b", br(), placeholder("TK"), em("c"));
    const doc = article(block);
    const found = findBlock(doc, block.attrs["id"] as string);
    if (!found) throw new Error("not found");
    expect(textOf(block)).toBe(`a😀${OBJECT}b${OBJECT}${OBJECT}c`);
    expect(doc.textBetween(positionAt(found, 4), positionAt(found, 5))).toBe("b");
    expect(doc.textBetween(positionAt(found, 7), positionAt(found, 8))).toBe("c");
    expect(positionAt(found, 99)).toBe(found.pos + block.nodeSize - 1);
  });

  it("lead from offset to position and back in every block of every article", () => {
    fc.assert(
      fc.property(anyArticle, (doc) => {
        for (const found of namedOf(doc)) {
          if (!found.node.inlineContent) continue;
          const length = textOf(found.node).length;
          for (let offset = 0; offset <= length; offset++) {
            const pos = positionAt(found, offset);
            expect(offsetAt(doc.resolve(pos))).toBe(offset);
            expect(placeAt(doc, pos)).toMatchObject({ block: found.node.attrs["id"], offset });
          }
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it("never go backwards while the offset goes forwards", () => {
    fc.assert(
      fc.property(anyArticle, fc.nat(30), fc.nat(30), (doc, a, b) => {
        const found = namedOf(doc)[0];
        if (found)
          expect(positionAt(found, Math.min(a, b))).toBeLessThanOrEqual(positionAt(found, Math.max(a, b)));
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  it("name the part in which they lie", () => {
    const shot = figure("", "A caption", "A credit");
    const block = p("x", note("y"));
    const doc = article(block, shot);
    const part = (id: unknown, offset: number) => {
      const found = findBlock(doc, id as string);
      return found && placeAt(doc, positionAt(found, offset)).part;
    };
    expect(part(doc.child(1).attrs["id"], 2)).toBe("headline");
    expect(part(block.attrs["id"], 1)).toBe("body");
    expect(part(block.child(1).attrs["id"], 1)).toBe("note");
    expect(part(shot.child(0).attrs["id"], 1)).toBe("caption");
    expect(part(shot.child(1).attrs["id"], 1)).toBe("caption");
  });
});
