// What a few signs typed at a block's start turn it into: headings, quotations, lists, a rule, code.
import type { Attrs, NodeType, ResolvedPos } from "prosemirror-model";
import { Selection, type Transaction } from "prosemirror-state";
import { canJoin, findWrapping } from "prosemirror-transform";
import { schema } from "../schema";

const { nodes } = schema;

/** Takes the signs away and turns the block into what they mean; null where that cannot be there. */
export type Shortcut = (tr: Transaction, $caret: ResolvedPos) => Transaction | null;

/** The block's text without the signs. */
const bare = (tr: Transaction, $caret: ResolvedPos): Transaction => tr.delete($caret.start(), $caret.pos);

const turn =
  (type: NodeType, attrs: Attrs): Shortcut =>
  (tr, $caret) => {
    const { parent, depth } = $caret;
    const index = $caret.index(-1);
    if (!$caret.node(-1).canReplaceWith(index, index + 1, type)) return null;
    // Code holds letters alone: a block with a note in it would lose it.
    if (type === nodes.code && parent.content.content.some((node) => !node.isText)) return null;
    const { id, lang, dir } = parent.attrs;
    const at = $caret.start(depth);
    return bare(tr, $caret).setBlockType(at, at, type, { id, lang, dir, ...attrs });
  };

const wrap =
  (type: NodeType, attrs: Attrs, joins: (before: Attrs, count: number) => boolean): Shortcut =>
  (tr, $caret) => {
    const start = $caret.start();
    const $start = bare(tr, $caret).doc.resolve(start);
    const range = $start.blockRange();
    const wrapping = range && findWrapping(range, type, attrs);
    if (!wrapping) return null;
    tr.wrap(range, wrapping);
    const before = tr.doc.resolve(start - 1).nodeBefore;
    if (before?.type === type && joins(before.attrs, before.childCount) && canJoin(tr.doc, start - 1))
      tr.join(start - 1);
    return tr;
  };

/** A list; it goes on with the one that stands right before where the number is the next one. */
const list = (kind: "bulleted" | "numbered" | "lettered", start: number): Shortcut =>
  wrap(
    nodes.list,
    { kind, start },
    (before, count) =>
      before["kind"] === kind && (kind === "bulleted" || (before["start"] as number) + count === start),
  );

const rule: Shortcut = (tr, $caret) => {
  const { parent } = $caret;
  const index = $caret.index(-1);
  if (parent.content.size !== 3 || !$caret.node(-1).canReplaceWith(index, index + 1, nodes.rule)) return null;
  const [before, after] = [$caret.before(), $caret.after()];
  tr.replaceWith(before, after, [nodes.rule.create(), nodes.paragraph.create(parent.attrs)]);
  return tr.setSelection(Selection.near(tr.doc.resolve(before + 2)));
};

/** The signs, the last one typed a moment ago, and what they mean. */
const SIGNS: readonly [RegExp, (sign: string) => Shortcut][] = [
  [/^(#{2,4}) $/, (sign) => turn(nodes.heading, { level: sign.length })],
  [/^```([a-z0-9+#-]{0,20}) $/, (language) => turn(nodes.code, { language })],
  [/^> $/, () => wrap(nodes.quotation, {}, () => true)],
  [/^[-*] $/, () => list("bulleted", 1)],
  [/^(\d{1,4})[.)] $/, (sign) => list("numbered", Number(sign))],
  [/^([a-z])[.)] $/, (sign) => list("lettered", sign.charCodeAt(0) - 96)],
  [/^---$/, () => rule],
];

/** What the block's text up to the caret, the typed letter in it, means; null where it is only text. */
export function shortcut(text: string): Shortcut | null {
  if (text.length > 24) return null;
  for (const [sign, meant] of SIGNS) {
    const found = sign.exec(text);
    if (found) return meant(found[1] ?? "");
  }
  return null;
}
