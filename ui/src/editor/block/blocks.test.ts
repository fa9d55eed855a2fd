// Frames, tables, moves and what is put in: every word stays, the text stays valid, one act is one undo.
import { TextSelection } from "prosemirror-state";
import { describe, expect, it } from "vitest";
import { schema } from "../schema";
import {
  article,
  attribution,
  box,
  br,
  caret,
  em,
  figure,
  h2,
  linesOf,
  list,
  nextId,
  note,
  open,
  p,
  press,
  quote,
  row,
  speaker,
  table,
  td,
  type,
  viewOf,
} from "../testing/build";
import { Chance, random, randomArticle, textPositions } from "../testing/random";
import { levelsOf, setAttribute } from "./around";
import { moveTo } from "./move";
import { standing, toSentence } from "./pull";

const { nodes } = schema;
type Editor = ReturnType<typeof open>["editor"];

const into = (editor: Editor, words: string) => caret(editor, words, 1);
const shape = (editor: Editor): string => {
  const { doc } = viewOf(editor).state;
  return doc.children.slice(3).map(String).join(" ");
};
const words = (editor: Editor): string =>
  viewOf(editor)
    .state.doc.textBetween(0, viewOf(editor).state.doc.content.size, " ", " ")
    .split(/\s+/)
    .sort()
    .join(" ")
    .trim();

describe("every command on blocks", () => {
  it.each([
    "heading2",
    "bulleted",
    "numbered",
    "lettered",
    "rule",
    "quotation",
    "code",
    "attribution",
    "indent",
  ])("is an undo of its own right behind what was typed: %s", (id) => {
    const { editor } = open(
      article(
        ...(id === "attribution"
          ? [quote(p("One"))]
          : id === "indent"
            ? [list("bulleted", [p("Zero")], [p("One")])]
            : [p("One")]),
      ),
    );
    caret(editor, "One");
    const view = viewOf(editor);
    type(view, " two");
    const typed = shape(editor);
    if (id === "indent") press(view, "Tab");
    else editor.run(id);
    expect(shape(editor)).not.toBe(typed);
    editor.run("undo");
    expect(shape(editor)).toBe(typed);
  });
});

describe("what is put in", () => {
  it("takes the place of an empty paragraph, or stands behind the block", () => {
    const { editor } = open(article(p("One"), p("")));
    into(editor, "One");
    expect(editor.run("table", { rows: 2, columns: 2, header: true })).toBe(true);
    expect(viewOf(editor).state.doc.child(4).type.name).toBe("table");
    expect(viewOf(editor).state.selection.$from.node(-1).type.name).toBe("table_header");
    editor.run("undo");
    expect(shape(editor)).toBe('paragraph("One") paragraph');
    editor.run("embed", { link: "example.org/film", title: "A film" });
    const made = viewOf(editor).state.doc.child(4);
    expect(made.attrs).toMatchObject({ link: "https://example.org/film", title: "A film" });
    expect(editor.run("embed", { link: "javascript:alert(1)", title: "" })).toBe(false);
  });

  it("asks what it needs to know", () => {
    const { editor, told } = open(article(p("One")));
    into(editor, "One");
    for (const id of ["table", "figure", "embed", "placeholder", "block-controls"])
      expect(editor.run(id)).toBe(true);
    expect(told.wants.map(([id]) => id)).toEqual([
      "table",
      "figure",
      "embed",
      "placeholder",
      "block-controls",
    ]);
  });

  it("is no block in kicker, headline and standfirst", () => {
    const { editor } = open(article(p("One")));
    editor.goTo({ part: "headline", block: null, start: 3, end: 3 });
    for (const id of ["table", "quotation", "box", "verse", "turn", "leave", "move-down", "code"])
      expect(editor.run(id, {}), id).toBe(false);
  });

  it("may be a placeholder in a note", () => {
    const { editor } = open(article(p("One", note("see "))));
    const id = viewOf(editor).state.doc.child(3).child(1).attrs["id"] as string;
    editor.goTo({ part: "note", block: id, start: 4, end: 4 });
    expect(editor.run("placeholder", "page")).toBe(true);
    expect(viewOf(editor).state.doc.child(3).child(1).lastChild?.attrs["label"]).toBe("page");
  });

  it("of a picture that fell on the headline stands first in the body", () => {
    const { editor } = open(article(p("One"), p("Two")));
    const picture = { src: "0".repeat(64), width: 3, height: 2 };
    expect(editor.run("figure", { ...picture, at: 3 })).toBe(true);
    expect(
      viewOf(editor)
        .state.doc.children.slice(3)
        .map((node) => node.type.name),
    ).toEqual(["figure", "paragraph", "paragraph"]);
    expect(editor.run("figure", { ...picture, at: viewOf(editor).state.doc.content.size - 2 })).toBe(true);
    expect(viewOf(editor).state.doc.lastChild?.type.name).toBe("figure");
    expect(editor.run("figure", { ...picture, src: "no hash" })).toBe(false);
  });

  it("is left by one key", () => {
    const { editor } = open(article(quote(p("Said")), p("After")));
    into(editor, "Said");
    expect(press(viewOf(editor), "Mod-Enter")).toBe(true);
    type(viewOf(editor), "new");
    expect(shape(editor)).toBe('quotation(paragraph("Said")) paragraph("new") paragraph("After")');
  });
});

