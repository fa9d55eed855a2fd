// What is looked for as it lies on the text: every hit marked, the one at hand framed. Only what is near the window is
// drawn, so that a single letter looked for in a long text costs no more than a rare word.
import type { Node } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { type Found, positionAt } from "../blocks";
import type { Host } from "../host";
import { type Hit, Hits, spansIn } from "./hits";
import type { Pattern } from "./pattern";

/** What is looked for, and the hit at hand. */
export interface Sought {
  pattern: Pattern;
  current: { from: number; to: number } | null;
}

interface State {
  sought: Sought | null;
  /** The first and last top-level node that are drawn. */
  shown: readonly [number, number];
}

const key = new PluginKey<State>("find");
const ALL: State["shown"] = [0, Infinity];

/** What is looked for in this state, or null. The same object as long as nothing about it changes. */
export const soughtIn = (state: EditorState): Sought | null => key.getState(state)?.sought ?? null;

/** Looks for this from now on; null looks for nothing. */
export const seek = (tr: Transaction, sought: Sought | null): Transaction =>
  tr.setMeta(key, { sought }).setMeta("addToHistory", false);

let last: { doc: Node; pattern: Pattern; hits: Hits } | null = null;

/** The hits in a document. */
export function hitsIn(doc: Node, pattern: Pattern, lang: string): Hits {
  if (last?.doc !== doc || last.pattern !== pattern)
    last = { doc, pattern, hits: new Hits(doc, pattern, lang) };
  return last.hits;
}

const attrs = (current: boolean) => ({ class: current ? "hit hit-current" : "hit" });

function mark(from: number, to: number, sought: Sought): Decoration {
  const given = attrs(sought.current?.from === from && sought.current.to === to);
  return Decoration.inline(from, to, given, { attrs: given });
}

/** The marks on one note's words, in positions of the outer document. */
export function hitsOnNote(state: EditorState, note: Found, lang: string): Decoration[] {
  const sought = soughtIn(state);
  if (!sought) return [];
  return spansIn(sought.pattern, note.node, lang).map((span) =>
    mark(positionAt(note, span.from), positionAt(note, span.to - 1) + 1, sought),
  );
}

function draw(doc: Node, { sought, shown }: State, lang: string): DecorationSet {
  if (!sought) return DecorationSet.empty;
  const hits = hitsIn(doc, sought.pattern, lang);
  if (hits.count === 0) return DecorationSet.empty;
  const [from, to] = stretch(doc, shown);
  const out: Decoration[] = [];
  const add = (hit: Hit | null) => hit && out.push(mark(hit.from, hit.to, sought));
  for (const block of hits.blocks) {
    if (block.node.type.name === "note" || block.pos + block.node.nodeSize < from || block.pos > to) continue;
    for (let i = 0; i < block.spans.length; i++) add(hits.at(block.before + i));
  }
  const at = sought.current ? hits.indexOf(sought.current.from) : -1;
  if (at >= 0 && sought.current && (sought.current.from < from || sought.current.from > to)) add(hits.at(at));
  return DecorationSet.create(doc, out);
}

/** The positions that top-level nodes take. */
function stretch(doc: Node, [first, last]: State["shown"]): [number, number] {
  let [from, to, at] = [doc.content.size, doc.content.size, 0];
  doc.forEach((node, pos) => {
    if (at === first) from = pos;
    if (at === last) to = pos + node.nodeSize;
    at++;
  });
  return [first === 0 ? 0 : from, to];
}

/** The top-level nodes within a window's height of what is seen. */
function near(view: EditorView): State["shown"] {
  const { doc } = view.state;
  const places: number[] = [];
  doc.forEach((_node, pos) => places.push(pos));
  const height = window.innerHeight;
  const edge = (index: number): { top: number; bottom: number } | null => {
    const dom = view.nodeDOM(places[index] ?? 0);
    return dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
  };
  const whole = view.dom.getBoundingClientRect();
  if (whole.height === 0) return ALL;
  const find = (before: (box: { top: number; bottom: number }) => boolean): number => {
    let [low, high] = [0, places.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const box = edge(middle);
      if (box && before(box)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [find((box) => box.bottom < -height), find((box) => box.top < 2 * height)];
}

function watch(view: EditorView): { update(): void; destroy(): void } {
  let asked = 0;
  const show = (): void => {
    asked = 0;
    const state = key.getState(view.state);
    if (!state?.sought || view.isDestroyed) return;
    const shown = near(view);
    const [first, last] = state.shown;
    if (shown[0] !== first || shown[1] !== last)
      view.dispatch(view.state.tr.setMeta(key, { shown }).setMeta("addToHistory", false));
  };
  const soon = (): void => {
    if (soughtIn(view.state)) asked ||= requestAnimationFrame(show);
  };
  document.addEventListener("scroll", soon, { capture: true, passive: true });
  window.addEventListener("resize", soon);
  return {
    update: soon,
    destroy: () => {
      cancelAnimationFrame(asked);
      document.removeEventListener("scroll", soon, { capture: true });
      window.removeEventListener("resize", soon);
    },
  };
}

export function find(host: Host): Plugin {
  let drawn: { doc: Node; state: State; set: DecorationSet } | null = null;
  return new Plugin<State>({
    key,
    state: {
      // Until something was seen only the top is drawn.
      init: () => ({ sought: null, shown: [0, 40] }),
      apply: (tr, value) => {
        const asked = tr.getMeta(key) as Partial<State> | undefined;
        const state = asked ? { ...value, ...asked } : value;
        const { sought } = state;
        if (!tr.docChanged || !sought?.current || asked) return state;
        const from = tr.mapping.mapResult(sought.current.from, 1);
        const to = tr.mapping.mapResult(sought.current.to, -1);
        const gone = from.deleted || to.deleted || to.pos <= from.pos;
        if (!gone && from.pos === sought.current.from && to.pos === sought.current.to) return state;
        return { ...state, sought: { ...sought, current: gone ? null : { from: from.pos, to: to.pos } } };
      },
    },
    props: {
      decorations: (editor) => {
        const state = key.getState(editor);
        if (!state?.sought) return null;
        if (drawn?.doc !== editor.doc || drawn.state !== state)
          drawn = { doc: editor.doc, state, set: draw(editor.doc, state, host.lang) };
        return drawn.set;
      },
    },
    view: watch,
  });
}
