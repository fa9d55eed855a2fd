// Marks of notes that were typed by hand, "[3]", made into notes; their words come from a typed list at the end of the text.
// The same rules hold when a file is imported (there in the core): not every number in brackets is a mark.
import { Fragment, type Node } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import type { Access } from "../access";
import { type Found, offsetAt, OBJECT, positionAt, textOf } from "../blocks";
import { newId } from "../ids";
import { schema } from "../schema";
import { drawer } from "./fill";
import { numbered, trim, valueOf } from "./list";

const { nodes, marks } = schema;

/** Headings of a list of notes. */
const HEADINGS = new Set(
  `notes|note|footnotes|endnotes|references|sources|anmerkungen|fußnoten|endnoten|quellen|notes et références|références|
notas|referencias|referências|fuentes|fontes|notas al pie|notas de rodapé|riferimenti|fonti|примечания|сноски|источники|
примітки|виноски|джерела|هوامش|الهوامش|ملاحظات|المراجع|حواشي|الحواشي`.split(/\s*\|\s*/),
);

/** A typed mark where it stands. */
interface Mark {
  number: number;
  written: string;
  from: number;
  to: number;
  /** Round brackets are more often something else. */
  unsure: boolean;
}

/** An entry of the typed list: what it takes away and what it says. */
interface Typed {
  number: number;
  content: Fragment;
  /** The top-level blocks that are its own; none for an item of a list. */
  blocks: number[];
  item: { block: number; index: number } | null;
}

interface List {
  heading: number | null;
  entries: Typed[];
}

/** One number, its marks in the text and what its note would say. */
export interface TypedRow {
  number: number;
  written: string;
  /** The words before the first mark. */
  before: string;
  marks: number;
  text: string | null;
  unsure: boolean;
  draw(place: HTMLElement): void;
}

export interface TypedPlan {
  rows: TypedRow[];
  /** Entries of the list that no mark cites; they stay where they are. */
  unused: { number: number; text: string }[];
  /** Makes notes of the marks with these numbers, as one change. */
  apply(numbers: ReadonlySet<number>): boolean;
}

/** The block at an index of the body, or null. */
const blockAt = (doc: Node, index: number): Node | null => (index < doc.childCount ? doc.child(index) : null);
const start = (doc: Node, index: number): number => {
  let pos = 0;
  for (let i = 0; i < index; i++) pos += doc.child(i).nodeSize;
  return pos;
};

function isHeading(block: Node): boolean {
  if (block.type !== nodes.paragraph && block.type !== nodes.heading) return false;
  return HEADINGS.has(
    textOf(block)
      .trim()
      .replace(/[:. ]+$/, "")
      .toLowerCase(),
  );
}

/** A paragraph that begins as an entry, by a number with its sign. */
function headOf(block: Node): { number: number; length: number } | null {
  const head = block.type === nodes.paragraph ? numbered(textOf(block)) : null;
  return head && head.sign !== "bare" ? head : null;
}

const breakOf = (): Fragment => Fragment.from(nodes.break.create());

/**
 * The entries from a block on. Under a heading paragraphs without a number go on with the entry before them where another
 * entry follows; behind the last one they are the text's own (who the author is).
 */
function entriesFrom(doc: Node, from: number, headed: boolean): Typed[] {
  const out: Typed[] = [];
  let more: number[] = [];
  const goOn = (): void => {
    const last = out.at(-1);
    if (last?.item === null)
      for (const index of more) {
        last.blocks.push(index);
        last.content = last.content.append(breakOf()).append(doc.child(index).content);
      }
    more = [];
  };
  for (let index = from; index < doc.childCount; index++) {
    const block = doc.child(index);
    if (block.type === nodes.paragraph) {
      const head = headOf(block);
      const content = head
        ? block.content.cut(positionAt({ node: block, pos: -1 }, head.length))
        : block.content;
      if (head) {
        goOn();
        out.push({ number: head.number, content, blocks: [index], item: null });
      } else if (!headed || out.length === 0) break;
      else more.push(index);
    } else if (block.type === nodes.list && block.attrs["kind"] === "numbered") {
      goOn();
      block.forEach((item, _offset, nth) => {
        const simple = item.children.every((child) => child.type === nodes.paragraph);
        const content = item.children.reduce(
          (all, child, i) => (i > 0 ? all.append(breakOf()) : all).append(child.content),
          Fragment.empty,
        );
        const number = (block.attrs["start"] as number) + nth;
        if (simple) out.push({ number, content, blocks: [], item: { block: index, index: nth } });
      });
    } else if (block.type !== nodes.rule) break;
  }
  const holdsNote = (content: Fragment): boolean => {
    let holds = false;
    content.forEach((node) => (holds ||= node.type === nodes.note));
    return holds;
  };
  return out.filter(({ content }) => !holdsNote(content));
}

