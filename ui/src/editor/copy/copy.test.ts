// Copy: what other programs get, what stays in the window, and that a piece comes back to the letter.
import type { Node } from "prosemirror-model";
import { AllSelection, TextSelection } from "prosemirror-state";
import { CellSelection } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { describe, expect, it } from "vitest";
import { schema } from "../schema";
import {
  article,
  box,
  br,
  em,
  figure,
  h2,
  linesOf,
  list,
  marked,
  note,
  noteView,
  open,
  p,
  placeholder,
  quote,
  row,
  table,
  td,
  verseLine,
  viewOf,
} from "../testing/build";
import { copied, pasted } from "../testing/clipboard";
import { Chance, random, randomArticle, textPositions } from "../testing/random";

const { marks, nodes } = schema;

/** The document without its blocks' names: a copy has others. */
const nameless = (doc: Node): unknown =>
  JSON.parse(JSON.stringify(doc.toJSON()), (key, value: unknown) =>
    key === "id" || key === "note" || key === "of" ? "" : value,
  );
const choose = (view: EditorView, from: number, to: number): void =>
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
const body = (view: EditorView): { from: number; to: number } => {
  const { doc } = view.state;
  const start = doc.child(0).nodeSize + doc.child(1).nodeSize + doc.child(2).nodeSize;
  return { from: start + 1, to: doc.content.size - 1 };
};
const whole = (view: EditorView): void =>
  view.dispatch(view.state.tr.setSelection(new AllSelection(view.state.doc)));