describe("a frame", () => {
  it("goes on and comes off, and its words stay", () => {
    for (const id of ["quotation", "box", "epigraph"]) {
      const { editor } = open(article(p("One"), p("Two")));
      const before = shape(editor);
      into(editor, "Two");
      expect(editor.run(id)).toBe(true);
      expect(editor.active()).toContain(id);
      expect(editor.run(id)).toBe(true);
      expect(shape(editor)).toBe(before);
    }
  });

  it("gives who speaks and who said it back as paragraphs", () => {
    const { editor } = open(
      article(box("turn", null, speaker("Ana"), p("Said")), quote(p("Quoted"), attribution("Bo"))),
    );
    into(editor, "Said");
    editor.run("unframe");
    into(editor, "Quoted");
    editor.run("unframe");
    expect(linesOf(editor).slice(3)).toEqual(["Ana", "Said", "Quoted", "Bo"]);
  });

  it("of verse takes lines from breaks and gives them back", () => {
    const { editor } = open(article(p("One", br(), "two"), p("three", note("why"))));
    const before = shape(editor);
    const view = viewOf(editor);
    view.dispatch(
      view.state.tr.setSelection(
        TextSelection.between(
          view.state.doc.resolve(20),
          view.state.doc.resolve(view.state.doc.content.size - 1),
        ),
      ),
    );
    expect(editor.run("verse")).toBe(true);
    expect(view.state.doc.child(3).type.name).toBe("verse");
    expect(view.state.doc.child(3).childCount).toBe(4);
    expect(editor.run("verse")).toBe(true);
    expect(shape(editor)).toBe(before);
  });

  it("of verse keeps language, direction and how far a line stands in, on the way there and back", () => {
    const arabic = nodes.paragraph.create({ id: nextId(), lang: "ar", dir: "rtl" }, [
      schema.text("واحد"),
      br(),
      schema.text("اثنان"),
    ]);
    const { editor } = open(article(arabic, p("one")));
    const view = viewOf(editor);
    into(editor, "اثنان");
    expect(editor.run("verse")).toBe(true);
    expect(view.state.doc.child(3).attrs).toMatchObject({ lang: "ar", dir: "rtl" });
    into(editor, "اثنان");
    editor.run("indent");
    editor.run("indent");
    expect(editor.run("verse")).toBe(true);
    expect(view.state.doc.child(3).attrs).toMatchObject({ lang: "ar", dir: "rtl" });
    expect(linesOf(editor)[3]).toBe("واحد/\u2003\u2003اثنان");
    expect(view.state.selection.$from.nodeAfter?.text, "the caret is at its letter").toBe("ثنان");
    const { doc } = view.state;
    view.dispatch(
      view.state.tr.setSelection(TextSelection.between(doc.resolve(20), doc.resolve(doc.content.size - 1))),
    );
    expect(editor.run("verse")).toBe(true);
    const lines = view.state.doc
      .child(3)
      .children.map(({ attrs: { lang, indent }, textContent }) => [textContent, lang, indent]);
    expect(lines, "what only some lines say each says for itself").toEqual([
      ["واحد", "ar", 0],
      ["اثنان", "ar", 2],
      ["", null, 0],
      ["one", null, 0],
    ]);
    expect(editor.run("verse")).toBe(true);
    expect(view.state.doc.child(3).attrs).toMatchObject({ lang: "ar", dir: "rtl" });
    expect(view.state.doc.child(4).attrs).toMatchObject({ lang: null, dir: null });
  });

  it("of an interview goes from turn to turn", () => {
    const { editor } = open(article(p("How are you?")));
    into(editor, "How");
    expect(press(viewOf(editor), "Mod-Alt-y")).toBe(true);
    type(viewOf(editor), "Ana");
    into(editor, "How");
    expect(press(viewOf(editor), "Mod-Alt-y")).toBe(true);
    type(viewOf(editor), "Bo");
    expect(linesOf(editor).slice(3)).toEqual(["AnaHow are you?", "Bo"]);
  });

  it("of code is refused to a paragraph with a note, for the note would go", () => {
    const { editor } = open(article(p("One", note("two"))));
    into(editor, "One");
    expect(editor.run("code")).toBe(false);
  });
});

