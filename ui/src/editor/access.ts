// What a room beside the text (finding, notes, tables …) may do with an editor. It is the only way in from outside.
//
// **Invariant:** a room keeps no state of its own that undo should bring back; it changes the text by `dispatch` alone.
import type { EditorState, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Host } from "./host";

export interface Access {
  /** The whole text, the notes in it. */
  state(): EditorState;
  dispatch(tr: Transaction): void;
  /** The view of the text; the notes' is the foot's own business. */
  readonly view: EditorView;
  readonly host: Host;
  editable(): boolean;
  /** Brings a stretch into view and selects it; false where it is no longer there. */
  goTo(place: { part: string; block: string | null; start: number; end: number }): boolean;
  /** The note in hand with its own view (positions from the note's start), or null. */
  note(): { id: string; view: EditorView } | null;
  /** Runs a command by its id; false where it does not apply here. */
  run(id: string, argument?: unknown): boolean;
  focus(): void;
}
