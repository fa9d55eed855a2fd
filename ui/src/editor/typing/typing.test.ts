// What typing makes of quotation marks, dashes and shortcuts, and how one key takes it back.
import { afterEach, describe, expect, it } from "vitest";
import type { EditorView } from "prosemirror-view";
import { TextSelection } from "prosemirror-state";
import type { ArticleEditor } from "../article";
import { schema } from "../schema";
import { Chance, random } from "../testing/random";
import { article, code, linesOf, named, note, noteView, open, p, press, viewOf } from "../testing/build";

let editor: ArticleEditor;
afterEach(() => editor?.destroy());

/** Types letter by letter, as keys do; `⌫` is Backspace. */
function keys(view: EditorView, text: string): void {
  for (const char of text) {
    if (char === "⌫") {
      if (!press(view, "Backspace")) {
        const { from } = view.state.selection;
        view.dispatch(view.state.tr.delete(from - 1, from));
      }
      continue;
    }
    const { from, to } = view.state.selection;
    const plain = () => view.state.tr.insertText(char, from, to);
    if (!view.someProp("handleTextInput", (on) => on(view, from, to, char, plain))) view.dispatch(plain());
  }
}
function typed(text: string, lang = "en-GB", start = ""): string {
  editor?.destroy();
  ({ editor } = open(article(p(start)), { lang }));
  const view = viewOf(editor);
  view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
  keys(view, text);
  return linesOf(editor).at(-1) ?? "";
}
const marksOn = (word: string): string[] => {
  let names: string[] = ["nowhere"];
  viewOf(editor).state.doc.descendants((node) => {
    if (node.isText && node.text?.includes(word)) names = node.marks.map((mark) => mark.type.name);
  });
  return names;
};

describe("quotation marks", () => {
  it("follow the language, two levels deep", () => {
    for (const [lang, keyed, said] of [
      ["en-GB", `He said "no, 'not now'" (twice: "no").`, "He said “no, ‘not now’” (twice: “no”)."],
      ["de", `Er sagte: "Ich lese "Faust" oft."`, "Er sagte: „Ich lese ‚Faust‘ oft.“"],
      ["de", `'Wort', geht's "so's"`, "‚Wort‘, geht’s „so’s“"],
      ["de-CH", `Er sagte: "Nein "doch" ja"`, "Er sagte: «Nein ‹doch› ja»"],
      ["fr", `Il dit: "Oui, le "petit" pain."`, "Il dit\u202F: «\u202FOui, le “petit” pain.\u202F»"],
      ["es", `Dijo "sí "ya" voy"`, "Dijo «sí “ya” voy»"],
      ["it", `l'ha detto: "sì"`, "l’ha detto: «sì»"],
      ["pl", `"tak "nie" tak"`, "„tak «nie» tak”"],
      ["ru", `"да "нет" да"`, "«да „нет“ да»"],
      ["sv", `"ja 'nej' ja"`, "”ja ’nej’ ja”"],
      ["nl", `"ja" 's avonds`, "“ja” ’s avonds"],
      ["pt-PT", `"sim"`, "«sim»"],
      ["pt-BR", `"sim"`, "“sim”"],
      ["ar", `"نعم"`, "«نعم»"],
      ["he", `צה"ל אמר "כן"`, "צה״ל אמר ”כן”"],
      ["ja", `"はい"`, "「はい」"],
      ["zh-Hans", `"是"`, "“是”"],
    ] as const)
      expect([lang, typed(keyed, lang)]).toEqual([lang, said]);
  });

  it("open after brackets, dashes and at a line's start, and close after a note", () => {
    expect(typed(`("a" ["b"] --"c"`)).toBe("(“a” [“b”] –“c”");
    ({ editor } = open(article(p(`“a`, note("x")))));
    const view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    keys(view, `"`);
    expect(linesOf(editor).at(-1)).toBe("“a[x]”");
  });

  it("leave inches, minutes and addresses alone", () => {
    expect(typed(`6' 2" tall, 5'10" "in 1999"`)).toBe(`6' 2" tall, 5'10" “in 1999”`);
    expect(typed(`https://x.org/it's--so...`)).toBe("https://x.org/it's--so...");
  });

  it("are apostrophes in words, before years and clipped words", () => {
    expect(typed(`it's the '90s, '68 and 'tis the dogs' 'own' rock'n'roll`)).toBe(
      "it’s the ’90s, ’68 and ’tis the dogs’ ‘own’ rock’n’roll",
    );
  });

  it("follow the block's own language, then that of foreign words", () => {
    const block = schema.nodes.paragraph.create({ id: "ownlanguage1", lang: "de" });
    ({ editor } = open(article(block, named("paragraph", "other1234567", "x"))));
    const view = viewOf(editor);
    editor.access.goTo({ part: "body", block: "ownlanguage1", start: 0, end: 0 });
    keys(view, `"ja`);
    expect(linesOf(editor).at(-2)).toBe("„ja");
    view.dispatch(view.state.tr.addStoredMark(schema.marks.foreign.create({ lang: "fr" })));
    keys(view, ` non`);
    keys(view, ` "oui`);
    expect(linesOf(editor).at(-2)).toBe("„ja non «\u202Foui");
  });
});

