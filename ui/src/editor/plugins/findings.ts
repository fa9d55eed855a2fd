// Findings as they lie on the text: set from outside by block and offset, carried along while one types.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { findBlock, findPart, positionAt } from "../blocks";

/** One finding of the checks; offsets are UTF-16 units from the block's start. */
export interface EditorFinding {
  id: string;
  level: "error" | "flag" | "ledger";
  part: string;
  block: string | null;
  start: number;
  end: number;
  message: string;
}

const key = new PluginKey<DecorationSet>("findings");

function draw(doc: Node, findings: readonly EditorFinding[]): DecorationSet {
  const out: Decoration[] = [];
  for (const finding of findings) {
    const block = finding.block ? findBlock(doc, finding.block) : findPart(doc, finding.part);
    if (!block?.node.inlineContent) continue;
    const from = positionAt(block, finding.start);
    const to = positionAt(block, finding.end);
    const attrs = { class: `finding ${finding.level}`, "data-finding": finding.id, title: finding.message };
    if (to > from) out.push(Decoration.inline(from, to, attrs, { finding: finding.id, attrs }));
  }
  return DecorationSet.create(doc, out);
}

/** The decorations of the findings, in the outer document's positions. */
export const findingSet = (state: EditorState): DecorationSet => key.getState(state) ?? DecorationSet.empty;

/** The ids of the findings at a position. */
export const findingsAt = (state: EditorState, pos: number): string[] =>
  findingSet(state)
    .find(pos, pos)
    .map((one) => (one.spec as { finding: string }).finding);

/** A transaction that shows these findings and no others. */
export const setFindings = (state: EditorState, findings: readonly EditorFinding[]) =>
  state.tr.setMeta(key, findings).setMeta("addToHistory", false);

export const findings = (): Plugin =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => {
        const fresh = tr.getMeta(key) as readonly EditorFinding[] | undefined;
        if (fresh) return draw(tr.doc, fresh);
        return tr.docChanged ? set.map(tr.mapping, tr.doc) : set;
      },
    },
    props: { decorations: findingSet },
  });
