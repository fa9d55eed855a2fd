// Where two directions meet the caret stands on either side: what is typed goes where it stands.
import { describe, expect, it } from "vitest";
import { TextSelection } from "prosemirror-state";
import { article, marked, open, p, press, type, viewOf } from "../testing/build";
import { schema } from "../schema";

const said = (lang: string, text: string) => marked(text, schema.marks.foreign.create({ lang }));
/** The words of the last block, those in another language in brackets. */
const words = (view: ReturnType<typeof viewOf>): string => {
  let out = "";
  view.state.doc.lastChild?.forEach((node) => {
    out += schema.marks.foreign.isInSet(node.marks) ? `[${node.text ?? ""}]` : (node.text ?? "");
  });
  return out;
};
function at(lang: string, text: string, offset: number) {
  const { editor } = open(article(p("one ", said(lang, text), " two")));
  const view = viewOf(editor);
  const start = view.state.doc.content.size - (view.state.doc.lastChild?.nodeSize ?? 0) + 1;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, start + offset)));
  return view;
}

describe("the caret at the border of directions", () => {
  it("behind words that run the other way is among them, and after an arrow beside them", () => {
    const inside = at("he", "שלום", 8);
    type(inside, "ם");
    expect(words(inside)).toBe("one [שלוםם] two");
    const outside = at("he", "שלום", 8);
    expect(press(outside, "ArrowRight")).toBe(true);
    type(outside, "!");
    expect(words(outside)).toBe("one [שלום]! two");
    const back = at("he", "שלום", 8);
    press(back, "ArrowRight");
    expect(press(back, "ArrowLeft")).toBe(true);
    type(back, "ם");
    expect(words(back)).toBe("one [שלוםם] two");
  });

  it("before them is beside them, and after an arrow among them", () => {
    const outside = at("ar", "سلام", 4);
    type(outside, "x");
    expect(words(outside)).toBe("one x[سلام] two");
    const inside = at("ar", "سلام", 4);
    expect(press(inside, "ArrowRight")).toBe(true);
    type(inside, "و");
    expect(words(inside)).toBe("one [وسلام] two");
  });

  it("has no such stop at words of the block's own direction, nor within words", () => {
    expect(press(at("fr", "bonjour", 11), "ArrowRight")).toBe(false);
    expect(press(at("he", "שלום", 6), "ArrowRight")).toBe(false);
  });
});
