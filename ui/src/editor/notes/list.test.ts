// Lists of notes as they come: by mail, quoted, wrapped, with a greeting; and as they were typed at the end of a text.
import { describe, expect, it } from "vitest";
import type { Node } from "prosemirror-model";
import {
  article,
  box,
  em,
  h2,
  linesOf,
  list,
  note,
  open,
  p,
  viewOf,
  code,
  marked,
  td,
  row,
  table,
} from "../testing/build";
import { Chance, random } from "../testing/random";
import { schema } from "../schema";
import { write } from "../serial";
import { planFill } from "./fill";
import { linesOfBlocks, linesOfText, numbered, readList } from "./list";
import { hasTyped, planTyped } from "./typed";
import type { ArticleEditor } from "../article";

const read = (text: string, most = 9): [number, string][] =>
  readList(linesOfText(text), most).entries.map(({ number, text: words }) => [number, words]);
const texts = (editor: ArticleEditor): string[] => editor.notes().map(({ text }) => text);

describe("a list of notes that came by mail", () => {
  it("is read by its numbers, whatever signs they have", () => {
    for (const list of [
      "[1] A b\n[2] C",
      "1. A b\n2. C",
      "1) A b\n2) C",
      "¹ A b\n² C",
      "(1) A b\n(2) C",
      "1 A b\n2 C",
      "[1]. A b\n[2]: C",
    ])
      expect(read(list), list).toEqual([
        [1, "A b"],
        [2, "C"],
      ]);
    expect(read("١. أول\n٢. ثان")).toEqual([
      [1, "أول"],
      [2, "ثان"],
    ]);
    expect(read("[۱] یک\n[۲] دو")).toEqual([
      [1, "یک"],
      [2, "دو"],
    ]);
    expect(read("１．")).toEqual([]);
  });

  it("joins lines that were wrapped, keeps paragraphs apart, skips empty lines", () => {
    expect(read("1. A long\nline\n\n2. Two\n\nwith a second paragraph\n\n3. Three")).toEqual([
      [1, "A long line"],
      [2, "Two with a second paragraph"],
      [3, "Three"],
    ]);
    const { entries } = readList(linesOfText("1. Two\n\nwith more\n\n2. X"), 2);
    expect(entries[0]?.content.child(1).type.name).toBe("break");
  });

  it("takes off the signs of quoting and leaves greeting and signature out", () => {
    const { entries, rest } = readList(
      linesOfText(
        "On Monday Ana wrote:\n> Dear Tomas,\n>\n> here they are:\n>\n> [1] One,\n> more of it\n> > [2] Two\n>\n> Best\n> Ana",
      ),
      2,
    );
    expect(entries.map(({ text }) => text)).toEqual(["One, more of it", "Two"]);
    expect(rest).toEqual(["On Monday Ana wrote:", "Dear Tomas,", "here they are:", "Best", "Ana"]);
    expect(readList(linesOfText("1. One\n--\nAna"), 1).rest).toEqual(["--", "Ana"]);
  });

  it("is not misled by a number at the head of a wrapped line", () => {
    expect(read("1. Letter of\n12. March 1926\n2. B", 2)).toEqual([
      [1, "Letter of 12. March 1926"],
      [2, "B"],
    ]);
    expect(read("1. A\n2. Letter of\n12. March", 2)).toEqual([
      [1, "A"],
      [2, "Letter of 12. March"],
    ]);
    expect(read("1. A\n1926. It was")).toEqual([[1, "A 1926. It was"]]);
    expect(read("4. A\n5. B")).toEqual([
      [4, "A"],
      [5, "B"],
    ]);
    expect(read("[2] B\n[1] A")).toEqual([
      [2, "B"],
      [1, "A"],
    ]);
  });

  it("without numbers is taken in its order, where there are as many lines as notes", () => {
    expect(readList(linesOfText("A\n\nB\nb"), 2)).toMatchObject({ inOrder: true, rest: [] });
    expect(read("A\n\nB\nb", 2)).toEqual([
      [1, "A"],
      [2, "B b"],
    ]);
    expect(readList(linesOfText("A\n\nB"), 3)).toMatchObject({ entries: [], rest: ["A", "B"] });
  });

  it("as blocks keeps letters, and the numbers of a real list", () => {
    const blocks = article(
      p("Hello"),
      schema.nodes.list.create({ kind: "numbered", start: 2 }, [
        schema.nodes.list_item.create(null, [p("See ", em("Minutes"))]),
        schema.nodes.list_item.create(null, [p("B"), p("b")]),
      ]),
      p(marked("4", schema.marks.sup.create()), " D"),
    ).content.cut(0);
    const { entries, rest } = readList(linesOfBlocks(blocks), 9);
    expect(entries.map(({ number, text }) => [number, text])).toEqual([
      [2, "See Minutes"],
      [3, "B b"],
      [4, "D"],
    ]);
    expect(entries[0]?.content.lastChild?.marks[0]?.type.name).toBe("emphasis");
    expect(rest).toEqual(["The headline", "Hello"]);
  });

  it("loses no word: each is in a text or told as left out", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const chance = new Chance(random(seed));
      const lines = Array.from({ length: 1 + chance.below(12) }, (_, i) =>
        chance.pick([
          "",
          `${chance.pick(["> ", ""])}${chance.pick([`[${String(i)}] `, `${String(i)}. `, "", "", "12) "])}${chance.text()}`,
        ]),
      );
      const { entries, rest } = readList(linesOfText(lines.join("\n")), chance.below(8));
      const letters = (all: string[]): string =>
        [...all.join("").replace(/[\s>\uFFFC]/g, "")].sort().join("");
      const numbers = lines.join("\n").replace(/[^\d[\]().]/g, "");
      const kept = letters([...entries.map(({ text }) => text), ...rest]);
      const all = letters(lines);
      for (const letter of new Set(kept)) expect(all).toContain(letter);
      expect(kept.replace(/[\d[\]().]/g, ""), `seed ${String(seed)}: ${numbers}`).toBe(
        all.replace(/[\d[\]().]/g, ""),
      );
    }
  });
});

