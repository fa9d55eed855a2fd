// What the core reads comes to its place, whatever the person does meanwhile; what was left out is told.
import { undo } from "prosemirror-history";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { describe, expect, it, vi } from "vitest";
import type { ClipboardHost, Clipping } from "../host";
import { article, code, h2, linesOf, note, noteView, open, p, type, viewOf } from "../testing/build";
import { pasted } from "../testing/clipboard";
import { write } from "../serial";
import { told } from "./told";

/** A core that answers when the test says so. */
function core() {
  const asked: { text: string; html: string | null; how: string }[] = [];
  const offers: { message: string; label: string; act: () => void }[] = [];
  let settle: { resolve: (read: Clipping) => void; reject: (why: unknown) => void } | null = null;
  const clipboard: ClipboardHost = {
    readClipboard: (wish) => {
      asked.push(wish);
      return new Promise((resolve, reject) => (settle = { resolve, reject }));
    },
    putPicture: () => Promise.resolve({ hash: "a".repeat(64), width: 3, height: 2 }),
    offer: (message, label, act) => offers.push({ message, label, act }),
    embargo: () => null,
  };
  const moment = () => new Promise((done) => setTimeout(done));
  return {
    clipboard,
    asked,
    offers,
    async answer(blocks: ReturnType<typeof p>[], more: Partial<Clipping> = {}) {
      settle?.resolve({ doc: write(article(...blocks)), left_out: [], markdown: false, ...more });
      await moment();
    },
    async refuse(why: unknown) {
      settle?.reject(why);
      await moment();
    },
    moment,
  };
}
const caret = (view: EditorView, at: number, to = at): void =>
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, at, to)));
const start = (view: EditorView): number =>
  view.state.doc.child(0).nodeSize + view.state.doc.child(1).nodeSize + view.state.doc.child(2).nodeSize + 1;
const HTML = { "text/html": "<p>x</p>", "text/plain": "x" };

