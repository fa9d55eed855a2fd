// A text that was typed and not saved, beside the one that is shown: what it has otherwise, and taking of it what a person wants.
//
// **Invariant:** what is taken is one transaction, undone by one undo, and saved as everything that is typed.
import { closeHistory } from "prosemirror-history";
import { type Node, Slice } from "prosemirror-model";
import type { Access } from "../access";
import { parse } from "../serial";
import { changesBetween, type TextChange } from "./changes";

/** Changes of a text that was recovered, and the text that they are changes of. */
export interface Recovered {
  readonly on: Node;
  readonly changes: readonly TextChange[];
}

/** What the recovered text has otherwise; an empty one has nothing. Throws where it is a text that this window cannot read. */
export function recovered(access: Access, doc: string): Recovered {
  const on = access.state().doc;
  return { on, changes: doc === "" ? [] : changesBetween(on, parse(doc)) };
}

/** Takes these changes; false where the text is another by now, so that they must be looked at again. */
export function takeChanges(access: Access, { on, changes }: Recovered, taken: ReadonlySet<number>): boolean {
  const state = access.state();
  if (!state.doc.eq(on)) return false;
  const { tr } = state;
  // From the end: those before keep their places.
  for (let at = changes.length - 1; at >= 0; at--) {
    const change = taken.has(at) ? changes[at] : undefined;
    if (change) tr.replace(change.from, change.to, new Slice(change.put, 0, 0));
  }
  if (tr.docChanged) access.dispatch(closeHistory(tr));
  return true;
}
