// Findings as they lie on the text: set from outside by block and offset, carried along while one types.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey } from "prosemirror-state";
import { Mapping } from "prosemirror-transform";
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

const NONE: readonly EditorFinding[] = [];

/** The text that the findings were made of, and the way from there to the text that stands now. */
export interface Made {
  doc: Node;
  since: Mapping;
}

interface Shown extends Made {
  set: DecorationSet;
  /** Another one each time that findings were set from outside. */
  findings: readonly EditorFinding[];
}

const key = new PluginKey<Shown>("findings");

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
export const findingSet = (state: EditorState): DecorationSet =>
  key.getState(state)?.set ?? DecorationSet.empty;

/** The findings as they were last set; the same list while one only types. */
export const findingsIn = (state: EditorState): readonly EditorFinding[] =>
  key.getState(state)?.findings ?? NONE;

/** What the findings were made of; null where none can be shown. */
export const findingsMade = (state: EditorState): Made | null => key.getState(state) ?? null;

/** The ids of the findings at a position. */
export const findingsAt = (state: EditorState, pos: number): string[] =>
  findingSet(state)
    .find(pos, pos)
    .map((one) => (one.spec as { finding: string }).finding);

/** A transaction that shows these findings and no others. */
export const setFindings = (state: EditorState, findings: readonly EditorFinding[]) =>
  state.tr.setMeta(key, findings).setMeta("addToHistory", false);

export const findings = (): Plugin =>
  new Plugin<Shown>({
    key,
    state: {
      init: (_config, { doc }) => ({ set: DecorationSet.empty, findings: NONE, doc, since: new Mapping() }),
      apply: (tr, shown) => {
        const fresh = tr.getMeta(key) as readonly EditorFinding[] | undefined;
        if (fresh) return { set: draw(tr.doc, fresh), findings: fresh, doc: tr.doc, since: new Mapping() };
        if (!tr.docChanged) return shown;
        const { set } = shown;
        // A short list: findings are made again at each rest in typing.
        const since = shown.since.slice(0);
        since.appendMapping(tr.mapping);
        return { ...shown, set: set === DecorationSet.empty ? set : set.map(tr.mapping, tr.doc), since };
      },
    },
    props: { decorations: findingSet },
  });
