// Spaces and breaks that cannot be seen, shown where a person asks for it. They are drawn over the text, never put into it.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { type Found, namedOf } from "../blocks";

const key = new PluginKey<boolean>("spaces");

const NAMES: Record<string, string> = {
  "\u00A0": "wide",
  "\u202F": "narrow",
  "\u2009": "narrow",
  "\u200A": "narrow",
  "\u2007": "wide",
  "\u2003": "wide",
  "\u2002": "wide",
  "\u3000": "wide",
  "\u2011": "hyphen",
  "\u00AD": "hidden",
  "\u200B": "hidden",
  "\u200C": "hidden",
  "\u200D": "hidden",
  "\u200E": "hidden",
  "\u200F": "hidden",
  "\u2060": "hidden",
};
const ANY = new RegExp(Object.keys(NAMES).join("|"), "g");

/** Whether spaces and breaks are shown. */
export const spacesShown = (state: EditorState): boolean => key.getState(state) ?? false;

/** Shows spaces and breaks from now on, or hides them. */
export const showSpaces = (tr: Transaction, shown: boolean): Transaction =>
  tr.setMeta(key, shown).setMeta("addToHistory", false);

interface Seen {
  from: number;
  to: number;
  attrs: Record<string, string>;
}

const seen = new WeakMap<Node, Seen[]>();

/** What cannot be seen in a block, in positions of its content. */
function unseenIn(block: Node): Seen[] {
  const known = seen.get(block);
  if (known) return known;
  const out: Seen[] = [];
  block.forEach((node, offset) => {
    if (node.type.name === "break")
      out.push({ from: offset, to: offset + 1, attrs: { nodeName: "span", class: "shown-break" } });
    for (const { 0: char, index } of (node.text ?? "").matchAll(ANY))
      out.push({
        from: offset + index,
        to: offset + index + 1,
        attrs: { class: `shown-space ${NAMES[char] ?? ""}` },
      });
  });
  seen.set(block, out);
  return out;
}

/** The signs on one note's words, in positions of the outer document. */
export const spacesOnNote = (state: EditorState, { node, pos }: Found): Decoration[] =>
  spacesShown(state)
    ? unseenIn(node).map(({ from, to, attrs }) =>
        Decoration.inline(pos + 1 + from, pos + 1 + to, attrs, { attrs }),
      )
    : [];

const drawn = new WeakMap<Node, DecorationSet>();

function draw(doc: Node): DecorationSet {
  const known = drawn.get(doc);
  if (known) return known;
  const out: Decoration[] = [];
  for (const { node, pos } of namedOf(doc)) {
    if (!node.inlineContent || node.type.name === "note") continue;
    for (const { from, to, attrs } of unseenIn(node))
      out.push(Decoration.inline(pos + 1 + from, pos + 1 + to, attrs));
  }
  const set = DecorationSet.create(doc, out);
  drawn.set(doc, set);
  return set;
}

export const spaces = (): Plugin<boolean> =>
  new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (tr, value) => (tr.getMeta(key) as boolean | undefined) ?? value,
    },
    props: {
      decorations: (state) => (spacesShown(state) ? draw(state.doc) : null),
      attributes: (state): Record<string, string> => (spacesShown(state) ? { class: "showing" } : {}),
    },
  });