describe("a block", () => {
  it("is named with its parents, and takes a language and a direction", () => {
    const { editor } = open(article(box("box", null, quote(p("قال")))));
    into(editor, "قال");
    const levels = levelsOf(viewOf(editor).state);
    expect(levels.map((level) => level.name)).toEqual(["Box", "Quotation", "Paragraph"]);
    const level = levels[1];
    if (!level) throw new Error("no quotation");
    expect(setAttribute(editor.access, level, "lang", "ar")).toBe(true);
    expect(setAttribute(editor.access, level, "dir", "sideways")).toBe(false);
    expect(setAttribute(editor.access, level, "cite", "javascript:alert(1)")).toBe(false);
    expect(viewOf(editor).dom.querySelector("blockquote")?.dir).toBe("rtl");
    editor.run("undo");
    expect(viewOf(editor).dom.querySelector("blockquote")?.dir).toBe("");
  });

  it("moves up and down with its notes and its caret, and no further than the body", () => {
    const { editor } = open(article(p("One", note("first")), h2("Two"), p("Three")));
    into(editor, "One");
    expect(press(viewOf(editor), "Alt-ArrowDown")).toBe(true);
    expect(linesOf(editor).slice(3)).toEqual(["Two", "One[first]", "Three"]);
    type(viewOf(editor), "!");
    expect(linesOf(editor)[4]).toBe("O!ne[first]");
    press(viewOf(editor), "Alt-ArrowUp");
    press(viewOf(editor), "Alt-ArrowUp");
    press(viewOf(editor), "Alt-ArrowUp");
    expect(linesOf(editor).slice(3)).toEqual(["O!ne[first]", "Two", "Three"]);
    editor.run("undo");
    expect(linesOf(editor).slice(3)).toEqual(["Two", "O!ne[first]", "Three"]);
  });

  it("moves through a list as an item and comes out behind it", () => {
    const { editor } = open(article(p("One"), list("numbered", [p("a")], [p("b")]), p("End")));
    into(editor, "One");
    const seen = [];
    for (let step = 0; step < 4; step++) {
      press(viewOf(editor), "Alt-ArrowDown");
      seen.push(linesOf(editor).slice(3).join("|"));
    }
    expect(seen).toEqual(["Oneab|End", "aOneb|End", "abOne|End", "ab|One|End"]);
    for (let step = 0; step < 4; step++) press(viewOf(editor), "Alt-ArrowUp");
    expect(linesOf(editor).slice(3)).toEqual(["One", "ab", "End"]);
  });

  it("moves within its frame, then out of it; alone it takes the frame along", () => {
    const { editor } = open(article(p("One"), quote(p("a"), p("b"), attribution("who"))));
    into(editor, "b");
    press(viewOf(editor), "Alt-ArrowUp");
    expect(shape(editor)).toBe(
      'paragraph("One") quotation(paragraph("b"), paragraph("a"), attribution("who"))',
    );
    press(viewOf(editor), "Alt-ArrowUp");
    expect(shape(editor)).toBe(
      'paragraph("One") paragraph("b") quotation(paragraph("a"), attribution("who"))',
    );
    into(editor, "a");
    press(viewOf(editor), "Alt-ArrowUp");
    expect(shape(editor)).toBe(
      'paragraph("One") quotation(paragraph("a"), attribution("who")) paragraph("b")',
    );
  });

  it("that is a caption moves its picture; a row moves in its table, then the table", () => {
    const { editor } = open(
      article(p("One"), figure("", "Caption", "Credit"), table(row(td(p("a"))), row(td(p("b"))))),
    );
    into(editor, "Credit");
    press(viewOf(editor), "Alt-ArrowUp");
    expect(linesOf(editor).slice(3)).toEqual(["CaptionCredit", "One", "ab"]);
    into(editor, "b");
    press(viewOf(editor), "Alt-ArrowUp");
    expect(linesOf(editor)[5]).toBe("ba");
    press(viewOf(editor), "Alt-ArrowUp");
    expect(linesOf(editor).slice(3)).toEqual(["CaptionCredit", "ba", "One"]);
  });

  it("moves to a gap; an item that goes out of its list takes a list along", () => {
    const { editor } = open(
      article(p("One"), list("lettered", [p("a")], [p("b")]), box("box", null, p("in"))),
    );
    const { state } = viewOf(editor);
    let from = -1;
    let gap = -1;
    state.doc.descendants((node, pos) => {
      if (node.type === nodes.list_item && from < 0) from = pos;
      if (node.type === nodes.box) gap = pos + 1;
    });
    const tr = moveTo(state, from, gap);
    expect(tr?.doc.children.slice(4).map(String).join(" ")).toBe(
      'list(list_item(paragraph("b"))) box(list(list_item(paragraph("a"))), paragraph("in"))',
    );
    expect(moveTo(state, from, 1)).toBeNull();
  });

  it("moved anywhere in any article keeps every word", () => {
    for (let seed = 1; seed <= 80; seed++) {
      const chance = new Chance(random(seed));
      const { editor } = open(randomArticle(chance));
      const view = viewOf(editor);
      const before = words(editor);
      for (let step = 0; step < 12; step++) {
        const at = chance.pick(textPositions(view.state.doc));
        view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))));
        editor.run(chance.often(0.5) ? "move-up" : "move-down");
        view.state.doc.check();
      }
      expect(words(editor), `seed ${String(seed)}`).toBe(before);
      editor.destroy();
    }
  }, 60_000);
});

