// The drawing of a workflow says what its data say.
import { describe, expect, it } from "vitest";
import type { State, Transition } from "../../core/types";
import { draw, sentences } from "./drawing";

const state = (id: string, more: Partial<State> = {}): State => ({
  id,
  name: id,
  group: "before",
  colour: "ink",
  shape: "dot",
  editable: true,
  exports: false,
  off: false,
  ...more,
});
const step = (from: string, to: string, more: Partial<Transition> = {}): Transition => ({
  from,
  to,
  kind: "",
  label: `to ${to}`,
  gates: [],
  primary: false,
  reason: false,
  who: [],
  not_author: false,
  ...more,
});
const states = [state("draft"), state("editing"), state("proof"), state("hold", { group: "aside" })];
const ways = [
  step("draft", "editing", { primary: true, gates: ["errors"] }),
  step("editing", "proof", { primary: true }),
  step("proof", "draft"),
  ...["draft", "editing", "proof"].map((from) => step(from, "hold")),
  step("hold", "back"),
];

describe("the drawing", () => {
  it("has a box for each state and an arrow for each move between them", () => {
    const { boxes, arrows } = draw(states, ways);
    expect(boxes.map((box) => box.state.id)).toEqual(["draft", "editing", "proof", "hold"]);
    expect(arrows.map((arrow) => arrow.title)).toEqual([
      "draft to editing: to editing · 1 gate",
      "editing to proof: to proof",
      "proof to draft: to draft",
    ]);
    expect(boxes[3]?.told.join(" ")).toBe("from every state before publication, and back");
  });
  it("leaves out what is switched off", () => {
    const off = states.map((one) => ({ ...one, off: one.id === "proof" }));
    expect(draw(off, ways).arrows).toHaveLength(1);
  });
  it("is told in sentences", () => {
    expect(sentences(states, ways)[0]).toBe("draft: to editing, to editing · 1 gate; to hold, to hold.");
    expect(sentences(states, ways)[3]).toBe("hold: to back, to where it was.");
  });
});
