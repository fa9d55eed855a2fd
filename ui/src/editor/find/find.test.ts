// Finding and replacing in all parts and notes, as the bar does it.
import { afterEach, describe, expect, it } from "vitest";
import type { ArticleEditor } from "../article";
import { schema } from "../schema";
import {
  article,
  code,
  em,
  figure,
  linesOf,
  marked,
  note,
  noteView,
  open,
  p,
  placeholder,
  row,
  table,
  td,
  viewOf,
} from "../testing/build";
import { Chance, random, randomArticle } from "../testing/random";
import { Find } from "./find";
import { flat, SKIPPED } from "./fold";
import { Pattern, type Query } from "./pattern";

const strong = (text: string) => marked(text, schema.marks.strong.create());
const query = (text: string, more: Partial<Query> = {}): Query => ({
  text,
  matchCase: false,
  wholeWord: false,
  loose: false,
  regexp: false,
  ...more,
});
const found = (text: string, pattern: Query, lang = "en-GB"): string[] =>
  new Pattern(pattern).find(text, lang).map(({ from, to }) => text.slice(from, to));

let editor: ArticleEditor;
function finder(...parts: Parameters<typeof article>): Find {
  ({ editor } = open(article(...parts)));
  return new Find(editor.access);
}
const marksOf = (word: string): string[] => {
  let names: string[] | null = null;
  viewOf(editor).state.doc.descendants((node) => {
    if (node.isText && node.text?.includes(word)) names = node.marks.map((mark) => mark.type.name);
  });
  return names ?? ["nowhere"];
};
afterEach(() => editor?.destroy());

describe("what is alike", () => {
  it("finds small letters and capitals alike, unless told otherwise", () => {
    expect(found("The the THE", query("the"))).toEqual(["The", "the", "THE"]);
    expect(found("The the THE", query("the", { matchCase: true }))).toEqual(["the"]);
    expect(found("ΟΔΟΣ οδος", query("οδοσ"))).toEqual(["ΟΔΟΣ", "οδος"]);
    expect(found("İstanbul", query("istanbul"))).toEqual(["İstanbul"]);
  });

  it("finds accents and quotation marks alike when asked to, with exact places", () => {
    const text = "Un café, the clerk’s “own” — cafe\u0301s… naïve";
    expect(found(text, query("cafe", { loose: true }))).toEqual(["café", "cafe\u0301"]);
    expect(found(text, query("cafe"))).toEqual([]);
    expect(found(text, query("clerk's", { loose: true }))).toEqual(["clerk’s"]);
    expect(found(text, query('"own" -', { loose: true }))).toEqual(["“own” —"]);
    expect(found(text, query("...", { loose: true }))).toEqual(["…"]);
    expect(found("Straße, STRASSE, Strasse", query("strasse", { loose: true }))).toEqual([
      "Straße",
      "STRASSE",
      "Strasse",
    ]);
    expect(found("Straße", query("s", { loose: true }))).toEqual(["S"]);
    expect(found("ещё её мой", query("ее", { loose: true }))).toEqual(["её"]);
    expect(found("мой мои", query("мои", { loose: true }))).toEqual(["мои"]);
    expect(found("كَتَبَ الكِتَابَ", query("كتب", { loose: true }))).toEqual(["كَتَبَ"]);
    expect(found("كَتَبَ", query("كتب"))).toEqual([]);
    expect(found("שָׁלוֹם", query("שלום", { loose: true }))).toEqual(["שָׁלוֹם"]);
    expect(found("إلى أن", query("الي ان", { loose: true }))).toEqual(["إلى أن"]);
  });

  it("takes composed and decomposed accents as the same letter", () => {
    expect(found("cafe\u0301 café", query("café"))).toEqual(["cafe\u0301", "café"]);
    expect(found("cafe\u0301", query("cafe"))).toEqual([]);
  });

  it("takes a no-break space for a space, unless one is asked for", () => {
    expect(found("Quoi\u202F? Non\u00A0!", query("quoi ?"))).toEqual(["Quoi\u202F?"]);
    expect(found("a\u00A0b a b", query("a\u00A0b"))).toEqual(["a\u00A0b"]);
  });
});

describe("whole words", () => {
  const whole = { wholeWord: true };
  it("knows where words end in many scripts", () => {
    expect(found("the other then the, (the)", query("the", whole))).toEqual(["the", "the", "the"]);
    expect(found("don't can’t", query("don", whole))).toEqual([]);
    expect(found("co-op 3.5 x_y", query("5", whole))).toEqual([]);
    expect(found("كتاب الكتاب كتاب", query("كتاب", whole))).toEqual(["كتاب", "كتاب"]);
    expect(found("café cafés", query("café", whole))).toEqual(["café"]);
  });
  it("lets a word begin after an elision in French and Italian", () => {
    expect(found("l’eau, de l'eau", query("eau", whole), "fr")).toEqual(["eau", "eau"]);
    expect(found("dell’acqua", query("acqua", whole), "it")).toEqual(["acqua"]);
    expect(found("rock’n’roll", query("roll", whole), "en-GB")).toEqual([]);
  });
});