describe("a pull quote", () => {
  const two = () =>
    open(article(p("First here. The ", em("sea"), note("see"), " was calm. Last."), p("End")));

  it("repeats the sentence at the caret, without its notes, and is tied to it", () => {
    const { editor } = two();
    into(editor, "was calm");
    expect(editor.run("pull-quote")).toBe(true);
    const { doc } = viewOf(editor).state;
    const made = doc.child(4);
    expect(made.textContent).toBe("The sea was calm.");
    expect(made.attrs).toMatchObject({ of: doc.child(3).attrs["id"], sentence: "The sea was calm." });
    expect(standing(doc, made)).toBe("stands");
    expect(toSentence(editor.access, made)).toBe(true);
    const { from, to } = viewOf(editor).state.selection;
    expect(viewOf(editor).state.doc.textBetween(from, to)).toContain("was calm.");
  });

  it("is shown when its sentence no longer stands so, and no longer when it does again", () => {
    const { editor, place } = two();
    into(editor, "was calm");
    editor.run("pull-quote");
    into(editor, "was calm");
    type(viewOf(editor), "x");
    expect(place.querySelector(".pull-quote.changed")).not.toBeNull();
    editor.run("undo");
    expect(place.querySelector(".pull-quote.changed")).toBeNull();
    expect(place.querySelector(".pull-quote")).not.toBeNull();
  });
});
