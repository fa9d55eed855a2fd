// Notes changed as a whole: merged, split, moved, cited again. No word is lost, the numbers follow, one undo brings all back.
import { describe, expect, it } from "vitest";
import { Selection, TextSelection } from "prosemirror-state";
import type { Node } from "prosemirror-model";
import {
  article,
  br,
  em,
  linesOf,
  note,
  noteView,
  open,
  p,
  press,
  td,
  row,
  table,
  viewOf,
  figure,
  box,
  verseLine,
  named,
} from "../testing/build";
import { Chance, random, randomArticle } from "../testing/random";
import { schema } from "../schema";
import { write } from "../serial";
import type { ArticleEditor } from "../article";
import { stops } from "./move";

const again = (to: Node, as = "mark"): Node =>
  schema.nodes.note_again.create({ note: to.attrs["id"] as string, as });
const cited = (place: HTMLElement): (string | null)[] =>
  [...place.querySelectorAll(".copy sup.note, .copy .note-again")].map((dom) => dom.textContent);
const last = (editor: ArticleEditor): string => linesOf(editor).at(-1) ?? "";
const texts = (editor: ArticleEditor): string[] => editor.notes().map(({ text }) => text);

/** Puts the caret behind (or before) the nth reference. */
function caretAt(editor: ArticleEditor, index: number, behind = true): void {
  const view = viewOf(editor);
  const found: number[] = [];
  view.state.doc.descendants((node, pos) => {
    if (node.type.name === "note") found.push(behind ? pos + node.nodeSize : pos);
    return node.type.name !== "note";
  });
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, found[index] ?? 0)));
}
/** The letters of the text in their order, and those of all notes. */
const lettersOf = (doc: Node): [string, string] => {
  let [text, notes] = ["", ""];
  doc.descendants((node, _pos, parent) => {
    if (node.isText && parent?.type.name === "note") notes += node.text ?? "";
    else if (node.isText) text += node.text ?? "";
    return true;
  });
  return [text.replace(/\s+/g, ""), [...notes.replace(/\s+/g, "")].sort().join("")];
};

describe("two notes made one", () => {
  it("keep their words, marks and breaks, and the text keeps one reference where both stood side by side", () => {
    const { editor, place } = open(
      article(p("One", note("first ", em("see")), " ", note("second", br(), "third"), " end")),
    );
    const before = editor.doc();
    caretAt(editor, 0);
    expect(press(viewOf(editor), "Mod-Alt-j")).toBe(true);
    expect(last(editor)).toBe("One[first see second/third] end");
    expect(cited(place)).toEqual(["1"]);
    editor.run("undo");
    expect(editor.doc()).toBe(before);
  });

  it("leave a mark that cites the one note where text stands between them", () => {
    const { editor, place } = open(article(p("One", note("first"), " and two", note("second"), ".")));
    editor.goTo({ part: "note", block: editor.notes()[0]?.id ?? null, start: 0, end: 0 });
    expect(press(noteView(editor), "Mod-Alt-j")).toBe(true);
    expect(texts(editor)).toEqual(["first second"]);
    expect(cited(place)).toEqual(["1", "1"]);
    expect(noteView(editor).state.doc.textContent).toBe("first second");
  });

  it("take the citings of the second along, and are all of those selected", () => {
    const [a, b, c] = [note("a"), note("b"), note()];
    const { editor, place } = open(article(p("x", a, b, c, " y", again(b), again(c, "words"))));
    const view = viewOf(editor);
    view.dispatch(
      view.state.tr.setSelection(
        TextSelection.between(Selection.atStart(view.state.doc).$from, Selection.atEnd(view.state.doc).$to),
      ),
    );
    editor.run("merge-notes");
    expect(texts(editor)).toEqual(["a b"]);
    expect(cited(place)).toEqual(["1", "1", "see note 1"]);
  });

  it("stay two where one refers to the other", () => {
    const a = note("a");
    const b = note("b, ", again(a, "words"));
    const { editor, told } = open(article(p("x", a, b)));
    caretAt(editor, 0);
    editor.run("merge-notes");
    expect(editor.notes()).toHaveLength(2);
    expect(told.messages.join()).toMatch(/refer to itself/);
  });
});

