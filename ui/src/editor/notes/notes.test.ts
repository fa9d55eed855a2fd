// Notes: written where the reference stands or at the foot, numbered, undone with the text, redrawn only where they changed.
import { describe, expect, it } from "vitest";
import {
  article,
  br,
  linesOf,
  note,
  noteView,
  open,
  p,
  placeholder,
  press,
  type,
  viewOf,
} from "../testing/build";
import { schema } from "../schema";

const numbers = (place: HTMLElement) => [...place.querySelectorAll("sup.note")].map((dom) => dom.textContent);
const footText = (place: HTMLElement) =>
  [...place.querySelectorAll(".notes > li")].map((dom) => dom.querySelector(".note-text")?.textContent);

describe("notes", () => {
  it("are numbered in the order of their references and drawn at the foot", () => {
    const { editor, place } = open(article(p("a", note("first"), "b", note("second")), p("c", note())));
    expect(numbers(place)).toEqual(["1", "2", "3"]);
    expect(footText(place)).toEqual(["first", "second", ""]);
    expect(place.querySelectorAll(".notes .missing, sup.missing")).toHaveLength(2);
    expect(editor.notes().map(({ number, empty }) => [number, empty])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
  });

  it("undo and redo by the person's own keys while one is in hand, and by no others", () => {
    const { editor } = open(article(p("One", note("word"))), {
      keys: { undo: "F4", redo: "F6", strong: "Mod-z" },
    });
    editor.run("next-note");
    const text = () => noteView(editor).state.doc.textContent;
    type(noteView(editor), ", twice");
    press(noteView(editor), "F4");
    expect(text()).toBe("word");
    press(noteView(editor), "F6");
    expect(text()).toBe("word, twice");
    press(noteView(editor), "Mod-z");
    expect(text(), "these keys are another command's").toBe("word, twice");
    editor.setKeys({ undo: "F7" });
    press(noteView(editor), "F4");
    expect(text(), "changed while the note is in hand").toBe("word, twice");
    press(noteView(editor), "F7");
    expect(text()).toBe("word");
  });

  it("take the caret when they are inserted, and give it back behind the reference", () => {
    const block = p("One two");
    const { editor, place, told } = open(article(block));
    editor.goTo({ part: "body", block: block.attrs["id"] as string, start: 3, end: 3 });
    expect(press(viewOf(editor), "Mod-Alt-f")).toBe(true);
    type(noteView(editor), "the note");
    expect(told.selection?.note).not.toBeNull();
    expect(linesOf(editor).at(-1)).toBe("One[the note] two");
    expect(press(noteView(editor), "Escape")).toBe(true);
    type(viewOf(editor), "!");
    expect(linesOf(editor).at(-1)).toBe("One[the note]! two");
    expect(footText(place)).toEqual(["the note"]);
    expect(told.selection?.note).toBeNull();
  });

  it("are renumbered when one comes in before them, and lists keep their order", () => {
    const block = p("One", note("old"));
    const { editor, place } = open(article(block));
    editor.goTo({ part: "body", block: block.attrs["id"] as string, start: 1, end: 1 });
    editor.run("note");
    type(noteView(editor), "new");
    expect(numbers(place)).toEqual(["1", "2"]);
    expect(footText(place)).toEqual(["new", "old"]);
    editor.run("undo");
    editor.run("undo");
    expect(footText(place)).toEqual(["old"]);
  });

  it("are undone and redone from inside by the text's own history", () => {
    const { editor } = open(article(p("One", note("old"))));
    editor.run("next-note");
    type(noteView(editor), "er");
    expect(linesOf(editor).at(-1)).toBe("One[older]");
    expect(press(noteView(editor), "Mod-z")).toBe(true);
    expect(linesOf(editor).at(-1)).toBe("One[old]");
    expect(noteView(editor).state.doc.textContent).toBe("old");
    expect(press(noteView(editor), "Mod-Shift-z")).toBe(true);
    expect(noteView(editor).state.doc.textContent).toBe("older");
  });

  it("go whole with Backspace at the reference, and when they are empty with Backspace in them", () => {
    const { editor, place } = open(article(p("One", note("old"), note())));
    editor.run("previous-note");
    const view = viewOf(editor);
    editor.run("next-note");
    editor.run("next-note");
    expect(editor.notes()[1]?.current).toBe(true);
    expect(press(noteView(editor), "Backspace")).toBe(true);
    expect(linesOf(editor).at(-1)).toBe("One[old]");
    expect(numbers(place)).toEqual(["1"]);
    expect(press(view, "Backspace")).toBe(true);
    expect(linesOf(editor).at(-1)).toBe("One");
    editor.run("undo");
    expect(linesOf(editor).at(-1)).toBe("One[old]");
  });

  it("hold letters, breaks, placeholders and citings, never another note or a block", () => {
    const { editor } = open(article(p("One", note("x", br(), placeholder("TK")))));
    editor.run("next-note");
    expect(editor.run("note")).toBe(true);
    expect(editor.notes()).toHaveLength(1);
    editor.run("next-note");
    expect(editor.run("heading2")).toBe(false);
    expect(editor.run("emphasis")).toBe(true);
    type(noteView(editor), "y");
    expect(schema.marks.emphasis.isInSet(noteView(editor).state.doc.lastChild?.marks ?? [])).toBeTruthy();
    expect(press(noteView(editor), "Enter")).toBe(true);
    expect(linesOf(editor).at(-1)).toMatch(/\/\]$/);
  });

  it("show a second citing by the number of its note", () => {
    const first = note("first");
    const again = (as: string) => schema.nodes.note_again.create({ note: first.attrs["id"] as string, as });
    const { editor, place } = open(article(p("a", first, "b", again("mark"), again("words"))));
    const shown = () => [...place.querySelectorAll(".copy .note-again")].map((dom) => dom.textContent);
    expect(shown()).toEqual(["1", "see note 1"]);
    editor.goTo({ part: "headline", block: null, start: 0, end: 0 });
    editor.run("note");
    expect(shown()).toEqual(["2", "see note 2"]);
  });

  it("are left alone at the foot while another one is written", () => {
    const { editor, place } = open(
      article(...Array.from({ length: 50 }, (_, i) => p("x", note(`note ${String(i)}`)))),
    );
    const before = [...place.querySelectorAll(".notes > li:not(:first-child) .note-text")].map(
      (dom) => dom.firstChild,
    );
    editor.goTo({ part: "note", block: editor.notes()[0]?.id ?? "", start: 0, end: 0 });
    type(noteView(editor), "changed ");
    const after = [...place.querySelectorAll(".notes > li:not(:first-child) .note-text")].map(
      (dom) => dom.firstChild,
    );
    expect(after.every((dom, i) => dom === before[i])).toBe(true);
    expect(editor.notes()[0]?.text).toBe("changed note 0");
  });

  it("show what is found in them, at the foot and while they are written", () => {
    const one = note("in in winter");
    const { editor, place } = open(article(p("x", one)));
    const id = one.attrs["id"] as string;
    editor.setFindings([
      { id: "f", level: "flag", part: "note", block: id, start: 0, end: 5, message: "Doubled" },
    ]);
    expect(place.querySelector(".notes .finding")?.textContent).toBe("in in");
    expect(editor.goTo({ part: "note", block: id, start: 0, end: 5 })).toBe(true);
    expect(place.querySelector(".note-edit .finding")?.textContent).toBe("in in");
    expect(noteView(editor).state.selection.to).toBe(5);
  });

  it("lose their view when another head has no such note", () => {
    const bare = article(p("One"));
    const { editor } = open(article(p("One", note("old"))));
    editor.run("next-note");
    editor.replaceWith(JSON.stringify(bare.toJSON()));
    expect(editor.notes()).toEqual([]);
    expect(() => noteView(editor)).toThrow();
    expect(linesOf(editor).at(-1)).toBe("One");
  });

  it("are drawn again where findings come or go, and nowhere else", () => {
    const { editor, place } = open(article(p("a", note("first"), "b", note("second"))));
    const [, second] = editor.notes();
    const words = () => [...place.querySelectorAll(".note-text")].map((dom) => dom.firstChild);
    const [one] = words();
    const finding = { id: "f", level: "flag", part: "note", start: 0, end: 6, message: "Twice." } as const;
    editor.setFindings([{ ...finding, block: second?.id ?? "" }]);
    expect(place.querySelector(".note-text .finding")?.textContent).toBe("second");
    expect(words()[0], "the first is not touched").toBe(one);
    editor.setFindings([]);
    expect(place.querySelector(".note-text .finding")).toBeNull();
    expect(footText(place)).toEqual(["first", "second"]);
    expect(words()[0]).toBe(one);
  });
});
