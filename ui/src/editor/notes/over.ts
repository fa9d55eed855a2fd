// What lies over the words of a note: findings, what is looked for, spaces that are shown. One list, for the foot and for the note in hand.
import type { EditorState } from "prosemirror-state";
import type { Decoration } from "prosemirror-view";
import type { Found } from "../blocks";
import { hitsOnNote, soughtIn } from "../find/plugin";
import { findingSet, findingsIn } from "../plugins/findings";
import { spacesOnNote, spacesShown } from "../typing/spaces";

/** The marks on one note, in positions of the outer document. */
export const onNote = (state: EditorState, note: Found, lang: string): Decoration[] => [
  ...findingSet(state).find(note.pos + 1, note.pos + note.node.nodeSize - 1),
  ...hitsOnNote(state, note, lang),
  ...spacesOnNote(state, note),
];

/** What is compared to know that nothing has changed over a note but by changing the note. */
export interface Layers {
  findings: ReturnType<typeof findingsIn>;
  rest: readonly unknown[];
}
export const layersOver = (state: EditorState): Layers => ({
  findings: findingsIn(state),
  rest: [soughtIn(state), spacesShown(state)],
});

/** Which notes may have something else over them than they had; null: none. */
export function othersOver(before: Layers | null, now: Layers): ((note: string) => boolean) | null {
  if (!before || now.rest.some((layer, i) => layer !== before.rest[i])) return () => true;
  if (now.findings === before.findings) return null;
  // Findings are made anew at each rest in typing, and lie on few notes.
  const on = new Set([...before.findings, ...now.findings].map(({ block }) => block));
  return (note) => on.has(note);
}