describe("one note made two", () => {
  it("is parted at the caret, and the caret goes on in the second", () => {
    const { editor, place } = open(article(p("One", note("first. ", em("second")), " end")));
    const before = editor.doc();
    const id = editor.notes()[0]?.id ?? null;
    editor.goTo({ part: "note", block: id, start: 7, end: 7 });
    expect(press(noteView(editor), "Mod-Alt-h")).toBe(true);
    expect(last(editor)).toBe("One[first.][second] end");
    expect(cited(place)).toEqual(["1", "2"]);
    expect(editor.notes().map(({ current }) => current)).toEqual([false, true]);
    expect(noteView(editor).state.doc.firstChild?.marks.map((mark) => mark.type.name)).toEqual(["emphasis"]);
    editor.run("undo");
    expect(editor.doc()).toBe(before);
  });

  it("stays one where the caret stands at its edge, and says so", () => {
    const { editor, told } = open(article(p("One", note("first "))));
    editor.goTo({ part: "note", block: editor.notes()[0]?.id ?? null, start: 6, end: 6 });
    editor.run("split-note");
    expect(editor.notes()).toHaveLength(1);
    expect(told.messages.join()).toMatch(/between its words/);
  });
});

describe("a reference", () => {
  const moved = (keys: string[], ...blocks: Node[]): ArticleEditor => {
    const { editor } = open(article(...blocks));
    caretAt(editor, 0);
    for (const key of keys) expect(press(viewOf(editor), key)).toBe(true);
    return editor;
  };

  it("moves word by word with its note, past the signs, and back", () => {
    const text = () => p("One", note("n"), " two, “three.” Four");
    expect(last(moved(["Alt-Shift-ArrowRight"], text()))).toBe("One two[n], “three.” Four");
    expect(last(moved(Array<string>(2).fill("Alt-Shift-ArrowRight"), text()))).toBe(
      "One two,[n] “three.” Four",
    );
    expect(last(moved(Array<string>(4).fill("Alt-Shift-ArrowRight"), text()))).toBe(
      "One two, “three.”[n] Four",
    );
    const there = moved(["Alt-Shift-ArrowRight", "Alt-Shift-ArrowLeft"], text());
    expect(last(there)).toBe("One[n] two, “three.” Four");
  });

  it("goes on into the next block at the end of one, and renumbers what it passes", () => {
    const editor = moved(["Alt-Shift-ArrowRight"], p("One", note("n")), p("Two words", note("m")));
    expect(linesOf(editor).slice(-2)).toEqual(["One", "Two[n] words[m]"]);
    press(viewOf(editor), "Alt-Shift-ArrowRight");
    press(viewOf(editor), "Alt-Shift-ArrowRight");
    expect(last(editor)).toBe("Two words[m][n]");
    expect(texts(editor)).toEqual(["m", "n"]);
    for (let i = 0; i < 3; i++) editor.run("undo");
    expect(linesOf(editor).slice(-2)).toEqual(["One[n]", "Two words[m]"]);
  });

  it("changes places with its first mark where it would stand behind it", () => {
    const n = note("n");
    const { editor, place } = open(article(p("One", n, " two", again(n), " three", note("m"))));
    caretAt(editor, 0);
    press(viewOf(editor), "Alt-Shift-ArrowRight");
    press(viewOf(editor), "Alt-Shift-ArrowRight");
    expect(cited(place)).toEqual(["1", "1", "2"]);
    expect(texts(editor)).toEqual(["n", "m"]);
  });

  it("stands behind words and signs in every script", () => {
    expect(stops("Ab, “cd”", "en")).toEqual([2, 3, 7, 8]);
    expect(stops("", "en")).toEqual([0]);
    expect(stops("船は出ない。", "ja").at(-1)).toBe(6);
    expect(stops("ลมพัดแรง", "th").length).toBeGreaterThan(1);
  });
});