describe("the text", () => {
  it("is searched in every part, in tables, captions, code and notes", () => {
    const find = finder(
      p("one ferry", note("the Ferry of 1999"), " here"),
      table(row(td(p("ferry")))),
      figure("", "A ferry", "ferry: A. Name"),
      code("let ferry = 1"),
    );
    expect(find.search(query("ferry"), 0)).toEqual({ count: 6, at: 1, failure: null });
  });

  it("is walked from the caret, round at the end", () => {
    const find = finder(p("a ferry"), p("b ferry"), p("c ferry"));
    const second = 14 + 9 + 4;
    expect(find.search(query("ferry"), second).at).toBe(2);
    expect(find.step(1).at).toBe(3);
    expect(find.step(1).at).toBe(1);
    expect(find.step(-1).at).toBe(3);
    const { from, to } = viewOf(editor).state.selection;
    expect(viewOf(editor).state.doc.textBetween(from, to)).toBe("ferry");
  });

  it("is read over a note, and the note stays when the words are replaced", () => {
    const find = finder(p("What they show is simpler", note("See the minutes"), " now. Else"));
    expect(find.search(query("simpler now"), 0).count).toBe(1);
    expect(find.replaceAll("plainer then")).toBe(1);
    expect(linesOf(editor).at(-1)).toBe("What they show is plainer[See the minutes] then. Else");
    find.search(query("plainer then"), 0);
    find.replaceAll("odd");
    expect(linesOf(editor).at(-1)).toBe("What they show is odd[See the minutes]. Else");
  });

  it("keeps a placeholder that a pattern runs over", () => {
    const find = finder(p("on ", placeholder("date"), " it was"));
    find.search(query("on.*was", { regexp: true }), 0);
    find.replaceAll("then");
    let kept = false;
    viewOf(editor).state.doc.descendants((node) => {
      kept ||= node.type === schema.nodes.placeholder;
    });
    expect(kept).toBe(true);
  });

  it("marks what was found, in the notes too, and frames the one at hand", () => {
    const find = finder(p("a ferry", note("no ferry")));
    find.search(query("ferry"), 0);
    const marked = () =>
      [...document.querySelectorAll(".hit")].map(
        (one) => `${one.textContent ?? ""} ${String(one.classList.contains("hit-current"))}`,
      );
    expect(marked()).toEqual(["ferry true", "ferry false"]);
    find.step(1);
    expect(marked()).toEqual(["ferry false", "ferry true"]);
    find.close();
    expect(marked()).toEqual([]);
    expect(editor.notes()[0]?.current).toBe(true);
  });

  it("is searched again while one types", () => {
    const find = finder(p("a ferry"), p("b"));
    find.search(query("ferry"), 0);
    const { view } = editor.access;
    view.dispatch(view.state.tr.insertText(" ferry", view.state.doc.content.size - 1));
    expect(find.told().count).toBe(2);
  });
});

