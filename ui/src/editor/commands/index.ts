// Every command by its id: what it is called, its keys, what it does. The one list for keys, buttons and menus.
import { redo, undo } from "prosemirror-history";
import type { Command, EditorState } from "prosemirror-state";
import type { Host } from "../host";
import { type MarkName, schema } from "../schema";
import { blockCommands } from "../block/commands";
import { act } from "./act";
import { attribution, block, depthOf, indent, lineBreak, list, outdent, rule } from "./blocks";
import { noteCommands } from "../notes/commands";
import { asMarkdown } from "../paste/foreign";
import { NARROW } from "../quotes";
import {
  activeMarks,
  articleLink,
  foreign,
  link,
  markRange,
  openLink,
  toggle,
  typeText,
  unlink,
} from "./marks";

const { nodes, marks } = schema;

export interface Entry {
  name: string;
  /** For prosemirror-keymap; empty where the command has no key. */
  keys: string;
  group: "letters" | "blocks" | "tables" | "notes" | "find" | "history";
  /** Works inside a note, too. */
  inNote?: true;
  /** Changes nothing: it works where the text may only be read. */
  reads?: true;
  /** Goes on in what is being typed: for undo no act of its own. */
  typed?: true;
  /** Without an argument it has to ask a person; the present value is what is asked about. */
  asks?: (state: EditorState, host: Host) => unknown;
  make: (host: Host, argument: unknown) => Command;
  active?: (state: EditorState) => boolean;
}

const mark = (name: MarkName) => ({
  group: "letters" as const,
  inNote: true as const,
  make: () => toggle(marks[name]),
  active: (state: EditorState) => activeMarks(state).includes(name),
});

const heading = (level: number): Omit<Entry, "name" | "keys"> => ({
  group: "blocks",
  make: () => block(nodes.heading, { level }),
  active: ({ selection: { $from } }) =>
    $from.parent.type === nodes.heading && $from.parent.attrs["level"] === level,
});

const listOf = (kind: "bulleted" | "numbered" | "lettered"): Omit<Entry, "name" | "keys"> => ({
  group: "blocks",
  make: () => list(kind),
  active: (state) => {
    const depth = depthOf(state, nodes.list);
    return depth > 0 && state.selection.$from.node(depth).attrs["kind"] === kind;
  },
});

/** What the window does, not the editor: it is asked for, and works where nothing may be typed. */
const wish = (id: string): Omit<Entry, "name" | "keys"> => ({
  group: "find",
  reads: true,
  make: (host) => (_state, dispatch) => (dispatch && host.want(id, null), true),
});

const current = (name: "link" | "foreign") => (state: EditorState) =>
  markRange(state, marks[name])?.mark.attrs ?? null;