/** The typed list at the end of the body, if one is there. */
function findList(doc: Node): List {
  let last = doc.childCount;
  for (let index = doc.childCount - 1; index > 2; index--) {
    const block = doc.child(index);
    if (isHeading(block)) {
      const entries = entriesFrom(doc, index + 1, true);
      if (entries.length > 0) return { heading: index, entries };
      break;
    }
  }
  // Without a heading: the last paragraphs, each with its number, one after the other.
  while (last > 3) {
    const block = blockAt(doc, last - 1);
    if (!block || (!headOf(block) && block.type !== nodes.rule)) break;
    last--;
  }
  const found = entriesFrom(doc, last, false);
  const rising = found.every(({ number }, i) => i === 0 || number > (found[i - 1]?.number ?? 0));
  if (found.length > 0 && rising && last > 3) return { heading: null, entries: found };
  const end = blockAt(doc, doc.childCount - 1);
  if (end?.type === nodes.list && end.attrs["kind"] === "numbered" && doc.childCount > 4)
    return { heading: null, entries: entriesFrom(doc, doc.childCount - 1, false) };
  return { heading: null, entries: [] };
}

const UNIT = /(?:^|[^\p{L}])(?:m|km|cm|mm|ft|x|y|e)$/u;

/** The marks in one line of text. */
function marksIn(line: Found, listed: ReadonlySet<number>): Mark[] {
  const text = textOf(line.node);
  const out: Mark[] = [];
  const add = (written: string, digits: string, from: number, unsure = false): void => {
    const number = valueOf(digits);
    out.push({
      number,
      written,
      from: positionAt(line, from),
      to: positionAt(line, from + written.length),
      unsure,
    });
  };
  for (const { 0: written, 1: digits = "", index } of text.matchAll(/\[(\p{Nd}{1,3})\](?!\()/gu)) {
    // At a line's head it numbers the line.
    if (text.slice(0, index).trim() !== "" && valueOf(digits[0] ?? "") > 0) add(written, digits, index);
  }
  for (const { 0: written, 1: digits = "", index } of text.matchAll(
    /(?<=[\p{L}\p{P}]\s?)\((\p{Nd}{1,3})\)/gu,
  )) {
    if (listed.has(valueOf(digits))) add(written, digits, index, true);
  }
  const raised = (written: string, from: number): void => {
    const before = text.slice(0, from);
    if (before === "" || /\p{Nd}$/u.test(before) || UNIT.test(before)) return;
    if (listed.has(valueOf(written))) add(written, written, from);
  };
  for (const { 0: written, index } of text.matchAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}/gu)) raised(written, index);
  line.node.forEach((node, offset) => {
    if (node.isText && marks.sup.isInSet(node.marks) && /^\p{Nd}{1,3}$/u.test(node.text ?? ""))
      raised(node.text ?? "", offsetAt(line.node.resolve(offset)));
  });
  return out.sort((a, b) => a.from - b.from);
}

/** Every line of the body's text that may hold marks, up to a top-level block. */
function lines(doc: Node, until: number): Found[] {
  const out: Found[] = [];
  const skipped = new Set(["code", "picture_credit", "speaker"]);
  doc.nodesBetween(start(doc, 3), start(doc, until), (node, pos) => {
    if (skipped.has(node.type.name)) return false;
    if (node.inlineContent) out.push({ node, pos });
    return !node.inlineContent;
  });
  return out;
}

const plain = (content: Fragment): string => {
  let text = "";
  content.forEach(
    (node) => (text += node.isText ? (node.text ?? "") : node.type === nodes.break ? " " : OBJECT),
  );
  return text.replaceAll(OBJECT, " ").trim();
};

interface Read {
  list: List;
  marks: Mark[];
  texts: Map<number, Fragment>;
  doc: Node;
}

function read(doc: Node): Read {
  const list = findList(doc);
  const texts = new Map<number, Fragment>();
  for (const { number, content } of list.entries) if (!texts.has(number)) texts.set(number, trim(content));
  const first = list.entries.map(({ blocks, item }) => blocks[0] ?? item?.block ?? doc.childCount);
  const until = Math.min(list.heading ?? doc.childCount, ...first);
  const all = lines(doc, until).flatMap((line) => marksIn(line, new Set(texts.keys())));
  const distinct = new Set(all.map(({ number }) => number)).size;
  const most = Math.max(distinct + 2, ...texts.keys());
  const found = all.filter(({ number }) => texts.has(number) || number <= most);
  return { list, marks: found, texts, doc };
}

