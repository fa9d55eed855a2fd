// Random articles over the whole schema, and random edits of the kinds that a person makes. All from one seed.
import { joinBackward, lift, setBlockType, splitBlock, toggleMark, wrapIn } from "prosemirror-commands";
import { Fragment, type Node } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, EditorState, NodeSelection, TextSelection, type Transaction } from "prosemirror-state";
import { type NodeName, schema } from "../schema";
import { nextId } from "./build";

const { nodes, marks } = schema;

/** Mulberry32: small, quick, the same everywhere. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = "the council met ferry night boats — nobody “price” naïve 24 мост 渡船 عبّارة 👩‍👩‍👧 a b".split(" ");

export class Chance {
  constructor(readonly next: () => number) {}
  below = (count: number): number => Math.floor(this.next() * count);
  pick = <T>(from: readonly T[]): T => from[this.below(from.length)] as T;
  often = (share: number): boolean => this.next() < share;
  text = (): string => Array.from({ length: 1 + this.below(5) }, () => this.pick(WORDS)).join(" ");
}

function inline(chance: Chance, deep = true): Node[] {
  const out: Node[] = [];
  for (let i = chance.below(5); i > 0; i--) {
    const kind = chance.next();
    if (kind < 0.7 || out.length === 0) {
      const on = [];
      if (chance.often(0.2)) on.push(marks.emphasis.create());
      if (chance.often(0.1)) on.push(marks.strong.create());
      if (chance.often(0.1)) on.push(marks.link.create({ href: "https://example.org/" }));
      if (chance.often(0.05)) on.push(marks.foreign.create({ lang: "la" }));
      if (chance.often(0.1)) on.push(marks.comment.create({ id: `c${String(chance.below(3))}` }));
      out.push(schema.text(chance.text() + (chance.often(0.5) ? " " : ""), on));
    } else if (kind < 0.8) out.push(nodes.break.create());
    else if (kind < 0.87) out.push(nodes.placeholder.create({ label: "TK" }));
    else if (deep) out.push(nodes.note.create({ id: nextId() }, inline(chance, false)));
  }
  return out;
}

const textblock = (chance: Chance, name: NodeName, attrs: Record<string, unknown> = {}): Node => {
  const content = name === "code" ? [schema.text("x = 1;\ny")] : inline(chance);
  return nodes[name].create({ id: nextId(), ...attrs }, Fragment.fromArray(content));
};
const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

function block(chance: Chance, depth: number): Node {
  const blocks = (least: number) => times(least + chance.below(3), () => block(chance, depth + 1));
  const line = (name: NodeName) => textblock(chance, name);
  switch (chance.below(depth > 2 ? 6 : 20)) {
    case 6:
      return nodes.quotation.create(null, [
        ...blocks(1),
        ...(chance.often(0.5) ? [line("attribution")] : []),
      ]);
    case 7:
    case 8: {
      const item = () =>
        nodes.list_item.create(null, [line("paragraph"), ...(chance.often(0.3) ? blocks(0) : [])]);
      return nodes.list.create(
        { kind: chance.pick(["bulleted", "numbered", "lettered"]) },
        times(1 + chance.below(3), item),
      );
    }
    case 9: {
      const row = () =>
        nodes.table_row.create(
          null,
          times(2, () => nodes.table_cell.create(null, [line("paragraph")])),
        );
      return nodes.table.create({ id: nextId() }, times(2, row));
    }
    case 10:
      return nodes.figure.create({ id: nextId() }, [line("caption"), line("picture_credit")]);
    case 11:
      return nodes.verse.create(
        null,
        times(1 + chance.below(3), () => textblock(chance, "verse_line", { indent: chance.below(3) })),
      );
    case 12:
      return nodes.turn.create(null, [line("speaker"), ...blocks(0)]);
    case 13:
      return nodes.box.create(null, blocks(1));
    case 14:
      return nodes.epigraph.create(null, blocks(1));
    case 15:
      return line("code");
    case 16:
      return nodes.rule.create();
    case 17:
      return nodes.embed.create({ title: "A film" });
    case 18:
      return line("pull_quote");
    case 19:
    case 5:
      return textblock(chance, "heading", { level: chance.pick([2, 3, 4]) });
    default:
      return line("paragraph");
  }
}

/** An article of one to eight blocks. */
export const randomArticle = (chance: Chance): Node =>
  nodes.doc.createChecked(null, [
    textblock(chance, "kicker"),
    textblock(chance, "headline"),
    textblock(chance, "standfirst"),
    ...times(1 + chance.below(8), () => block(chance, 0)),
  ]);