export const table = {
  strong: { name: "Strong", keys: "Mod-b", ...mark("strong") },
  emphasis: { name: "Emphasis", keys: "Mod-i", ...mark("emphasis") },
  link: {
    name: "Link",
    keys: "Mod-k",
    ...mark("link"),
    asks: current("link"),
    make: (_host, argument) => link(argument),
  },
  unlink: {
    name: "Remove link",
    keys: "Mod-Shift-k",
    group: "letters",
    inNote: true,
    make: () => unlink,
  },
  "open-link": {
    name: "Open link",
    keys: "Alt-Enter",
    group: "letters",
    inNote: true,
    reads: true,
    make: (host) => openLink(host),
  },
  "article-link": {
    name: "Link to a piece of the desk",
    keys: "Mod-Alt-Shift-k",
    group: "letters",
    inNote: true,
    asks: (state) => markRange(state, marks.article_link)?.mark.attrs ?? {},
    make: (_host, argument) => articleLink(argument),
  },
  foreign: {
    name: "Foreign words",
    keys: "Mod-Alt-l",
    ...mark("foreign"),
    asks: current("foreign"),
    make: (_host, argument) => foreign(argument),
  },
  "small-caps": { name: "Small caps", keys: "", ...mark("small_caps") },
  sub: { name: "Subscript", keys: "Mod-,", ...mark("sub") },
  sup: { name: "Superscript", keys: "Mod-.", ...mark("sup") },
  strike: { name: "Struck out", keys: "Mod-Shift-x", ...mark("strike") },
  dateline: { name: "Dateline", keys: "", ...mark("dateline") },
  "no-break-space": {
    name: "No-break space",
    keys: "Mod-Shift-Space",
    group: "letters",
    inNote: true,
    make: () => typeText("\u00A0"),
  },
  "narrow-space": {
    name: "Narrow no-break space",
    keys: "",
    group: "letters",
    inNote: true,
    make: () => typeText(NARROW),
  },
  "format-bar": {
    name: "To the bar of formats",
    keys: "Mod-F10",
    group: "letters",
    inNote: true,
    make: wish("format-bar").make,
  },
  paragraph: {
    name: "Paragraph",
    keys: "Mod-Alt-0",
    group: "blocks",
    make: () => block(nodes.paragraph),
    active: ({ selection: { $from } }) => $from.parent.type === nodes.paragraph,
  },
  heading2: { name: "Heading 2", keys: "Mod-Alt-2", ...heading(2) },
  heading3: { name: "Heading 3", keys: "Mod-Alt-3", ...heading(3) },
  heading4: { name: "Heading 4", keys: "Mod-Alt-4", ...heading(4) },
  ...blockCommands,
  attribution: { name: "Who said it", keys: "Mod-Alt-a", group: "blocks", make: () => attribution },
  bulleted: { name: "Bulleted list", keys: "Mod-Alt-8", ...listOf("bulleted") },
  numbered: { name: "Numbered list", keys: "Mod-Alt-7", ...listOf("numbered") },
  lettered: { name: "Lettered list", keys: "Mod-Alt-9", ...listOf("lettered") },
  indent: { name: "List item in", keys: "Mod-]", group: "blocks", make: () => indent },
  outdent: { name: "List item out", keys: "Mod-[", group: "blocks", make: () => outdent },
  rule: { name: "Rule", keys: "", group: "blocks", make: () => rule },
  break: { name: "New line", keys: "Shift-Enter", group: "blocks", typed: true, make: () => lineBreak },
  ...noteCommands,
  find: { name: "Find", keys: "Mod-f", ...wish("find") },
  replace: { name: "Find and replace", keys: "Mod-h", ...wish("replace") },
  "find-next": { name: "Find next", keys: "F3", ...wish("find-next") },
  "find-previous": { name: "Find previous", keys: "Shift-F3", ...wish("find-previous") },
  "read-markdown": {
    name: "Read what was pasted as Markdown",
    keys: "Mod-Alt-Shift-v",
    group: "history",
    make: () => asMarkdown,
  },
  undo: { name: "Undo", keys: "Mod-z", group: "history", make: () => undo },
  redo: { name: "Redo", keys: "Mod-Shift-z", group: "history", make: () => redo },
} satisfies Record<string, Entry>;

/** The entry of a command; `bold` is what many call `strong`. */
export const entry = (id: string): Entry | undefined =>
  (table as Record<string, Entry>)[id === "bold" ? "strong" : id];

/** A command as a menu or a help page lists it. */
export interface CommandLine {
  id: string;
  name: string;
  keys: string;
  group: string;
  /** It works where the text may only be read. */
  reads: boolean;
  /** It can be on or off at the caret. */
  toggles: boolean;
}

/** The commands as a menu or a help page lists them. */
export const COMMANDS: CommandLine[] = Object.entries(table as Record<string, Entry>).map(
  ([id, { name, keys, group, reads, active }]) => ({
    id,
    name,
    keys,
    group,
    reads: reads === true,
    toggles: active !== undefined,
  }),
);

/** The commands that are on at the caret. */
export const activeCommands = (state: EditorState): string[] =>
  Object.entries(table as Record<string, Entry>)
    .filter(([, { active }]) => active?.(state))
    .map(([id]) => id);

/** The groups whose commands are each an act of its own in the history. */
const ACTS: readonly Entry["group"][] = ["blocks", "tables"];

/** A command made ready: with what it needs, or asking for it. */
export function command(id: string, host: Host, argument?: unknown): Command | null {
  const found = entry(id);
  if (!found) return null;
  const { asks } = found;
  if (asks && argument === undefined)
    return (state, dispatch) => {
      const value = asks(state, host);
      if (value === null && (state.selection.empty || found.group === "notes")) return false;
      if (dispatch) host.want(id, value);
      return true;
    };
  const made = found.make(host, argument);
  return found.typed || !ACTS.includes(found.group) ? made : act(made);
}