describe("a paste that is being read", () => {
  it("comes where it was pasted, though the person typed on, and the caret stays with the person", async () => {
    const { clipboard, answer, asked } = core();
    const { editor } = open(article(p("One two")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 3);
    expect(pasted(view, HTML)).toBe(true);
    expect(asked).toEqual([{ text: "x", html: "<p>x</p>", how: "rich" }]);
    caret(view, start(view));
    type(view, "Zero ");
    await answer([p(" and a half")]);
    expect(linesOf(editor).at(-1)).toBe("Zero One and a half two");
    type(view, "! ");
    expect(linesOf(editor).at(-1)).toBe("Zero ! One and a half two");
  });

  it("takes the place of what was selected, as one step of undo", async () => {
    const { clipboard, answer } = core();
    const { editor } = open(article(p("One two three")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 4, start(view) + 7);
    pasted(view, HTML);
    await answer([h2("Head"), p("2")]);
    expect(linesOf(editor).slice(3)).toEqual(["One Head", "2 three"]);
    undo(view.state, (tr) => view.dispatch(tr));
    expect(linesOf(editor).slice(3)).toEqual(["One two three"]);
  });

  it("goes into an empty block as what it is", async () => {
    const { clipboard, answer } = core();
    const { editor } = open(article(p("")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view));
    pasted(view, HTML);
    await answer([h2("Head"), p("One", note("n")), code("x = 1;")]);
    const types: string[] = [];
    view.state.doc.forEach((block) => types.push(block.type.name));
    expect(types.slice(3)).toEqual(["heading", "paragraph", "code"]);
    expect(editor.notes().map(({ text }) => text)).toEqual(["n"]);
  });

  it("does not open a note that stands first in it", async () => {
    const { clipboard, answer } = core();
    const { editor } = open(article(p("One")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 3);
    pasted(view, HTML);
    await answer([p(note("first"), " two", note("last"))]);
    expect(linesOf(editor).at(-1)).toBe("One[first] two[last]");
  });

  it("is read by the window where the core does not answer, and not at all where it says why", async () => {
    const { clipboard, refuse } = core();
    const { editor, told: heard } = open(article(p("One")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 3);
    pasted(view, { "text/html": "<p> <b>bold</b></p>", "text/plain": "bold" });
    await refuse(new Error("gone"));
    expect(linesOf(editor).at(-1)).toBe("Onebold");
    pasted(view, HTML);
    await refuse({
      code: "too-large",
      message: "What was pasted is larger than 64 MB; import it as a file.",
    });
    expect(linesOf(editor).at(-1)).toBe("Onebold");
    expect(heard.messages).toEqual(["What was pasted is larger than 64 MB; import it as a file."]);
  });

  it("says that it takes its time, and asks again where its place is gone", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { clipboard } = core();
    const { editor, told: heard } = open(article(p("One")), { clipboard });
    pasted(viewOf(editor), HTML);
    vi.advanceTimersByTime(1000);
    expect(heard.messages).toEqual(["What was pasted is being read …"]);
    vi.useRealTimers();
  });

  it("is joined in a line and in a note, and it is told", async () => {
    const { clipboard, answer } = core();
    const { editor, told: heard } = open(article(p("One", note("n"))), { clipboard });
    editor.goTo({ part: "headline", block: null, start: 0, end: 0 });
    pasted(viewOf(editor), HTML);
    await answer([h2("Head"), p("two", note("m"))]);
    expect(linesOf(editor)[1]).toBe("Head two[m]The headline");
    editor.run("next-note");
    editor.run("next-note");
    pasted(noteView(editor), HTML);
    await answer([p("three"), p("four", note("inner"))]);
    expect(linesOf(editor).at(-1)).toBe("One[nthree/four [inner]]");
    expect(heard.messages).toEqual([
      "2 paragraphs were joined: there is room for one here.",
      "2 paragraphs were joined: there is room for one here. A note cannot stand in a note: its words are in brackets.",
    ]);
  });

  it("offers to read Markdown, in place of the words and as one step of undo", async () => {
    const { clipboard, answer, offers, moment, asked } = core();
    const { editor } = open(article(p("One")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 3);
    pasted(view, { "text/plain": "# Head\n\n**two**" });
    await answer([p("# Head"), p("**two**")], { markdown: true });
    expect(linesOf(editor).slice(3)).toEqual(["One# Head", "**two**"]);
    offers[0]?.act();
    await moment();
    expect(asked[1]?.how).toBe("markdown");
    await answer([h2("Head"), p("two")]);
    expect(linesOf(editor).slice(3)).toEqual(["OneHead", "two"]);
    undo(view.state, (tr) => view.dispatch(tr));
    expect(linesOf(editor).slice(3)).toEqual(["One# Head", "**two**"]);
  });
});

describe("what is pasted at once", () => {
  it("is a line of plain words, with the marks at the caret; code takes lines as they are", () => {
    const { clipboard, asked } = core();
    const { editor } = open(article(code("a")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 1);
    pasted(view, { "text/plain": "\r\nb  <c>\u0007", "text/html": "<b>b</b>" });
    expect(linesOf(editor).at(-1)).toBe("a\nb  <c>");
    editor.goTo({ part: "standfirst", block: null, start: 0, end: 0 });
    pasted(view, { "text/plain": "one\n\ntwo" });
    expect(linesOf(editor)[2]).toBe("one two");
    expect(asked).toEqual([]);
  });

  it("is a picture, which becomes a figure between paragraphs and is told where it cannot stand", async () => {
    const { clipboard, moment } = core();
    const { editor, told: heard } = open(article(p("One two")), { clipboard });
    const view = viewOf(editor);
    caret(view, start(view) + 3);
    const picture = new File(["x"], "boat.png", { type: "image/png" });
    pasted(view, { "text/html": `<img src="https://example.org/boat.png">` }, [picture]);
    await moment();
    const types: string[] = [];
    view.state.doc.forEach((block) => types.push(block.type.name));
    expect(types.slice(3)).toEqual(["paragraph", "figure", "paragraph"]);
    expect(editor.doc()).toContain(`"width":3,"height":2`);
    editor.goTo({ part: "headline", block: null, start: 0, end: 0 });
    pasted(view, {}, [picture]);
    await moment();
    expect(heard.messages).toEqual(["A picture cannot stand in a line; put it between two paragraphs."]);
  });
});

describe("what was left out", () => {
  it("is told in one sentence", () => {
    const left = (code: string, count: number) => ({ code, count, message: "Something else.", text: "" });
    expect(told([])).toBe("");
    expect(told([left("picture-remote", 2), left("form", 1), left("underline", 4)])).toBe(
      "Taken without: 2 pictures from the web, 1 field of a form, underlining.",
    );
    expect(told([left("link-tracking", 3), left("note-paragraphs", 1)])).toBe(
      "Tracking was taken off 3 links. Something else.",
    );
  });
});