/** Every position in text that is not inside a note. */
export function textPositions(doc: Node): number[] {
  const out: number[] = [];
  doc.descendants((node, pos) => {
    if (node.isTextblock)
      for (let at = pos + 1; at <= pos + 1 + node.content.size; at++)
        if (doc.resolve(at).parent === node) out.push(at);
    return !node.isTextblock;
  });
  return out;
}

function commandTr(state: EditorState, command: Command): Transaction | null {
  let out: Transaction | null = null;
  command(state, (tr) => (out = tr));
  return out;
}

const COMMANDS: Command[] = [
  splitBlock,
  joinBackward,
  lift,
  toggleMark(marks.strong),
  toggleMark(marks.emphasis),
  setBlockType(nodes.heading, { level: 3 }),
  setBlockType(nodes.paragraph),
  wrapIn(nodes.quotation),
  wrapIn(nodes.box),
  wrapInList(nodes.list, { kind: "numbered" }),
  splitListItem(nodes.list_item),
  liftListItem(nodes.list_item),
  sinkListItem(nodes.list_item),
];

function topStart(doc: Node, index: number): number {
  let pos = 0;
  for (let i = 0; i < index; i++) pos += doc.child(i).nodeSize;
  return pos;
}

/** A block comes or goes. */
function blockEdit(doc: Node, tr: Transaction, chance: Chance): Transaction | null {
  const index = 3 + chance.below(doc.childCount - 3);
  const pos = topStart(doc, index);
  if (chance.often(0.5)) {
    const fresh = nodes.paragraph.create({ id: nextId() }, schema.text(chance.text()));
    return tr.insert(pos, chance.often(0.5) ? nodes.rule.create() : fresh);
  }
  if (doc.childCount === 4) return null;
  return tr.setSelection(NodeSelection.create(doc, pos)).deleteSelection();
}

/** A note is written in, or goes with its reference. */
function noteEdit(doc: Node, tr: Transaction, chance: Chance): Transaction | null {
  const notes: { pos: number; node: Node }[] = [];
  doc.descendants((node, pos) => {
    if (node.type === nodes.note) notes.push({ pos, node });
  });
  if (notes.length === 0) return null;
  const { pos, node } = chance.pick(notes);
  if (chance.often(0.3)) return tr.delete(pos, pos + node.nodeSize);
  const inside = pos + 1 + chance.below(node.content.size + 1);
  return doc.resolve(inside).parent.type === nodes.note ? tr.insertText(chance.text(), inside) : null;
}

/** One edit of a random kind; null where that kind does not apply at the place that chance chose. */
export function randomEdit(state: EditorState, chance: Chance): Transaction | null {
  const { doc } = state;
  const positions = textPositions(doc);
  if (positions.length === 0) return null;
  const at = chance.pick(positions);
  const near = chance.often(0.7) ? Math.min(doc.content.size, at + chance.below(12)) : chance.pick(positions);
  const [from, to] = [Math.min(at, near), Math.max(at, near)];
  const $from = doc.resolve(from);
  const end = chance.often(0.6) ? from : to;
  const { tr } = state.apply(state.tr.setSelection(TextSelection.between($from, doc.resolve(end))));
  switch (chance.below(12)) {
    case 0:
    case 1:
    case 2:
      return tr.insertText(chance.text(), from, end);
    case 3:
    case 4:
      return tr.delete(from, to);
    case 5:
      return tr.deleteRange(from, to);
    case 6:
    case 7:
      return commandTr(state.apply(tr), chance.pick(COMMANDS));
    case 8: {
      const other = Math.min(chance.pick(positions), from);
      return tr.replaceRange(from, to, doc.slice(other, Math.min(from, other + 40)));
    }
    case 9: {
      const note = nodes.note.create({ id: nextId() }, schema.text("a note"));
      const leaf = chance.often(0.5) ? note : nodes.break.create();
      return $from.parent.type.contentMatch.matchType(leaf.type) ? tr.insert(from, leaf) : null;
    }
    case 10:
      return blockEdit(doc, tr, chance);
    default:
      return noteEdit(doc, tr, chance);
  }
}

/** A random edit that applies and changes something; null where chance found none. */
export function someEdit(doc: Node, chance: Chance): { state: EditorState; tr: Transaction } | null {
  for (let tries = 0; tries < 20; tries++) {
    try {
      const state = EditorState.create({ doc });
      const tr = randomEdit(state, chance);
      if (!tr?.docChanged || tr.doc.eq(doc)) continue;
      tr.doc.check();
      return { state, tr };
    } catch {
      // Chance asked for something that ProseMirror itself refuses: that is no edit.
    }
  }
  return null;
}