describe("dashes, ellipses, spaces", () => {
  it("are what the language has", () => {
    expect(typed("a -- b--c...")).toBe("a – b–c…");
    expect(typed("a--b", "en-US")).toBe("a—b");
    expect(typed("a---b")).toBe("a—b");
    expect(typed("да -- нет", "ru")).toBe("да — нет");
    expect(typed("-- Sí", "es")).toBe("— Sí");
    expect(typed("1-2 a-b ....")).toBe("1-2 a-b ….");
  });

  it("are narrow in French, and typed ones are not doubled", () => {
    expect(typed("Quoi? Non ! Si; à 12:30 http://x", "fr")).toBe(
      "Quoi\u202F? Non\u202F! Si\u202F; à 12:30 http://x",
    );
    expect(typed("« oui »", "fr")).toBe("«\u202Foui\u202F»");
    expect(typed(`" oui. "`, "fr")).toBe("«\u202Foui.\u202F»");
    expect(typed("Quoi?!", "fr")).toBe("Quoi\u202F?!");
    expect(typed("Quoi? Non: « oui »", "fr-CA")).toBe("Quoi? Non\u202F: «\u202Foui\u202F»");
  });
});

describe("what was typed", () => {
  it("stands there again after one Backspace, and is left alone then", () => {
    expect(typed(`a "⌫`)).toBe(`a "`);
    expect(typed(`a "⌫b"c "d"`)).toBe(`a "b"c “d”`);
    expect(typed("a--⌫")).toBe("a--");
    expect(typed("a...⌫.")).toBe("a....");
    expect(typed("Quoi?⌫", "fr")).toBe("Quoi?");
    expect(typed("the '90s ⌫")).toBe("the ‘90s ");
    expect(typed(`a "b⌫`)).toBe("a “");
  });

  it("stands there again after one step back, and the words before it stay", () => {
    typed(`said "`);
    editor.run("undo");
    expect(linesOf(editor).at(-1)).toBe(`said "`);
    editor.run("redo");
    expect(linesOf(editor).at(-1)).toBe("said “");
  });

  it("is never touched when it is pasted, or in code, or switched off", () => {
    typed("");
    viewOf(editor).pasteText(`"a" -- b... c's`, new Event("paste") as ClipboardEvent);
    expect(linesOf(editor).at(-1)).toBe(`"a" -- b... c's`);
    ({ editor } = open(article(code(""))));
    let view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    keys(view, `"a"--b...`);
    expect(linesOf(editor).at(-1)).toBe(`"a"--b...`);
    ({ editor } = open(article(p(""))));
    editor.setWriting({ smart: false, signs: true, marks: false });
    view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    keys(view, `"a"--b...`);
    expect(linesOf(editor).at(-1)).toBe(`"a"--b...`);
    ({ editor } = open(article(p(""))));
    editor.setWriting({ smart: true, signs: false, marks: false });
    view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    keys(view, "## **a** > b");
    expect(linesOf(editor).at(-1)).toBe("## **a** > b");
  });
});

describe("in a note", () => {
  it("the same is done, through the text that owns it", () => {
    ({ editor } = open(article(p("x", note("")))));
    editor.access.goTo({ part: "note", block: editor.notes()[0]?.id ?? "", start: 0, end: 0 });
    keys(noteView(editor), `See "it's" -- **all**, *so*`);
    expect(linesOf(editor).at(-1)).toBe("x[See “it’s” – all, so]");
    expect([marksOn("all"), marksOn("so")]).toEqual([["strong"], ["emphasis"]]);
    keys(noteView(editor), ` "⌫`);
    expect(linesOf(editor).at(-1)).toBe(`x[See “it’s” – all, so "]`);
    keys(noteView(editor), ` "`);
    press(noteView(editor), "Mod-z");
    expect(linesOf(editor).at(-1)).toBe(`x[See “it’s” – all, so " "]`);
  });
});

