// Words are counted here as the core counts them: both read the same list of cases.
import { describe, expect, it } from "vitest";
import cases from "../../../tests/cases/words.json";
import { countWords } from "./words";

describe("counting words", () => {
  it.each(cases as [string, number][])("finds in %j %i", (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});
