// What an empty part says it is for. Shown by the style sheet from `data-empty`; never part of the text.
import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { bareOf } from "../blocks";

const WORDS: Record<string, string> = {
  kicker: "Kicker",
  headline: "Headline",
  standfirst: "Standfirst",
  attribution: "Who said it",
  caption: "Caption",
  picture_credit: "Credit",
  speaker: "Speaker",
  heading: "Heading",
};

const drawn = new WeakMap<Node, DecorationSet>();

function draw(doc: Node): DecorationSet {
  const known = drawn.get(doc);
  if (known) return known;
  const out: Decoration[] = [];
  for (const { node, pos } of bareOf(doc)) {
    const only = node.type.name === "paragraph" && doc.childCount === 4 && doc.child(3) === node;
    const words = only ? "Write here" : WORDS[node.type.name];
    if (!words) continue;
    // A heading must have a name for who only hears it; on a paragraph one is not allowed.
    const name =
      node.type.name === "headline" || node.type.name === "heading"
        ? { "aria-label": `${words}, empty` }
        : {};
    out.push(Decoration.node(pos, pos + node.nodeSize, { class: "empty", "data-empty": words, ...name }));
  }
  const set = DecorationSet.create(doc, out);
  drawn.set(doc, set);
  return set;
}

export const empty = (): Plugin => new Plugin({ props: { decorations: (state) => draw(state.doc) } });