describe("letters as Markdown writes them", () => {
  it("become strong, emphasis and links, and what follows does not", () => {
    expect(typed("a **very strong** b *so* c _and_ d")).toBe("a very strong b so c and d");
    expect([marksOn("very"), marksOn("so"), marksOn("and"), marksOn(" b ")]).toEqual([
      ["strong"],
      ["emphasis"],
      ["emphasis"],
      [],
    ]);
    expect(typed("see [the page](example.org/a) now")).toBe("see the page now");
    expect([marksOn("the page"), marksOn("now")]).toEqual([["link"], []]);
  });
  it("stay what they are in sums, names and addresses that may not be linked", () => {
    expect(typed("2*3*4 and snake_case_name and 5 * 3 *")).toBe("2*3*4 and snake_case_name and 5 * 3 *");
    expect(typed("[x](javascript:a)")).toBe("[x](javascript:a)");
  });
  it("are taken back by Backspace, and keep a note within", () => {
    expect(typed("a **b**⌫")).toBe("a **b**");
    ({ editor } = open(article(p("**b", note("n"), "c*"))));
    const view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    keys(view, "*");
    expect(linesOf(editor).at(-1)).toBe("b[n]c");
    expect(marksOn("c")).toEqual(["strong"]);
  });
});

describe("a block's start", () => {
  const first = () => viewOf(editor).state.doc.child(3);
  it("makes headings, quotations, lists, rules and code; Backspace takes it back", () => {
    for (const [keyed, type, attrs] of [
      ["## ", "heading", { level: 2 }],
      ["> ", "quotation", {}],
      ["- ", "list", { kind: "bulleted" }],
      ["3. ", "list", { kind: "numbered", start: 3 }],
      ["a. ", "list", { kind: "lettered", start: 1 }],
      ["---", "rule", {}],
      ["```js ", "code", { language: "js" }],
    ] as const) {
      typed(keyed);
      expect([keyed, first().type.name]).toEqual([keyed, type]);
      expect(first().attrs).toMatchObject(attrs);
      keys(viewOf(editor), "⌫");
      expect([keyed, first().type.name, first().textContent]).toEqual([keyed, "paragraph", keyed]);
    }
  });
});

describe("spaces and breaks", () => {
  it("are shown when asked for, in notes too, and never part of the text", () => {
    ({ editor } = open(article(p("a\u00A0b\u202F?", schema.nodes.break.create(), "c", note("d\u00A0e")))));
    const shown = () => document.querySelectorAll(".shown-space, .shown-break").length;
    expect(shown()).toBe(0);
    const before = editor.doc();
    editor.setWriting({ smart: true, signs: true, marks: true });
    expect(shown()).toBe(4);
    expect(editor.doc()).toBe(before);
    editor.setWriting({ smart: true, signs: true, marks: false });
    expect(shown()).toBe(0);
  });
});

describe("whatever is typed", () => {
  it("is given back by one Backspace right after any change, letter by letter", () => {
    const chance = new Chance(random(7));
    const alphabet = [..."aab  \"\"''--..90s(){}*_«»;:!?/-c#>1"];
    for (const lang of ["en-GB", "en-US", "fr", "de", "sv", "he", "zh-Hans", "nl", "es"]) {
      for (let run = 0; run < 6; run++) {
        typed("", lang, "x ");
        const view = viewOf(editor);
        const text = () => view.state.selection.$from.parent.textContent;
        for (let i = 0; i < 30; i++) {
          const before = text();
          const char = chance.pick(alphabet);
          keys(view, char);
          if (text() === before + char) continue;
          view.state.doc.check();
          const changed = text();
          if (chance.often(0.5)) {
            keys(view, "⌫");
            expect(text(), `${lang}: ${before} + ${char} became ${changed}`).toBe(before + char);
          } else {
            editor.run("undo");
            expect(text(), `${lang}: ${before} + ${char} became ${changed}`).toBe(before + char);
            editor.run("redo");
            expect(text()).toBe(changed);
          }
          expect(view.state.selection.$from.parentOffset).toBe(
            view.state.selection.$from.parent.content.size,
          );
        }
      }
    }
  }, 60_000);
});
