// What the editor shows for "see note" is what the core prints.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { article, note, open, p } from "../testing/build";
import { schema } from "../schema";
import { seeNote, SPOKEN } from "./wording";

const source = readFileSync("../src-tauri/formats/src/wording.rs", "utf8");

/** The words of a language's constant in the core. */
function printed(name: string): string | undefined {
  const [, body = ""] =
    new RegExp(`const ${name}: Words = (Words \\{[^]*?\\n\\};|short\\([^]*?\\);)`).exec(source) ?? [];
  return /see_note: "([^"]*)"/.exec(body)?.[1] ?? [...body.matchAll(/"([^"]*)"/g)][7]?.[1];
}

describe("“see note”", () => {
  it("is said in the same words as the core prints, in each of its languages", () => {
    const arms = [...source.matchAll(/((?:"\w+"(?: \| )?)+) => &([A-Z]{2}),/g)].flatMap(
      ([, tags = "", name = ""]) =>
        [...tags.matchAll(/"(\w+)"/g)].map(([, tag = ""]) => [tag, printed(name)] as const),
    );
    expect(arms.length).toBeGreaterThan(20);
    expect(arms.map(([tag]) => tag).sort()).toEqual([...SPOKEN].sort());
    for (const [tag, words] of arms) expect(seeNote(tag), tag).toBe(words);
    expect(seeNote("en-GB")).toBe(printed("EN"));
    expect(seeNote("pt-BR")).toBe(printed("PT"));
  });

  it("follows the article's language at once, in the text and at the foot", () => {
    const one = note("a");
    const again = () => schema.nodes.note_again.create({ note: one.attrs["id"] as string, as: "words" });
    const { editor, place } = open(article(p("x", one, again(), note("b, ", again()))), { lang: "de" });
    const shown = () => [...place.querySelectorAll(".note-again")].map((dom) => dom.textContent);
    expect(shown()).toEqual(["siehe Anm. 1", "siehe Anm. 1"]);
    editor.setLang("ar");
    expect(shown()).toEqual(["انظر الهامش 1", "انظر الهامش 1"]);
  });
});
