// Regular expressions as a person types them into the bar.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pattern } from "./pattern";
import { Clock, RanAway, Regexp } from "./regexp";

const all = (source: string, text: string, anyCase = false, most = 2000) =>
  new Regexp(source, anyCase, new Clock(most)).all(text).map(({ from, groups }) => [from, ...groups]);
const native = (source: string, text: string, anyCase = false) =>
  [...text.matchAll(new RegExp(source, anyCase ? "giu" : "gu"))]
    .filter(([whole]) => whole !== "")
    .map((match) => [match.index, ...match]);

/** Patterns as a person might build them, from a few letters. */
const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", String.raw`\d`, String.raw`\s`, "é", "😀");
const times = fc.constantFrom("", "", "", "*", "+", "?", "*?", "+?", "{2}", "{1,2}", "{0,2}?", "{2,}");
const { pattern } = fc.letrec<{ pattern: string; piece: string; group: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 2 },
    fc.array(tie("piece"), { minLength: 1, maxLength: 4 }).map((list) => list.join("")),
    fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `${a}|${b}`),
  ),
  piece: fc.oneof(
    { maxDepth: 2 },
    fc.tuple(atom, times).map((two) => two.join("")),
    tie("group"),
  ),
  group: fc
    .tuple(fc.constantFrom("(", "(?:"), tie("pattern"), times)
    .map(([start, inner, count]) => `${start}${inner})${count}`),
}));

describe("a regular expression", () => {
  it("finds what the browser's own finds, groups and all", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom("a", "b", "A", "1", " ", "é", "😀"), maxLength: 14 }),
        fc.boolean(),
        (source, text, anyCase) => {
          let here: unknown[];
          try {
            here = all(source, text, anyCase, 20);
          } catch (error) {
            // What runs away here would hang the browser's own.
            if (!(error instanceof RanAway)) throw error;
            return;
          }
          expect(here).toEqual(native(source, text, anyCase));
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("knows looks ahead and behind, names and what was found before", () => {
    for (const source of [
      String.raw`(?<=\$)\d+`,
      String.raw`\d+(?= euro)`,
      String.raw`(?<!\$)\b\d+`,
      String.raw`\w+(?! euro)\b`,
      String.raw`\b(\w+) \1\b`,
      String.raw`(?<first>\w)\w*\k<first>`,
      "^the|end$",
      String.raw`[\w.]+@[a-z]+\.(?:org|com)`,
      String.raw`\u{1F600}|\x41|\.`,
      String.raw`\p{Lu}\p{Ll}+`,
      "(a|ab)(c|bcd)(d*)",
      "(?:(a)|b)*",
    ])
      for (const text of ["the the $12 and 30 euro. A@b.org abcd 😀 xyx end", "ab ba aab"])
        expect([source, ...all(source, text)]).toEqual([source, ...native(source, text)]);
  });

  it("takes letters of any script for letters of a word", () => {
    expect(all(String.raw`\b\w+\b`, "café كِتاب").map(([, word]) => word)).toEqual(["café", "كِتاب"]);
    expect(all(String.raw`[\w-]+`, "naïve-ish").map(([, word]) => word)).toEqual(["naïve-ish"]);
  });

  it("is stopped when it runs away, however it does", () => {
    const long = "a".repeat(5000);
    for (const source of ["(a+)+b", "(a|aa)*b", ".*.*.*b", "(?:a?){30}a{30}b", "(?<=a*)b", "(a*)*b"]) {
      const begun = performance.now();
      const pattern = new Pattern({
        text: source,
        matchCase: false,
        wholeWord: false,
        loose: false,
        regexp: true,
      });
      expect(pattern.find(long, "en")).toEqual([]);
      expect(performance.now() - begun).toBeLessThan(2000);
    }
    expect(() => new Regexp("(a+)+b", false, new Clock(20)).all(long)).toThrow(RanAway);
  });

  it("says what is wrong with a pattern", () => {
    const wrong = (text: string) =>
      new Pattern({ text, matchCase: false, wholeWord: false, loose: false, regexp: true }).failure;
    expect(wrong("(a")).toMatch(/^This pattern is not finished or not right: .*group/);
    expect(wrong("a**")).toMatch(/^This pattern/);
    expect(wrong("[a-z]+")).toBeNull();
  });
});
