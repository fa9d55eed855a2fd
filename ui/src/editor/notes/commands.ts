// The commands on notes, by their ids, for the list of all commands. What they do stands in the files beside this one.
import type { EditorState } from "prosemirror-state";
import type { Entry } from "../commands/index";
import { citable, note, noteAgain, stepNote } from "../commands/notes";
import { mergeNotes, splitNote } from "./merge";
import { moveReference } from "./move";
import { showNote } from "./preview";
import { notesIn } from "./references";

/** What a dialog of the window does. */
const wish =
  (id: string, there: (state: EditorState) => boolean = () => true): Entry["make"] =>
  (host) =>
  (state, dispatch) => {
    if (!there(state)) return false;
    if (dispatch) host.want(id, null);
    return true;
  };

export const noteCommands = {
  note: { name: "Note", keys: "Mod-Alt-f", group: "notes", make: (host) => note(host) },
  "note-again": {
    name: "Cite a note again…",
    keys: "Mod-Alt-r",
    group: "notes",
    inNote: true,
    asks: (state, host) => (citable(host, state) ? { as: "mark" } : null),
    make: (host, argument) => noteAgain(host, argument, "mark"),
  },
  "see-note": {
    name: "“See note …”",
    keys: "Mod-Alt-w",
    group: "notes",
    inNote: true,
    asks: (state, host) => (citable(host, state) ? { as: "words" } : null),
    make: (host, argument) => noteAgain(host, argument, "words"),
  },
  "show-note": {
    name: "Show the note at the caret",
    keys: "Mod-Alt-i",
    group: "notes",
    reads: true,
    make: () => showNote,
  },
  "next-note": {
    name: "Next note",
    keys: "Mod-Alt-n",
    group: "notes",
    reads: true,
    make: (host) => stepNote(host, 1),
  },
  "previous-note": {
    name: "Previous note",
    keys: "Mod-Alt-p",
    group: "notes",
    reads: true,
    make: (host) => stepNote(host, -1),
  },
  "merge-notes": {
    name: "Make one note of two",
    keys: "Mod-Alt-j",
    group: "notes",
    make: (host) => mergeNotes(host),
  },
  "split-note": {
    name: "Split the note at the caret",
    keys: "Mod-Alt-h",
    group: "notes",
    make: (host) => splitNote(host),
  },
  "reference-left": {
    name: "Move the reference to the left",
    keys: "Alt-Shift-ArrowLeft",
    group: "notes",
    make: (host) => moveReference(host, true),
  },
  "reference-right": {
    name: "Move the reference to the right",
    keys: "Alt-Shift-ArrowRight",
    group: "notes",
    make: (host) => moveReference(host, false),
  },
  "fill-notes": {
    name: "Fill notes…",
    keys: "Mod-Alt-Shift-f",
    group: "notes",
    make: wish("fill-notes", (state) => notesIn(state).list.length > 0),
  },
  "typed-notes": {
    name: "Make notes of typed marks…",
    keys: "",
    group: "notes",
    make: wish("typed-notes"),
  },
} satisfies Record<string, Entry>;