describe("a number at the head of a line", () => {
  it("is one of a list only with its signs, and up to three digits", () => {
    expect(numbered("[12] a")).toMatchObject({ number: 12, length: 5, sign: "sure" });
    expect(numbered("  3. a")).toMatchObject({ number: 3, length: 5, sign: "sign" });
    for (const none of ["2019. a", "[2019] a", "[sic] a", "3.5 million", "[0] a", "3: a"])
      expect(numbered(none)?.sign ?? "bare", none).toBe("bare");
  });
});

describe("filling notes", () => {
  const three = () => open(article(p("a", note(), "b", note("has one"), "c", note())));

  it("shows each text beside its note, and fills the chosen ones in one undo", async () => {
    const { editor } = three();
    const before = editor.doc();
    const plan = await planFill(editor.access, "[1] One\n[2] Other\n[5] Five\n\nBest, Ana");
    expect(plan.rows.map(({ number, now, empty, next }) => [number, now, empty, next])).toEqual([
      [1, "", true, "One"],
      [2, "has one", false, "Other"],
    ]);
    expect([plan.missing, plan.over, plan.rest]).toEqual([[3], [{ number: 5, text: "Five" }], ["Best, Ana"]]);
    expect(plan.apply(new Set(plan.rows.filter(({ empty }) => empty).map(({ id }) => id)))).toBe(true);
    expect(texts(editor)).toEqual(["One", "has one", ""]);
    editor.run("undo");
    expect(editor.doc()).toBe(before);
    expect(plan.apply(new Set())).toBe(false);
  });

  it("keeps the words of a note that gets another text until it is asked to, and tells a second text for one number", async () => {
    const { editor } = three();
    const plan = await planFill(editor.access, "2. A\n2. has one\n[2] B");
    expect(plan.over.length + plan.rows.length).toBeGreaterThan(1);
    plan.apply(new Set(plan.rows.map(({ id }) => id)));
    expect(texts(editor)[1]).toContain("A");
  });

  it("keeps letters and links of a list that was copied with them, and its words where nobody can read them", async () => {
    const { editor, place } = three();
    const html = "<p>1. See <em>Minutes</em></p><p>3. <a href='https://example.org/'>There</a></p>";
    const words = "1. See Minutes\n3. There";
    const alone = await planFill(editor.access, words, html);
    expect(alone.rows.map(({ next }) => next)).toEqual(["See Minutes", "There"]);
    const link = marked("There", schema.marks.link.create({ href: "https://example.org/" }));
    editor.access.host.readClipboard = (wish) => {
      expect(wish).toEqual({ text: words, html, how: "rich" });
      const doc = write(article(p("1. See ", em("Minutes")), p("3. ", link)));
      return Promise.resolve({ doc, left_out: [], markdown: false });
    };
    const plan = await planFill(editor.access, words, html);
    plan.apply(new Set(plan.rows.map(({ id }) => id)));
    expect(texts(editor)).toEqual(["See Minutes", "has one", "There"]);
    expect(place.querySelector(".notes em")?.textContent).toBe("Minutes");
    expect(place.querySelector(".notes a")?.textContent).toBe("There");
  });

  it("does nothing while the text is read only", async () => {
    const { editor } = open(article(p("a", note())), { editable: false });
    const plan = await planFill(editor.access, "1. One");
    expect(plan.apply(new Set(plan.rows.map(({ id }) => id)))).toBe(false);
    expect(editor.run("fill-notes")).toBe(false);
  });
});

