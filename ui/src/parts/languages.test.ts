// Finding a language by what one would type.
import { describe, expect, it } from "vitest";
import { chose, chosenLately, languagesFor, ownName } from "./languages";

const tags = (asked: string, first: string[] = []): string[] =>
  languagesFor(asked, first).map(({ id }) => id);

describe("a language", () => {
  it("is found by its English name, its own name with or without accents, and its tag", () => {
    expect(tags("german")[0]).toBe("de");
    expect(tags("deutsch")[0]).toBe("de");
    expect(tags("francais")[0]).toBe("fr");
    expect(tags("עברית")).toEqual(["he"]);
    expect(tags("fa")[0]).toBe("fa");
    expect(tags("日本")).toEqual(["ja"]);
  });

  it("that no list has is found by its tag, where it has a name", () => {
    expect(tags("mi")).toContain("mi");
    expect(tags("sw-ke")).toContain("sw-KE");
    expect(tags("xqz")).toEqual([]);
    expect(tags("not a tag")).toEqual([]);
  });

  it("used lately comes first", () => {
    chose("la");
    chose("he");
    chose("la");
    expect(chosenLately()).toEqual(["la", "he"]);
    expect(tags("", [...chosenLately()]).slice(0, 2)).toEqual(["la", "he"]);
    expect(ownName("ar")).toBe("العربية");
    expect(ownName("nonsense-tag-that-is-none")).toBe("");
  });
});