describe("a note that is cited twice", () => {
  it("lives on at its first mark when its reference is deleted, told and undone in one", () => {
    const n = note("words");
    const { editor, place, told } = open(
      article(p("x", n, " y", again(n, "words"), " z", again(n), again(n))),
    );
    const before = editor.doc();
    caretAt(editor, 0);
    press(viewOf(editor), "Backspace");
    expect(last(editor)).toBe("x y z[words]");
    expect(cited(place)).toEqual(["see note 1", "1", "1"]);
    expect(told.messages.join()).toMatch(/Note 1 is cited again: its words stand there now/);
    editor.run("undo");
    expect(editor.doc()).toBe(before);
    expect(cited(place)).toEqual(["1", "see note 1", "1", "1"]);
  });

  it("is asked for again where only words cite it", () => {
    const n = note("words");
    const { editor, place, told } = open(article(p("x", n), p("y", again(n, "words"))));
    caretAt(editor, 0);
    press(viewOf(editor), "Backspace");
    expect(cited(place)).toEqual(["see note ?"]);
    expect(place.querySelector(".note-again.missing")).not.toBeNull();
    expect(told.messages.join()).toMatch(/was cited in one other place, where “\?” stands now/);
  });

  it("is cited from the text and from another note, never from itself", () => {
    const [a, b] = [note("a"), note("b")];
    const { editor, place, told } = open(article(p("x", a, b)));
    const id = a.attrs["id"] as string;
    caretAt(editor, 1);
    expect(editor.run("see-note")).toBe(true);
    expect(told.wants.at(-1)).toEqual(["see-note", { as: "words" }]);
    expect(editor.run("see-note", { note: id })).toBe(true);
    expect(cited(place)).toEqual(["1", "2", "see note 1"]);
    editor.goTo({ part: "note", block: id, start: 1, end: 1 });
    expect(editor.run("note-again", { note: id })).toBe(false);
    editor.goTo({ part: "note", block: b.attrs["id"] as string, start: 1, end: 1 });
    expect(press(noteView(editor), "Mod-Alt-w")).toBe(true);
    expect(editor.run("see-note", { note: id })).toBe(true);
    expect([...place.querySelectorAll(".notes .note-again")].map((dom) => dom.textContent)).toEqual([
      "see note 1",
    ]);
  });
});

describe("a note stands", () => {
  it("in a headline, a caption, a cell and a line of verse, and is numbered and reached there", () => {
    const n = () => note("words");
    const picture = figure("a".repeat(64), "", "");
    const doc = article(
      p("text", n()),
      picture.type.create(picture.attrs, [
        named("caption", "cap", "Caption", n()),
        named("picture_credit", "cre"),
      ]),
      table(row(td(p("cell", n())))),
      box("verse", null, verseLine("line", n())),
    );
    const { editor, place } = open(doc);
    editor.goTo({ part: "headline", block: null, start: 12, end: 12 });
    expect(press(viewOf(editor), "Mod-Alt-f")).toBe(true);
    expect(cited(place)).toEqual(["1", "2", "3", "4", "5"]);
    expect(editor.notes()[0]).toMatchObject({ number: 1, empty: true, current: true });
    expect(editor.outline()[0]?.text).toBe("The headline");
    for (const { id } of editor.notes())
      expect(editor.goTo({ part: "note", block: id, start: 0, end: 0 })).toBe(true);
  });
});

describe("whatever is done to notes", () => {
  it("keeps every word, numbers them in the order of their references, and is undone exactly", () => {
    for (let seed = 1; seed <= 40; seed++) {
      const chance = new Chance(random(seed));
      const { editor, place } = open(randomArticle(chance));
      const view = viewOf(editor);
      const { length } = editor.notes();
      if (length < 2) continue;
      const letters = lettersOf(view.state.doc);
      const before = write(view.state.doc);
      let done = 0;
      for (let i = 0; i < 8; i++) {
        const notes = editor.notes();
        const one = notes[chance.below(notes.length)];
        if (!one) break;
        const doc = view.state.doc;
        switch (chance.below(3)) {
          case 0:
            editor.goTo({ part: "note", block: one.id, start: chance.below(one.text.length + 1), end: 0 });
            editor.run("split-note");
            break;
          case 1:
            caretAt(editor, one.number - 1, chance.often(0.5));
            editor.run("merge-notes");
            break;
          default:
            caretAt(editor, one.number - 1, chance.often(0.5));
            editor.run(chance.pick(["reference-left", "reference-right"]));
        }
        if (view.state.doc !== doc) done++;
        view.state.doc.check();
        expect(lettersOf(view.state.doc)).toEqual(letters);
        const shown = [...place.querySelectorAll(".copy sup.note")].map((dom) => Number(dom.textContent));
        expect(shown).toEqual(shown.map((_, index) => index + 1));
        expect(editor.notes().map(({ number }) => number)).toEqual(shown);
      }
      for (let i = 0; i < done; i++) editor.run("undo");
      expect(write(view.state.doc), `seed ${String(seed)}`).toBe(before);
      editor.destroy();
    }
  }, 60_000);
});
