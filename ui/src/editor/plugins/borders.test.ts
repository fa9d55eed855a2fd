// Kicker, headline, standfirst and body are never joined; blocks keep their own ids; a frame left empty goes.
import { TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import {
  attribution,
  article,
  h2,
  linesOf,
  list,
  note,
  open,
  p,
  press,
  quote,
  type,
  verseLine,
  box,
  viewOf,
} from "../testing/build";
import { namedOf } from "../blocks";
import type { ArticleEditor } from "../article";

const caret = (editor: ArticleEditor, index: number, offset: number) => {
  const view = viewOf(editor);
  const id = view.state.doc.child(index).attrs["id"] as string;
  editor.goTo({ part: "body", block: id, start: offset, end: offset });
  return view;
};
const ids = (editor: ArticleEditor) =>
  namedOf(viewOf(editor).state.doc).map(({ node }) => node.attrs["id"] as string);

describe("the parts", () => {
  it("lead from one to the next by Enter", () => {
    const { editor } = open(article(p("body")));
    const view = caret(editor, 0, 0);
    type(view, "K");
    press(view, "Enter");
    press(view, "Enter");
    type(view, "S");
    press(view, "Enter");
    type(view, "B");
    expect(linesOf(editor)).toEqual(["K", "The headline", "S", "Bbody"]);
  });

  it("are not joined by Backspace and Delete at their edges", () => {
    const { editor } = open(article(p("body"), p("more")));
    const before = linesOf(editor);
    expect(press(caret(editor, 1, 0), "Backspace")).toBe(true);
    expect(press(caret(editor, 1, 12), "Delete")).toBe(true);
    expect(press(caret(editor, 3, 0), "Backspace")).toBe(true);
    expect(linesOf(editor)).toEqual(before);
    press(caret(editor, 4, 0), "Backspace");
    expect(linesOf(editor).at(-1)).toBe("bodymore");
  });

  it("stay three when a selection over them is typed over, and come back by one undo", () => {
    const { editor } = open(article(p("One two", note("n")), p("three")));
    const before = editor.doc();
    const view = viewOf(editor);
    view.dispatch(
      view.state.tr.setSelection(TextSelection.create(view.state.doc, 7, view.state.doc.content.size - 3)),
    );
    type(view, "X");
    expect(linesOf(editor)).toEqual(["", "The X", "", "ee"]);
    editor.run("undo");
    expect(editor.doc()).toBe(before);
    press(view, "Mod-a");
    press(view, "Backspace");
    expect(linesOf(editor)).toEqual(["", "", "", ""]);
  });

  it("stay what they are whatever block is asked for", () => {
    const { editor } = open(article(p("body")));
    caret(editor, 1, 2);
    for (const id of ["heading2", "quotation", "bulleted", "rule", "paragraph"])
      expect([id, editor.run(id)]).toEqual([id, false]);
  });
});

describe("ids", () => {
  it("are new on the second half of a split and stay on the first", () => {
    const { editor } = open(article(p("One two")));
    const [, , , id] = ids(editor);
    press(caret(editor, 3, 3), "Enter");
    expect(ids(editor)[3]).toBe(id);
    expect(ids(editor)[4]).toMatch(/^[A-Za-z0-9]{12}$/);
    expect(new Set(ids(editor)).size).toBe(5);
  });

  it("stay with a block that becomes a heading and back", () => {
    const { editor } = open(article(p("One")));
    const before = ids(editor);
    caret(editor, 3, 0);
    editor.run("heading3");
    editor.run("quotation");
    editor.run("quotation");
    editor.run("paragraph");
    expect(ids(editor)).toEqual(before);
  });
});

describe("blocks", () => {
  it("keep the words of an attribution when a quotation is taken away", () => {
    const { editor } = open(article(quote(p("Said"), attribution("Reis"))));
    const view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(20))));
    expect(editor.run("quotation")).toBe(true);
    expect(linesOf(editor).slice(3)).toEqual(["Said", "Reis"]);
  });

  it("go on behind an attribution by Enter", () => {
    const { editor } = open(article(quote(p("Said"), attribution("Reis"))));
    const view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    press(view, "Enter");
    type(view, "after");
    expect(linesOf(editor).slice(3)).toEqual(["SaidReis", "after"]);
  });

  it("leave no list without items behind", () => {
    const { editor } = open(article(p("x"), list("bulleted", [p("one")])));
    const view = viewOf(editor);
    const from = view.state.doc.content.size - view.state.doc.child(4).nodeSize;
    view.dispatch(view.state.tr.delete(from + 1, from + view.state.doc.child(4).nodeSize - 1));
    expect(view.state.doc.childCount).toBe(4);
  });

  it("end verse at the second empty line", () => {
    const { editor } = open(article(box("verse", null, verseLine("a"))));
    const view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    press(view, "Enter");
    press(view, "Enter");
    press(view, "Enter");
    type(view, "prose");
    expect(linesOf(editor).slice(3)).toEqual(["a", "prose"]);
  });

  it("move list items by Tab and let Tab out of the text elsewhere", () => {
    const { editor } = open(article(h2("x"), list("lettered", [p("one")], [p("two")])));
    const view = viewOf(editor);
    view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
    expect(press(view, "Tab")).toBe(true);
    expect(view.state.doc.child(4).child(0).child(1).attrs["kind"]).toBe("lettered");
    expect(press(view, "Escape") || true).toBe(true);
    expect(press(view, "Tab")).toBe(false);
    caret(editor, 3, 0);
    type(view, "y");
    expect(press(view, "Tab")).toBe(false);
  });
});
