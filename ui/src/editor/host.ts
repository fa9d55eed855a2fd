// What the plugins may ask of the editor that they run in. Plugins live longer than one editor (the state is kept
// while a person changes the view), so they hold this record, and each new editor fills it anew.
import type { EditorState } from "prosemirror-state";

/** Something that was not taken; `text` are its words or addresses, one a line. */
export interface LeftOut {
  code: string;
  message: string;
  count: number;
  text: string;
}

/** What a clipboard held, read beside the window. */
export interface Clipping {
  /** The whole document as one string; its body is what was pasted. */
  doc: string;
  left_out: readonly LeftOut[];
  /** Plain text that looks like Markdown. */
  markdown: boolean;
}

/** What paste and copy need of the world around the editor. */
export interface ClipboardHost {
  /** Reads what another program wrote. Rejects where nobody can. */
  readClipboard(wish: {
    text: string;
    html: string | null;
    how: "rich" | "text" | "markdown";
  }): Promise<Clipping>;
  /** Keeps a picture's bytes. Rejects with a sentence. */
  putPicture(picture: Blob, name: string): Promise<{ hash: string; width: number; height: number }>;
  /** Says something, with one thing that can be done about it. */
  offer(message: string, label: string, act: () => void): void;
  /** Until when the piece must not go out, as words; null when it may. */
  embargo(): string | null;
}

export interface Host extends ClipboardHost {
  tell(message: string): void;
  openLink(href: string): void;
  /** Opens another piece of the desk, by its id. */
  openPiece(article: string): void;
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
  /** Whether marks follow the language as they are typed. */
  smart: boolean;
  /** Whether signs of Markdown become what they stand for as they are typed. */
  signs: boolean;
  /** Shown below the standfirst; it is not part of the text. */
  byline: HTMLElement | null;
}

const nobody = () => Promise.reject(new Error("Nobody reads the clipboard here."));

/** A clipboard without a world around it. */
export const loneClipboard: ClipboardHost = {
  readClipboard: nobody,
  putPicture: nobody,
  offer: () => undefined,
  embargo: () => null,
};

/** A host that does nothing, until an editor fills it. */
export const idleHost = (): Host => ({
  ...loneClipboard,
  tell: () => undefined,
  openLink: () => undefined,
  openPiece: () => undefined,
  want: () => undefined,
  mediaUrl: () => "",
  openNote: () => false,
  inHand: () => null,
  text: () => null,
  lang: "",
  keys: {},
  smart: true,
  signs: true,
  byline: null,
});
