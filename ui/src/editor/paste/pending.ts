// Stretches of the text where something is about to be pasted, or was pasted just now: they move with every change.
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";

export interface Stretch {
  from: number;
  to: number;
}

type Stretches = ReadonlyMap<number, Stretch>;
type Change = { id: number; at: Stretch | null };

const key = new PluginKey<Stretches>("pending");
let count = 0;

export const pending = (): Plugin<Stretches> =>
  new Plugin<Stretches>({
    key,
    state: {
      init: () => new Map(),
      apply: (tr, before) => {
        const change = tr.getMeta(key) as Change | undefined;
        if (!change && (before.size === 0 || !tr.docChanged)) return before;
        const next = new Map<number, Stretch>();
        for (const [id, { from, to }] of before) {
          const start = tr.mapping.map(from, -1);
          next.set(id, { from: start, to: Math.max(start, tr.mapping.map(to, 1)) });
        }
        if (change?.at) next.set(change.id, change.at);
        else if (change) next.delete(change.id);
        return next;
      },
    },
  });

/** A name for a stretch; `keep` gives it a place. */
export const newStretch = (): number => ++count;

/** Where the stretch is now. */
export const stretch = (state: EditorState, id: number): Stretch | null =>
  key.getState(state)?.get(id) ?? null;

/** From this transaction on the stretch is there; null forgets it. */
export const keep = (tr: Transaction, id: number, at: Stretch | null): Transaction =>
  tr.setMeta(key, { id, at } satisfies Change);
