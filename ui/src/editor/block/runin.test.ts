// A quotation in running text and as a block: there and back is the identity, and only marks change.
import { describe, expect, it } from "vitest";
import { textOf } from "../blocks";
import { write } from "../serial";
import {
  article,
  attribution,
  br,
  caret,
  em,
  linesOf,
  named,
  note,
  open,
  p,
  press,
  quote,
  viewOf,
} from "../testing/build";
import { Chance, random } from "../testing/random";
import { schema } from "../schema";

const kinds = (editor: ReturnType<typeof open>["editor"]) =>
  viewOf(editor)
    .state.doc.children.slice(3)
    .map((node) => node.type.name);
const plain = (editor: ReturnType<typeof open>["editor"]) => {
  const out: unknown[] = [];
  viewOf(editor).state.doc.descendants((node) => {
    if (node.isTextblock)
      out.push([
        node.type.name,
        node.children.map((child) => [child.type.name, child.text, child.marks.map((m) => m.type.name)]),
      ]);
  });
  return JSON.stringify(out);
};

describe("a quotation", () => {
  it("is set off: outer marks go, inner ones take their place, the rest is parted", () => {
    const { editor } = open(article(p("He said: “We shall ‘never’ sail; don’t ask.” Then he left.")));
    caret(editor, "shall");
    expect(editor.run("block-quotation")).toBe(true);
    expect(linesOf(editor).slice(3)).toEqual([
      "He said:",
      "We shall “never” sail; don’t ask.",
      "Then he left.",
    ]);
    expect(kinds(editor)).toEqual(["paragraph", "quotation", "paragraph"]);
    editor.run("undo");
    expect(linesOf(editor).slice(3)).toEqual(["He said: “We shall ‘never’ sail; don’t ask.” Then he left."]);
  });

  it("keeps emphasis, notes inside and the note behind its closing mark", () => {
    const { editor } = open(
      article(p("He said “we ", em("shall"), note("in 1971"), " sail”", note("minutes"), " and left.")),
    );
    caret(editor, "we ");
    editor.run("block-quotation");
    expect(linesOf(editor).slice(3)).toEqual(["He said", "we shall[in 1971] sail[minutes]", "and left."]);
    caret(editor, "we ");
    editor.run("run-in");
    expect(linesOf(editor).slice(3)).toEqual(["He said “we shall[in 1971] sail”[minutes] and left."]);
  });

  it("of several paragraphs is set off whole and run in again", () => {
    const doc = article(p("She wrote: “One ‘a’."), p("“Two “b”.”"), p("After."));
    const { editor } = open(doc);
    caret(editor, "One");
    expect(editor.run("block-quotation")).toBe(true);
    expect(kinds(editor)).toEqual(["paragraph", "quotation", "paragraph"]);
    expect(viewOf(editor).state.doc.child(4).children.map(textOf)[0]).toBe("One “a”.");
  });

  it("takes a stop that would stand alone with it", () => {
    const { editor } = open(article(p("He said “we sail”.")));
    caret(editor, "we");
    editor.run("block-quotation");
    expect(linesOf(editor).slice(3)).toEqual(["He said", "we sail."]);
  });

  it("is found by the marks of the block’s own language", () => {
    const { editor } = open(article(p("Er sagte: „Wir ‚fahren‘ nicht.“ Dann ging er.")), { lang: "de" });
    caret(editor, "fahren");
    editor.run("block-quotation");
    expect(linesOf(editor).slice(3)).toEqual(["Er sagte:", "Wir „fahren“ nicht.", "Dann ging er."]);
    const fr = open(article(named("paragraph", "f", "Il dit : « Nous “jamais” plus. » Puis il partit.")), {
      lang: "fr",
    });
    caret(fr.editor, "Nous");
    fr.editor.run("block-quotation");
    expect(linesOf(fr.editor).slice(3)).toEqual(["Il dit :", "Nous « jamais » plus.", "Puis il partit."]);
  });

  it("does not exist where nothing is quoted, or the caret is outside", () => {
    const { editor } = open(article(p("He said “we sail” and left; don’t ask.")));
    caret(editor, "left");
    expect(editor.run("block-quotation")).toBe(false);
  });

  it("run in keeps who said it as a paragraph and tells the source’s address", () => {
    const { editor, told } = open(
      article(
        p("Before:"),
        schema.nodes.quotation.create({ cite: "https://example.org/" }, [
          p("Said."),
          attribution("The mayor"),
        ]),
        p("After."),
      ),
    );
    caret(editor, "Said");
    expect(editor.run("run-in")).toBe(true);
    expect(linesOf(editor).slice(3)).toEqual(["Before: “Said.”", "The mayor", "After."]);
    expect(told.messages.join()).toContain("https://example.org/");
  });

  it("is not run in where its language is another than its neighbours’", () => {
    const ar = schema.nodes.quotation.create({ lang: "ar" }, [p("قال.")]);
    const { editor } = open(article(p("Before:"), ar, p("After.")));
    caret(editor, "قال");
    editor.run("run-in");
    const { doc } = viewOf(editor).state;
    expect(doc.childCount).toBe(6);
    expect(doc.child(4).attrs["lang"]).toBe("ar");
    expect(textOf(doc.child(4))).toBe("«قال.»");
  });

  it("set off and run in again is the text as it was, whatever is in it", () => {
    const languages = ["en-GB", "de", "fr", "es", "ru", "ja", "pl", "ar", "sv"];
    for (let seed = 1; seed <= 180; seed++) {
      const chance = new Chance(random(seed));
      const lang = languages[seed % languages.length] ?? "en";
      const words = () =>
        Array.from({ length: 1 + chance.below(4) }, () =>
          chance.pick(["boat", "sea", "don’t", "Ufer", "мост", "a", "naïve"]),
        ).join(" ");
      const marks =
        {
          de: "„“‚‘",
          fr: "«»“”",
          es: "«»“”",
          ru: "«»„“",
          ja: "「」『』",
          pl: "„”«»",
          ar: "«»“”",
          sv: "””’’",
        }[lang] ?? "“”‘’";
      const at = (i: number) =>
        lang === "fr" && i < 2 ? (i === 0 ? "«\u202F" : "\u202F»") : marks.charAt(i);
      const gap = lang === "ja" ? "" : " ";
      const inner = chance.often(0.6)
        ? `${gap}${at(2)}${words()}${chance.often(0.3) ? `${gap}${at(0)}${words()}${at(1)}${gap}${words()}` : ""}${at(3)}${gap}${words()}`
        : "";
      const lead = chance.often(0.8) ? `${words()}:${gap}` : "";
      const tail = chance.often(0.8) ? `${gap}${words()} ${words()}.` : "";
      const doc = article(
        p("Before it."),
        p(
          `${lead}${at(0)}Target ${words()}`,
          ...(chance.often(0.3) ? [em("very")] : []),
          inner,
          ...(chance.often(0.3) ? [br(), "new"] : []),
          at(1),
          tail,
        ),
        schema.nodes.rule.create(),
      );
      const withRule =
        chance.often(0.5) || lead === ""
          ? schema.nodes.doc.create(null, [
              ...doc.children.slice(0, 3),
              schema.nodes.rule.create(),
              ...doc.children.slice(4),
            ])
          : doc;
      const { editor } = open(write(withRule), { lang });
      const before = plain(editor);
      caret(editor, "Target");
      expect(editor.run("block-quotation"), `${String(seed)} ${before}`).toBe(true);
      viewOf(editor).state.doc.check();
      expect(kinds(editor)).toContain("quotation");
      caret(editor, "Target");
      expect(editor.run("run-in")).toBe(true);
      expect(plain(editor), `seed ${String(seed)} ${lang}`).toBe(before);
      editor.run("undo");
      editor.run("undo");
      expect(plain(editor)).toBe(before);
      editor.destroy();
    }
  }, 60_000);

  it("is set off by its keys", () => {
    const { editor } = open(article(p("He said “we sail” and left.")));
    caret(editor, "we");
    expect(press(viewOf(editor), "Mod-Shift-Alt-q")).toBe(true);
    expect(kinds(editor)).toEqual(["paragraph", "quotation", "paragraph"]);
    expect(quote(p("x")).type.name).toBe("quotation");
  });
});