/** What could be made of the typed marks of a text. */
export function planTyped(access: Access): TypedPlan {
  const { doc } = access.state();
  const found = read(doc);
  const rows = new Map<number, TypedRow>();
  for (const mark of found.marks) {
    const row = rows.get(mark.number);
    if (row) {
      row.marks++;
      row.unsure &&= mark.unsure;
      continue;
    }
    const content = found.texts.get(mark.number) ?? null;
    const $from = doc.resolve(mark.from);
    const before = textOf($from.parent).slice(0, offsetAt($from)).replaceAll(OBJECT, "");
    rows.set(mark.number, {
      number: mark.number,
      written: mark.written,
      before: before.length > 48 ? `…${before.slice(-48)}` : before,
      marks: 1,
      text: content === null ? null : plain(content),
      unsure: mark.unsure,
      draw: drawer(content ?? Fragment.empty),
    });
  }
  const unused = [...found.texts]
    .filter(([number]) => !rows.has(number))
    .map(([number, content]) => ({ number, text: plain(content) }));
  return {
    rows: [...rows.values()].sort((a, b) => a.number - b.number),
    unused,
    apply: (numbers) => apply(access, found, numbers),
  };
}

const maybe = new WeakMap<Node, boolean>();

/** Whether a top-level node could hold a mark: it is asked after each pause, so only what changed is read again. */
function mayHold(top: Node): boolean {
  let holds = maybe.get(top);
  if (holds === undefined) {
    holds = /\[\p{Nd}{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]/u.test(top.textContent);
    maybe.set(top, holds);
  }
  return holds;
}

/** Whether any mark of a note was typed by hand. */
export function hasTyped(access: Access): boolean {
  const { doc } = access.state();
  return doc.children.some(mayHold) && read(doc).marks.some(({ unsure }) => !unsure);
}

function apply(
  access: Access,
  { list, marks: all, texts, doc }: Read,
  numbers: ReadonlySet<number>,
): boolean {
  const chosen = all.filter(({ number }) => numbers.has(number));
  // The text changed meanwhile: what was shown is no longer what would be done.
  if (!access.editable() || chosen.length === 0 || access.state().doc !== doc) return false;
  const tr = closeHistory(access.state().tr);
  takeList(tr, list, new Set(chosen.map(({ number }) => number)), doc);
  const ids = new Map(chosen.map(({ number }) => [number, newId()]));
  const first = new Map<number, Mark>();
  for (const mark of chosen) if (!first.has(mark.number)) first.set(mark.number, mark);
  for (const mark of chosen.toReversed()) {
    const id = ids.get(mark.number) ?? "";
    const node =
      first.get(mark.number) === mark
        ? nodes.note.create({ id }, texts.get(mark.number) ?? null)
        : nodes.note_again.create({ note: id });
    tr.replaceWith(mark.from, mark.to, node);
  }
  access.dispatch(tr);
  return true;
}

/** Takes the entries that became notes out of the body, and the heading and a rule where none is left. */
function takeList(
  tr: ReturnType<typeof closeHistory>,
  { heading, entries }: List,
  taken: ReadonlySet<number>,
  doc: Node,
): void {
  const seen = new Set<number>();
  const gone = new Set<number>();
  const items = new Map<number, Set<number>>();
  let all = true;
  for (const { number, blocks, item } of entries) {
    if (!taken.has(number) || seen.has(number)) {
      all = false;
      continue;
    }
    seen.add(number);
    for (const block of blocks) gone.add(block);
    if (item) items.set(item.block, (items.get(item.block) ?? new Set()).add(item.index));
  }
  for (const [block, indexes] of items) if (indexes.size === doc.child(block).childCount) gone.add(block);
  if (all && heading !== null) gone.add(heading);
  const first = Math.min(...gone);
  if (all && gone.size > 0 && first > 3 && blockAt(doc, first - 1)?.type === nodes.rule) gone.add(first - 1);
  for (let index = doc.childCount - 1; index > 2; index--) {
    const at = start(doc, index);
    const block = doc.child(index);
    if (gone.has(index)) tr.delete(at, at + block.nodeSize);
    else if (items.has(index)) takeItems(tr, { node: block, pos: at }, items.get(index) ?? new Set());
  }
}

/** Takes items out of a list; it starts with the number of the first that stays. */
function takeItems(tr: ReturnType<typeof closeHistory>, { node, pos }: Found, indexes: Set<number>): void {
  const kept = node.children.filter((_item, index) => !indexes.has(index));
  const skipped = node.children.findIndex((_item, index) => !indexes.has(index));
  const attrs = { ...node.attrs, start: (node.attrs["start"] as number) + skipped };
  tr.replaceWith(pos, pos + node.nodeSize, nodes.list.create(attrs, kept, node.marks));
}