describe("copying", () => {
  it("gives every piece back to the letter, pasted over itself and into an empty one", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const chance = new Chance(random(seed));
      const { editor } = open(randomArticle(chance));
      const view = viewOf(editor);
      const before = view.state.doc;
      whole(view);
      const board = copied(view);
      const { editor: other } = open(article(p("")));
      whole(viewOf(other));
      pasted(viewOf(other), board);
      // Comments are tied to their piece.
      view.dispatch(view.state.tr.removeMark(0, before.content.size, marks.comment));
      expect(nameless(viewOf(other).state.doc), `seed ${String(seed)}, whole`).toEqual(
        nameless(view.state.doc),
      );
      const plain = view.state.doc;
      const inBody = textPositions(before).filter((at) => before.resolve(at).index(0) > 2);
      if (inBody.length > 1) {
        const [a, b] = [chance.pick(inBody), chance.pick(inBody)];
        choose(view, Math.min(a, b), Math.max(a, b));
        pasted(view, copied(view));
        view.state.doc.check();
        expect(nameless(view.state.doc), `seed ${String(seed)}, ${String(a)} to ${String(b)}`).toEqual(
          nameless(plain),
        );
      }
      other.destroy();
      editor.destroy();
      document.body.replaceChildren();
    }
  }, 60_000);

  it("writes structure and notes for other programs, and no mark of the desk", () => {
    const comment = marks.comment.create({ id: "canary-comment" });
    const inserted = marks.insertion.create({ id: "canary-insertion" });
    const deleted = marks.deletion.create({ id: "canary-deletion" });
    const { editor } = open(
      article(
        h2("Prices"),
        p("One ", em("two"), note("The ", em("Star"), br(), "p. 3"), marked(" three", comment), "\u00a0four"),
        p(marked("new", inserted), marked("old", deleted), " words ", placeholder("TK")),
        list("numbered", [p("a"), list("bulleted", [p("b")])], [p("c")]),
        quote(p("Said")),
        table(row(td(p("x")), td(p("y & z")))),
        box("verse", null, verseLine("Line", note("second"))),
        figure("", "The quay", "Ana", { alt: "Boats" }),
      ),
    );
    const view = viewOf(editor);
    const { from, to } = body(view);
    choose(view, from, to - 1);
    const board = copied(view);
    expect(board["text/plain"]).toBe(
      [
        "Prices",
        "One two[1] three\u00a0four",
        "new words TK",
        "1. a\n   - b\n2. c",
        "> Said",
        "x\ty & z",
        "Line[2]",
        "[Picture: Boats]\nThe quay\nAna",
        "[1] The Star\np. 3\n[2] second",
      ].join("\n\n"),
    );
    const html = board["text/html"] ?? "";
    const shown = new DOMParser().parseFromString(html, "text/html").body;
    expect(html).not.toMatch(/canary|insertion|deletion|comment/);
    expect(shown.querySelector("ol > li > ul > li")?.textContent).toBe("b");
    expect([...shown.querySelectorAll("sup")].map((one) => one.textContent)).toEqual(["[1]", "[2]"]);
    expect(shown.querySelector("#sdfootnote1")?.textContent).toBe("[1] The Starp. 3");
    expect(shown.querySelector("blockquote > p")?.textContent).toBe("Said");
    expect([...shown.querySelectorAll("td")].map((one) => one.textContent)).toEqual(["x", "y & z"]);
    view.state.doc.descendants((node) => {
      const id = node.attrs["id"] as string | undefined;
      if (id) expect(html).not.toContain(id);
    });
  });

  it("keeps comments that are cut and put back, and gives a copy none", () => {
    const comment = marks.comment.create({ id: "c1" });
    const { editor } = open(article(p("One ", marked("two", comment), " three")));
    const view = viewOf(editor);
    const { from, to } = body(view);
    choose(view, from, to);
    const board = copied(view, "cut");
    expect(linesOf(editor).at(-1)).toBe("");
    pasted(view, board);
    expect(editor.doc().match(/"comment"/g)).toHaveLength(1);
    pasted(view, board);
    expect(editor.doc().match(/"comment"/g)).toHaveLength(1);
    expect(linesOf(editor).at(-1)).toBe("One two threeOne two three");
  });

  it("lets a reference carry its note, into another piece and as a note of its own", () => {
    const { editor } = open(article(p("One", note("n"), " two")));
    const view = viewOf(editor);
    const { from } = body(view);
    choose(view, from + 3, from + 6);
    const board = copied(view);
    choose(view, from, from);
    pasted(view, board);
    expect(editor.notes().map(({ text }) => text)).toEqual(["n", "n"]);
    expect(new Set(editor.notes().map(({ id }) => id)).size).toBe(2);
  });

  it("lets citings follow the notes that were copied with them", () => {
    const first = note("n");
    const again = nodes.note_again.create({ note: first.attrs["id"] as string, as: "words" });
    const { editor } = open(article(p("One", first, " two ", again), p("")));
    const view = viewOf(editor);
    const { from, to } = body(view);
    choose(view, from, to - 2);
    const board = copied(view);
    expect(board["text/plain"]).toBe("One[1] two see note 1\n\n[1] n");
    choose(view, to, to);
    pasted(view, board);
    const [, second] = editor.notes();
    const cited: string[] = [];
    view.state.doc.descendants((node) => {
      if (node.type === nodes.note_again) cited.push(node.attrs["note"] as string);
    });
    expect(cited).toEqual([first.attrs["id"], second?.id]);
  });

  it("says a citing in the language of the piece, and by its number within a note, too", () => {
    const first = note("n");
    const again = (as: string) => nodes.note_again.create({ note: first.attrs["id"] as string, as });
    const { editor } = open(article(p("One", first, note("b, ", again("words"), " and ", again("mark")))), {
      lang: "de",
    });
    editor.run("next-note");
    editor.run("next-note");
    const inner = noteView(editor);
    choose(inner, 0, inner.state.doc.content.size);
    expect(copied(inner)["text/plain"]).toBe("b, siehe Anm. 1 and [1]");
    const view = viewOf(editor);
    const { from, to } = body(view);
    choose(view, from, to);
    const board = copied(view);
    expect(board["text/plain"]).toBe("One[1][2]\n\n[1] n\n[2] b, siehe Anm. 1 and [1]");
    expect(board["text/html"]).toContain("siehe Anm. 1");
    const { editor: other } = open(article(p("")));
    choose(viewOf(other), body(viewOf(other)).from, body(viewOf(other)).from);
    pasted(viewOf(other), board);
    expect(other.notes(), "an English piece knows the stretch again").toHaveLength(2);
  });

  it("does not believe a page that imitates it, nor a part of itself", () => {
    const { editor } = open(article(p("One two")));
    const view = viewOf(editor);
    const { from } = body(view);
    choose(view, from, from + 3);
    const board = copied(view);
    const forged = { ...board, "text/plain": "Something else" };
    choose(view, from, from);
    pasted(view, forged);
    const unknown = {
      ...board,
      "text/html": (board["text/html"] ?? "").replace("paragraph", "script"),
    };
    pasted(view, unknown);
    view.state.doc.check();
    expect(editor.doc()).not.toContain("script");
  });

  it("says so under an embargo", () => {
    const { editor, told } = open(article(p("One")), {
      clipboard: {
        readClipboard: () => Promise.reject(new Error("no")),
        putPicture: () => Promise.reject(new Error("no")),
        offer: () => undefined,
        embargo: () => "27 November 2026, 07:00",
      },
    });
    const view = viewOf(editor);
    const { from, to } = body(view);
    choose(view, from, to);
    copied(view);
    expect(told.messages).toEqual([
      "This piece is under embargo until 27 November 2026, 07:00. What you copied must not go out before.",
    ]);
  });

  it("works within a note", () => {
    const { editor } = open(article(p("One", note("two ", em("three")))));
    editor.run("next-note");
    const view = noteView(editor);
    choose(view, 0, view.state.doc.content.size);
    const board = copied(view, "cut");
    expect(board["text/plain"]).toBe("two three");
    expect(linesOf(editor).at(-1)).toBe("One[]");
    pasted(noteView(editor), board);
    expect(linesOf(editor).at(-1)).toBe("One[two three]");
    expect(editor.doc()).toContain(`"emphasis"`);
  });

  it("over several parts becomes a heading and paragraphs in another body, and one line in a line", () => {
    const { editor } = open(article(p("One"), p("two")));
    const view = viewOf(editor);
    const { to } = body(view);
    choose(view, view.state.doc.child(0).nodeSize + 5, to - 1);
    const board = copied(view);
    const { editor: other } = open(article(p("")));
    choose(viewOf(other), body(viewOf(other)).from, body(viewOf(other)).from);
    pasted(viewOf(other), board);
    const types: string[] = [];
    viewOf(other).state.doc.forEach((block) => types.push(block.type.name));
    expect(types.slice(3)).toEqual(["heading", "paragraph", "paragraph"]);
    expect(linesOf(other).slice(3)).toEqual(["headline", "One", "tw"]);
    other.goTo({ part: "kicker", block: null, start: 0, end: 0 });
    pasted(viewOf(other), board);
    expect(linesOf(other)[0]).toBe("headline One tw");
  });

  it("puts cells into cells", () => {
    const cells = (...words: string[]) => row(...words.map((word) => td(p(word))));
    const { editor } = open(
      article(table(cells("a", "b"), cells("c", "d")), table(cells("", ""), cells("", ""))),
    );
    const view = viewOf(editor);
    const places: number[] = [];
    view.state.doc.descendants((node, pos) => {
      if (node.type === nodes.table_cell) places.push(pos);
    });
    view.dispatch(
      view.state.tr.setSelection(CellSelection.create(view.state.doc, places[0] ?? 0, places[3] ?? 0)),
    );
    const board = copied(view);
    expect(board["text/plain"]).toBe("a\tb\nc\td");
    choose(view, (places[4] ?? 0) + 2, (places[4] ?? 0) + 2);
    pasted(view, board);
    expect(view.state.doc.childCount).toBe(5);
    expect(linesOf(editor).slice(3)).toEqual(["abcd", "abcd"]);
  });
});
