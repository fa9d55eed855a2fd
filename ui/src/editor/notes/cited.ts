// Notes that are cited twice: what becomes of the citings when their note goes, moves behind them, or becomes another one.
//
// **Invariant:** a mark that cites a note stands behind it: the first of a note's marks is the one that carries it.
// **Invariant:** what is done here is undone together with the change that asked for it.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { againsOf, findBlock, type Found } from "../blocks";
import type { Host } from "../host";
import { schema } from "../schema";
import { notesIn } from "./references";

const { nodes } = schema;
const key = new PluginKey<string>("cited");

/** The citings of a note, in the order of the text. */
export const citingsOf = (doc: Node, id: string): Found[] =>
  againsOf(doc).filter(({ node }) => node.attrs["note"] === id);

/** Whether a citing is a mark of the text that could carry the note itself. */
function carries(doc: Node, { node, pos }: Found): boolean {
  const $pos = doc.resolve(pos);
  return (
    node.attrs["as"] === "mark" &&
    $pos.parent.type !== nodes.note &&
    $pos.parent.canReplaceWith($pos.index(), $pos.index() + 1, nodes.note)
  );
}

/** Lets all citings of one note cite another. */
export function retarget(tr: Transaction, from: string, to: string): void {
  for (const { pos } of citingsOf(tr.doc, from)) tr.setNodeAttribute(pos, "note", to);
}

const places = (count: number): string => (count === 1 ? "one other place" : `${String(count)} other places`);

/** Notes that are gone while they are still cited: the first citing mark takes the words over. */
function promote(before: EditorState, state: EditorState, tr: Transaction, cut: boolean): string[] {
  const told: string[] = [];
  const { numbers } = notesIn(state);
  for (const { node } of notesIn(before).list) {
    const id = node.attrs["id"] as string;
    if (numbers.has(id)) continue;
    const citings = citingsOf(tr.doc, id);
    if (citings.length === 0) continue;
    const name = `Note ${String(notesIn(before).numbers.get(id) ?? "")}`;
    const heir = cut ? undefined : citings.find((one) => carries(tr.doc, one));
    if (heir) {
      tr.replaceWith(heir.pos, heir.pos + 1, node.mark(heir.node.marks));
      told.push(`${name} is cited again: its words stand there now.`);
    } else if (cut) told.push(`${name} is cited in ${places(citings.length)}, too: paste it again.`);
    else told.push(`${name} was cited in ${places(citings.length)}, where “?” stands now.`);
  }
  return told;
}

/** Marks that stand before the note that they cite: the first of them and the note change places. */
function order(tr: Transaction): void {
  const seen = new Set<string>();
  for (const again of againsOf(tr.doc)) {
    const id = again.node.attrs["note"] as string;
    if (seen.has(id) || !carries(tr.doc, again)) continue;
    seen.add(id);
    const found = findBlock(tr.doc, id);
    if (!found || found.pos < again.pos) continue;
    tr.replaceWith(found.pos, found.pos + found.node.nodeSize, again.node.mark(found.node.marks));
    tr.replaceWith(again.pos, again.pos + 1, found.node.mark(again.node.marks));
  }
}

/** Keeps citings right, and tells what became of them. */
export const cited = (host: Host): Plugin =>
  new Plugin<string>({
    key,
    state: {
      init: () => "",
      apply: (tr, value) => (tr.getMeta(key) as string | undefined) ?? (tr.docChanged ? "" : value),
    },
    appendTransaction(transactions, before, state) {
      if (!transactions.some((tr) => tr.docChanged)) return null;
      if (transactions.some((tr) => tr.getMeta("remote") === true || tr.getMeta("history$"))) return null;
      const citings = againsOf(state.doc);
      if (citings.length === 0) return null;
      const moved = notesIn(before).numbers !== notesIn(state).numbers;
      if (!moved && citings.length <= againsOf(before.doc).length) return null;
      const { tr } = state;
      const cut = transactions.some((one) => one.getMeta("uiEvent") === "cut");
      const told = promote(before, state, tr, cut);
      order(tr);
      if (told.length > 0) tr.setMeta(key, told.join(" "));
      return tr.docChanged || told.length > 0 ? tr.setStoredMarks(state.storedMarks) : null;
    },
    view: () => ({
      update: (view, before) => {
        const told = key.getState(view.state);
        if (told && told !== key.getState(before)) host.tell(told);
      },
    }),
  });
