// What makes a command an act of its own in the history. Which commands are such is said in the list of commands.
import { closeHistory } from "prosemirror-history";
import type { Command } from "prosemirror-state";

/** An act of its own in the history, however soon after the last letter it comes. */
export const act =
  (command: Command): Command =>
  (state, dispatch, view) =>
    command(state, dispatch && ((tr) => dispatch(closeHistory(tr))), view);