describe("typed marks", () => {
  const made = (...blocks: Node[]) => {
    const opened = open(article(...blocks));
    const plan = planTyped(opened.editor.access);
    const done = plan.apply(new Set(plan.rows.filter(({ unsure }) => !unsure).map(({ number }) => number)));
    return { ...opened, plan, done };
  };

  it("become notes with their words from the list at the end; a second mark cites the same note", () => {
    const { editor, place, plan } = made(
      p("One.[1] Two.[2] Again.[1]"),
      schema.nodes.rule.create(),
      h2("Notes"),
      p("[1] First ", em("source")),
      p("and more"),
      p("2. Second"),
    );
    expect(plan.rows.map(({ number, marks, text }) => [number, marks, text])).toEqual([
      [1, 2, "First source and more"],
      [2, 1, "Second"],
    ]);
    expect(linesOf(editor).slice(3)).toEqual(["One.[First source/and more] Two.[Second] Again."]);
    expect([...place.querySelectorAll(".copy sup")].map((dom) => dom.textContent)).toEqual(["1", "2", "1"]);
    expect(viewOf(editor).state.doc.child(3).child(1).child(1).marks[0]?.type.name).toBe("emphasis");
    expect(hasTyped(editor.access)).toBe(false);
    editor.run("undo");
    expect(linesOf(editor).at(-1)).toBe("2. Second");
    expect(linesOf(editor)).toHaveLength(9);
  });

  it("leave who the author is, behind the last of the list, in the text", () => {
    const { editor } = made(
      p("One.[1] Two.[2]"),
      h2("Notes"),
      p("[1] First"),
      p("and more"),
      p("[2] Second"),
      p("Ana Duarte is a writer."),
    );
    expect(linesOf(editor).slice(3)).toEqual([
      "One.[First/and more] Two.[Second]",
      "Ana Duarte is a writer.",
    ]);
  });

  it("are not years, insertions, links, powers or the numbers of paragraphs", () => {
    const { done, plan } = made(
      p("It [sic] was […] in [2019] a [link](x), [3](http://x) and [0] so"),
      p("[1] The first demand"),
      p("[2] The second"),
    );
    expect([done, plan.rows]).toEqual([false, []]);
    const raised = (text: string) => marked(text, schema.marks.sup.create());
    const { plan: other } = made(
      p("10", raised("2"), " km", raised("2"), " said", raised("2"), " m² here² and (2) there"),
      code("a[1] = 2"),
      p("2. Minutes"),
    );
    expect(other.rows).toMatchObject([{ number: 2, marks: 3, unsure: false, written: "2" }]);
  });

  it("are found in cells, quotations and lists, and stay empty where no list is", () => {
    const { editor, plan } = made(
      table(row(td(p("cell[1]")))),
      box("quotation", null, p("said[2]")),
      list("bulleted", [p("item[3]")]),
    );
    expect(plan.rows.map(({ text }) => text)).toEqual([null, null, null]);
    expect(editor.notes().map(({ empty }) => empty)).toEqual([true, true, true]);
  });

  it("leave what no mark cites in the list, and its heading with it", () => {
    const { editor, plan } = made(p("One.[1]"), h2("Notes:"), p("[1] A"), p("[2] B"));
    expect(plan.unused).toEqual([{ number: 2, text: "B" }]);
    expect(linesOf(editor).slice(3)).toEqual(["One.[A]", "Notes:", "[2] B"]);
    const numberedList = made(p("One.[2]"), list("numbered", [p("A")], [p("B")]));
    expect(linesOf(numberedList.editor).slice(3)).toEqual(["One.[B]", "A"]);
  });

  it("in digits of another script and round brackets are told apart", () => {
    const { plan } = made(p("قال[١] ثم (٢) انتهى"), p("[١] أول"), p("[٢] ثان"));
    expect(plan.rows.map(({ number, unsure }) => [number, unsure])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it("keep every letter: what goes is the marks and the numbers of the list", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const chance = new Chance(random(seed));
      const count = 1 + chance.below(5);
      const blocks = Array.from({ length: 1 + chance.below(4) }, () =>
        p(`${chance.text()}[${String(1 + chance.below(count))}] ${chance.text()}`),
      );
      const entries = Array.from({ length: count }, (_, i) => p(`[${String(i + 1)}] ${chance.text()}`));
      const { editor } = open(article(...blocks, ...(chance.often(0.7) ? [h2("Notes"), ...entries] : [])));
      const letters = () =>
        [
          ...linesOf(editor)
            .join("")
            .replace(/[\s[\]\d]/g, "")
            .replace(/Notes/g, ""),
        ]
          .sort()
          .join("");
      const [before, doc] = [letters(), editor.doc()];
      const plan = planTyped(editor.access);
      expect(plan.apply(new Set(plan.rows.map(({ number }) => number)))).toBe(true);
      viewOf(editor).state.doc.check();
      expect(letters(), `seed ${String(seed)}`).toBe(before);
      editor.run("undo");
      expect(editor.doc()).toBe(doc);
      editor.destroy();
    }
  }, 60_000);
});
