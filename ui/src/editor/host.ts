// What the plugins may ask of the editor that they run in. Plugins live longer than one editor (the state is kept
// while a person changes the view), so they hold this record, and each new editor fills it anew.
import type { EditorState } from "prosemirror-state";

export interface Host {
  tell(message: string): void;
  openLink(href: string): void;
  /** A command needs something that only a person can say (an address, a language). */
  want(command: string, current: unknown): void;
  mediaUrl(hash: string): string;
  /** Puts the caret into a note at the foot; false where there is no such note. */
  openNote(id: string): boolean;
  /** The note in hand and what is selected in it (positions in its content), or null. */
  inHand(): { id: string; from: number; to: number } | null;
  /** The whole text with its notes; null while no editor is there. */
  text(): EditorState | null;
  /** The article's language. */
  lang: string;
  /** Keys that the person changed: a command's id → its keys, empty for none. */
  keys: Readonly<Record<string, string>>;
  /** Shown below the standfirst; it is not part of the text. */
  byline: HTMLElement | null;
}

/** A host that does nothing, until an editor fills it. */
export const idleHost = (): Host => ({
  tell: () => undefined,
  openLink: () => undefined,
  want: () => undefined,
  mediaUrl: () => "",
  openNote: () => false,
  inHand: () => null,
  text: () => null,
  lang: "",
  keys: {},
  byline: null,
});
