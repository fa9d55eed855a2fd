// The keys of a note in hand. Undo and redo go to the outer state; Tab is left to the browser, so nobody is caught here.
import { chainCommands, deleteSelection, exitCode, selectAll } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import type { Plugin } from "prosemirror-state";
import { type Command, type EditorState, type Transaction } from "prosemirror-state";
import { boundKeys } from "../commands/bound";
import { copy } from "../copy/index";
import type { Host } from "../host";
import { paste } from "../paste/index";
import { turns } from "../plugins/turns";
import { schema } from "../schema";
import { typing, type TypingHost } from "../typing/plugin";

export interface InnerKeys {
  leave(): void;
  remove(): void;
  typing: TypingHost;
  /** Runs a command of the text by its id, in this note where it works in one. */
  run(id: string): boolean;
  readonly host: Host;
}

const insertBreak: Command = (state: EditorState, dispatch?: (tr: Transaction) => void) => {
  dispatch?.(state.tr.replaceSelectionWith(schema.nodes.break.create()).scrollIntoView());
  return true;
};

export function innerPlugins(keys: InnerKeys): Plugin[] {
  const leave: Command = () => (keys.leave(), true);
  const removeEmpty: Command = (state) => {
    if (state.doc.content.size > 0) return false;
    keys.remove();
    return true;
  };
  return [
    typing(keys.typing),
    boundKeys(keys.host, (id, { inNote, group }) =>
      inNote || group === "notes" || id === "undo" || id === "redo" ? () => keys.run(id) : null,
    ),
    keymap({
      Escape: leave,
      "Mod-y": () => keys.run("redo"),
      "Mod-a": selectAll,
      Enter: chainCommands(exitCode, insertBreak),
      "Shift-Enter": insertBreak,
      Backspace: chainCommands(removeEmpty, deleteSelection),
      Delete: deleteSelection,
    }),
    turns(),
    copy(keys.host),
    ...paste(keys.host, true),
  ];
}