describe("replacing", () => {
  it("keeps the marks of what it replaces, letter by letter and word by word", () => {
    const find = finder(p(strong("Old"), " ", em("town"), " hall"));
    find.search(query("old town hall"), 0);
    expect(find.replaceAll("New village hall")).toBe(1);
    expect(linesOf(editor).at(-1)).toBe("New village hall");
    expect(marksOf("New")).toEqual(["strong"]);
    expect(marksOf("village")).toEqual(["emphasis"]);
    expect(marksOf("hall")).toEqual([]);
  });

  it("changes nothing of the letters that stay", () => {
    const find = finder(p("re", em("organis"), "ation"));
    find.search(query("reorganisation"), 0);
    find.replaceAll("reorganization");
    expect(linesOf(editor).at(-1)).toBe("reorganization");
    expect(marksOf("organi")).toEqual(["emphasis"]);
  });

  it("replaces all in one undo, the notes with it", () => {
    const find = finder(p("ferry ferry", note("ferry ", em("ferry")), " the ferry"), p("Ferry"));
    const before = linesOf(editor);
    find.search(query("ferry"), 0);
    expect(find.replaceAll("boat")).toBe(6);
    expect(linesOf(editor).slice(-2)).toEqual(["boat boat[boat boat] the boat", "boat"]);
    editor.run("undo");
    expect(linesOf(editor)).toEqual(before);
  });

  it("replaces a hit over a note and one in the note in one go", () => {
    const find = finder(p("see here", note("see here"), " see here"));
    find.search(query("e h|here see", { regexp: true }), 0);
    find.replaceAll("-");
    expect(linesOf(editor).at(-1)).toBe("se-ere[se-ere] se-ere");
    const other = finder(p("ab", note("ab"), "cd"));
    other.search(query("b+c?", { regexp: true }), 0);
    expect(other.replaceAll("xyz")).toBe(2);
    expect(linesOf(editor).at(-1)).toBe("axyz[axyz]d");
  });

  it("replaces one and goes on to the next", () => {
    const find = finder(p("ferry and ferry and ferry"));
    find.search(query("ferry"), 0);
    expect(find.replace("ferry boat")).toBe(true);
    expect(find.told()).toMatchObject({ count: 3, at: 2 });
    expect(find.replace("ship")).toBe(true);
    expect(linesOf(editor).at(-1)).toBe("ferry boat and ship and ferry");
    editor.run("undo");
    expect(linesOf(editor).at(-1)).toBe("ferry boat and ferry and ferry");
  });

  it("works in the note in hand", () => {
    const find = finder(p("x", note("a ferry")));
    editor.access.goTo({ part: "note", block: editor.notes()[0]?.id ?? "", start: 0, end: 0 });
    find.search(query("ferry"), 0);
    find.replaceAll("boat");
    expect(noteView(editor).state.doc.textContent).toBe("a boat");
    expect(linesOf(editor).at(-1)).toBe("x[a boat]");
  });

  it("is refused where the text may only be read", () => {
    const find = finder(p("ferry"));
    editor.setEditable(false);
    expect(find.search(query("ferry"), 0).count).toBe(1);
    expect(find.replaceAll("boat")).toBe(0);
    expect(linesOf(editor).at(-1)).toBe("ferry");
  });

  it("puts groups where they are named", () => {
    const find = finder(p("12/11/2026 and 3/4/2025"));
    find.search(query(String.raw`(\d+)/(\d+)/(?<year>\d{4})`, { regexp: true }), 0);
    expect(find.replaceAll("$<year>-$2-$1 ($$, $&, $9)")).toBe(2);
    expect(linesOf(editor).at(-1)).toBe("2026-11-12 ($, 12/11/2026, $9) and 2025-4-3 ($, 3/4/2025, $9)");
  });
});

describe("a search over the desk", () => {
  it("opens at the sentence that was shown", () => {
    const find = finder(
      p("The ferry came. Nobody saw."),
      p("Then", note("x"), " the ferry went away."),
      p("The ferry sank."),
    );
    const told = find.searchAt(query("ferry", { loose: true }), {
      before: "Then the ",
      match: "ferry",
      after: " went away.",
      part: "body",
    });
    expect(told).toMatchObject({ count: 3, at: 2 });
  });
});

describe("whatever the article", () => {
  /** The letters of each block, notes and placeholders left out. */
  const letters = (): string[] => {
    const out: string[] = [];
    viewOf(editor).state.doc.descendants((node) => {
      if (node.inlineContent) out.push(flat(node).replaceAll(SKIPPED, ""));
    });
    return out;
  };
  const inlineNodes = (): string[] => {
    const out: string[] = [];
    viewOf(editor).state.doc.descendants((node) => {
      if (node.isInline && !node.isText) out.push(node.type.name);
    });
    return out;
  };
  it("all hits are replaced as in plain text, no note is lost, and one undo brings everything back", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const chance = new Chance(random(seed));
      ({ editor } = open(randomArticle(chance)));
      const find = new Find(editor.access);
      const before = [editor.doc(), letters(), inlineNodes()] as const;
      const text = chance.pick(
        letters()
          .filter((one) => one.trim().length > 1)
          .concat("the council"),
      );
      const points = [...text];
      const start = chance.below(Math.max(1, points.length - 3));
      const wanted =
        points
          .slice(start, start + 1 + chance.below(8))
          .join("")
          .split("\uFFFC")[0] || "the";
      const fresh = chance.pick(["", "new", "two words", "the council met", wanted.toUpperCase(), "é👩‍👩‍👧"]);
      const pattern = query(wanted, { matchCase: true });
      find.search(pattern, 0);
      const count = find.replaceAll(fresh);
      viewOf(editor).state.doc.check();
      const spans = new Pattern(pattern);
      const replaced = before[1].map((line) => {
        let out = "";
        let at = 0;
        for (const { from, to } of spans.find(line, "en-GB")) {
          out += line.slice(at, from) + fresh;
          at = to;
        }
        return out + line.slice(at);
      });
      expect(letters(), `seed ${String(seed)}: “${wanted}” by “${fresh}”, ${String(count)}`).toEqual(
        replaced,
      );
      if (!wanted.includes("\n")) expect(inlineNodes()).toEqual(before[2]);
      if (editor.doc() !== before[0]) editor.run("undo");
      expect(editor.doc()).toBe(before[0]);
      editor.destroy();
    }
  }, 60_000);
});
