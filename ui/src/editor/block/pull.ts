// Pull quotes and the sentences that they repeat: one made of a sentence, whether it still stands so, the way to it.
import { Fragment, type Node } from "prosemirror-model";
import { type Command, type EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { Access } from "../access";
import { findBlock, OBJECT, positionAt, pullsOf, textOf } from "../blocks";
import type { Host } from "../host";
import { schema } from "../schema";

const { nodes } = schema;

/** Marks that a repeated sentence takes along. */
const CARRIED = new Set(["emphasis", "strong", "small_caps", "sub", "sup", "foreign"]);

/** The sentence of the selection in its block (offsets), or, with nothing selected, the one at the caret. */
function sentenceAt(state: EditorState, lang: string): { block: Node; from: number; to: number } | null {
  const { $from, $to, empty } = state.selection;
  const block = $from.parent;
  if (!$from.sameParent($to) || (block.type !== nodes.paragraph && block.type !== nodes.heading)) return null;
  const text = textOf(block);
  const offset = (at: number) => textOf(block.cut(0, at)).length;
  let [from, to] = [offset($from.parentOffset), offset($to.parentOffset)];
  if (empty) {
    const parts = [...new Intl.Segmenter(lang || "en", { granularity: "sentence" }).segment(text)];
    const at = parts.findLast((part) => part.index <= from);
    if (!at) return null;
    [from, to] = [at.index, at.index + at.segment.length];
  }
  const clean = (char: string) => char === OBJECT || /\s/.test(char);
  while (from < to && clean(text.charAt(from))) from++;
  while (to > from && clean(text.charAt(to - 1))) to--;
  return to > from ? { block, from, to } : null;
}

/** Its letters as a pull quote has them: without notes, comments and suggestions. */
function repeated(block: Node, from: number, to: number): Fragment {
  const found = { node: block, pos: -1 };
  const out: Node[] = [];
  block.cut(positionAt(found, from), positionAt(found, to)).forEach((child) => {
    if (child.isText) out.push(child.mark(child.marks.filter((mark) => CARRIED.has(mark.type.name))));
    else if (child.type === nodes.break) out.push(schema.text(" "));
  });
  return Fragment.fromArray(out);
}

/** Sets the selected sentence (or that of the caret) as a pull quote behind its block, tied to where it stands. */
export const pullQuote =
  (host: Pick<Host, "lang">): Command =>
  (state, dispatch) => {
    const found = sentenceAt(state, host.lang);
    const { $from } = state.selection;
    if (!found || $from.index(0) < 3) return false;
    const after = $from.after(1);
    if (!dispatch) return true;
    const { block, from, to } = found;
    const { id, lang, dir } = block.attrs;
    const sentence = textOf(block).slice(from, to).replaceAll(OBJECT, "");
    const made = nodes.pull_quote.create({ of: id, sentence, lang, dir }, repeated(block, from, to));
    const tr = state.tr.insert(after, made);
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1 + made.content.size)).scrollIntoView());
    return true;
  };

/** Where the sentence of a pull quote stands now: its block and offsets; null where it no longer stands so. */
function sentenceOf(doc: Node, quote: Node): { block: string; start: number; end: number } | null {
  const { of, sentence } = quote.attrs as { of: string; sentence: string };
  const found = sentence === "" ? null : findBlock(doc, of);
  if (!found?.node.inlineContent) return null;
  const text = textOf(found.node);
  // A note within the sentence changes none of its words.
  let plain = "";
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === OBJECT) continue;
    plain += text.charAt(at);
    offsets.push(at);
  }
  const at = plain.indexOf(sentence);
  if (at < 0) return null;
  return { block: of, start: offsets[at] ?? 0, end: (offsets[at + sentence.length - 1] ?? 0) + 1 };
}

/** Goes to the sentence that a pull quote repeats; false where it no longer stands so. */
export function toSentence(access: Access, quote: Node): boolean {
  const place = sentenceOf(access.state().doc, quote);
  return place !== null && access.goTo({ part: "body", ...place });
}

/** Whether a pull quote repeats a sentence at all, and whether that still stands. */
export const standing = (doc: Node, quote: Node): "alone" | "stands" | "changed" =>
  quote.attrs["sentence"] === "" ? "alone" : sentenceOf(doc, quote) ? "stands" : "changed";

const drawn = new WeakMap<Node, DecorationSet>();

function draw(doc: Node): DecorationSet {
  const known = drawn.get(doc);
  if (known) return known;
  const out = pullsOf(doc)
    .filter(({ node }) => standing(doc, node) === "changed")
    .map(({ node, pos }) =>
      Decoration.node(pos, pos + node.nodeSize, {
        class: "changed",
        "data-told": "The sentence that it repeats no longer stands so",
      }),
    );
  const set = out.length > 0 ? DecorationSet.create(doc, out) : DecorationSet.empty;
  drawn.set(doc, set);
  return set;
}

/** Shows where a pull quote's sentence no longer stands so. */
export const pullQuotes = (): Plugin => new Plugin({ props: { decorations: (state) => draw(state.doc) } });
