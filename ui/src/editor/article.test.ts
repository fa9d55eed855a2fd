// The editor as its callers see it: text in, text out, undo, another head, places.
import { describe, expect, it } from "vitest";
import { article, em, h2, note, open, p } from "./testing/build";
import { parse, write } from "./serial";

describe("the text", () => {
  it("comes out as it went in", () => {
    const doc = article(p("One ", em("two"), note("three")), h2("Four"));
    const { editor, told } = open(doc);
    expect(editor.doc()).toBe(JSON.stringify(doc.toJSON()));
    expect(editor.takeSteps()).toEqual([]);
    expect(told.changes).toBe(0);
  });

  it("gives an id to every block that came without one", () => {
    const bare = {
      type: "doc",
      content: ["kicker", "headline", "standfirst", "paragraph"].map((type) => ({ type })),
    };
    const { editor } = open(JSON.stringify(bare));
    const ids: string[] = [];
    parse(editor.doc()).forEach((node) => ids.push(node.attrs["id"] as string));
    expect(new Set(ids).size).toBe(4);
    expect(ids.every((id) => /^[A-Za-z0-9]{12}$/.test(id))).toBe(true);
  });

  it("refuses a node that it does not know", () => {
    const doc = write(article(p("x"))).replace('"paragraph"', '"hologram"');
    expect(() => open(doc)).toThrow(/hologram/);
  });

  it("takes another head outside undo and keeps the caret in its block", () => {
    const first = p("Alpha beta");
    const second = p("Gamma delta");
    const { editor, told } = open(article(first, second));
    editor.goTo({ part: "body", block: second.attrs["id"] as string, start: 6, end: 6 });
    const other = parse(editor.doc());
    const changed = other.copy(
      other.content.replaceChild(3, other.child(3).copy(p("Alpha, changed elsewhere, beta").content)),
    );
    editor.replaceWith(write(changed));
    expect(editor.doc()).toBe(write(changed));
    expect(told.changes).toBe(0);
    expect(editor.takeSteps()).toEqual([]);
    expect(told.selection).toMatchObject({ block: second.attrs["id"], start: 6 });
    expect(editor.run("undo")).toBe(false);
  });

  it("keeps undo while one changes the view", () => {
    const { editor } = open(article(p("Alpha")));
    const before = editor.doc();
    editor.run("note");
    const kept = editor.keep();
    const after = editor.doc();
    editor.destroy();
    const again = open(after, { kept }).editor;
    expect(again.doc()).toBe(after);
    expect(again.run("undo")).toBe(true);
    expect(again.doc()).toBe(before);
    expect(again.run("redo")).toBe(true);
    expect(again.doc()).toBe(after);
  });

  it("counts words of the whole and of the selection", () => {
    const block = p("One two, three-four.", note("five six"));
    const { editor } = open(article(block));
    expect(editor.words()).toMatchObject({ whole: 8, body: 4, notes: 2, selection: 0 });
    editor.goTo({ part: "body", block: block.attrs["id"] as string, start: 0, end: 7 });
    expect(editor.words().selection).toBe(2);
  });

  it("shows findings and leads to them", () => {
    const block = p("We met in in winter");
    const { editor, place } = open(article(block));
    const id = block.attrs["id"] as string;
    editor.setFindings([
      { id: "f1", level: "error", part: "body", block: id, start: 7, end: 12, message: "Doubled word" },
    ]);
    expect(place.querySelector(".finding.error")?.textContent).toBe("in in");
    expect(editor.goTo({ part: "body", block: "nowhere00000", start: 0, end: 1 })).toBe(false);
    expect(editor.goTo({ part: "headline", block: null, start: 0, end: 3 })).toBe(true);
  });
});
