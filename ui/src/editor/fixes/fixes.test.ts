// Fixes in the text: one undo, marks kept, notes too, and nothing where the words have changed.
import { undo } from "prosemirror-history";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import { findBlock, textOf } from "../blocks";
import { article, em, figure, note, open, p } from "../testing/build";
import { type Chosen, makeFixes } from "./fixes";

const doubled = (block: string, start: number, text: string, word: string): Chosen => ({
  part: "body",
  block,
  field: null,
  start,
  end: start + text.length,
  text,
  edits: [{ part: "body", block, start: start + word.length, end: start + text.length, replace: "" }],
});

/** An editor whose findings were made of this text. */
function checked(...content: Node[]) {
  const { editor } = open(article(...content));
  editor.setFindings([]);
  const id = (at: number) => content[at]?.attrs["id"] as string;
  const block = (id: string) => {
    const found = findBlock(editor.access.state().doc, id);
    if (!found) throw new Error("The block is gone");
    return found;
  };
  const text = (id: string) => textOf(block(id).node);
  return { access: editor.access, check: () => editor.setFindings([]), id, block, text };
}

test("a fix is made where the finding stands, as one undo, and marks are kept", () => {
  const { access, id, text } = checked(p("She saw ", em("the the"), " vote."));
  expect(makeFixes(access, [doubled(id(0), 8, "the the", "the")])).toBe(1);
  expect(text(id(0))).toBe("She saw the vote.");
  expect(
    findBlock(access.state().doc, id(0))
      ?.node.child(1)
      .marks.map(({ type }) => type.name),
  ).toEqual(["emphasis"]);
  undo(access.state(), access.dispatch);
  expect(text(id(0))).toBe("She saw the the vote.");
});

test("a fix right behind what was typed is an undo of its own", () => {
  const { access, check, id, text } = checked(p("She saw the"));
  access.dispatch(access.state().tr.insertText(" the", access.state().doc.content.size - 1));
  check();
  expect(makeFixes(access, [doubled(id(0), 8, "the the", "the")])).toBe(1);
  expect(text(id(0))).toBe("She saw the");
  undo(access.state(), access.dispatch);
  expect(text(id(0))).toBe("She saw the the");
});

test("what is put in has the marks of the words before it", () => {
  const { access, id, text } = checked(p("He said: ", em("“We go.")));
  const close: Chosen = {
    part: "body",
    block: id(0),
    field: null,
    start: 9,
    end: 10,
    text: "“",
    edits: [{ part: "body", block: id(0), start: 16, end: 16, replace: "”" }],
  };
  expect(makeFixes(access, [close])).toBe(1);
  expect(text(id(0))).toBe("He said: “We go.”");
  expect(findBlock(access.state().doc, id(0))?.node.childCount).toBe(2);
});

test("a fix in a note is made in the note", () => {
  const inNote = note("Seen in in May.");
  const { access, text } = checked(p("Prices fell.", inNote, " So."));
  const id = inNote.attrs["id"] as string;
  expect(makeFixes(access, [{ ...doubled(id, 5, "in in", "in"), part: "note" }])).toBe(1);
  expect(text(id)).toBe("Seen in May.");
});

test("typing elsewhere moves a fix along; typing in its words makes it stale, and nothing changes", () => {
  const { access, id, block, text } = checked(p("One day she saw the the vote."), p("Two."));
  const fix = doubled(id(0), 16, "the the", "the");
  access.dispatch(access.state().tr.insertText("Once. ", block(id(0)).pos + 1));
  const before = text(id(0));
  expect(makeFixes(access, [fix])).toBe(1);
  expect(text(id(0))).toBe(before.replace("the the", "the"));
  undo(access.state(), access.dispatch);
  const found = block(id(0));
  access.dispatch(
    access.state().tr.insertText("x", found.pos + 1 + textOf(found.node).indexOf("the the") + 2),
  );
  const doc = access.state().doc;
  expect(makeFixes(access, [fix])).toBe(0);
  expect(access.state().doc.eq(doc)).toBe(true);
});

test("a fix at a paragraph's end is stale once the paragraph goes on", () => {
  const { access, id, block } = checked(p("He said: “We go."));
  const found = block(id(0));
  access.dispatch(access.state().tr.insertText(" At once.", found.pos + found.node.nodeSize - 1));
  const close: Chosen = {
    part: "body",
    block: id(0),
    field: null,
    start: 9,
    end: 10,
    text: "“",
    edits: [{ part: "body", block: id(0), start: 16, end: 16, replace: "”" }],
  };
  expect(makeFixes(access, [close])).toBe(0);
});

test("all fixes are one undo, in one paragraph and in several", () => {
  const { access, id, text } = checked(p("The the vote, the the end."), p("No no ferry, he he said."));
  const all = [
    doubled(id(0), 0, "The the", "The"),
    doubled(id(0), 14, "the the", "the"),
    doubled(id(1), 13, "he he", "he"),
  ];
  expect(makeFixes(access, all)).toBe(3);
  expect([text(id(0)), text(id(1))]).toEqual(["The vote, the end.", "No no ferry, he said."]);
  undo(access.state(), access.dispatch);
  expect([text(id(0)), text(id(1))]).toEqual(["The the vote, the the end.", "No no ferry, he he said."]);
});

test("a picture's description is mended, too", () => {
  const picture = figure("", "", "", { alt: "The the ferry" });
  const { access } = checked(p("One."), picture);
  const id = picture.attrs["id"] as string;
  const fix: Chosen = {
    part: "caption",
    block: id,
    field: "alt",
    start: 0,
    end: 7,
    text: "The the",
    edits: [{ part: "caption", block: id, start: 3, end: 7, replace: "" }],
  };
  expect(makeFixes(access, [fix])).toBe(1);
  expect(findBlock(access.state().doc, id)?.node.attrs["alt"]).toBe("The ferry");
});
