// The commands on blocks by their ids, as the one list of commands takes them in. What they do stands in the files beside.
import type { Command, EditorState } from "prosemirror-state";
import { block, depthOf } from "../commands/blocks";
import type { Entry } from "../commands/index";
import { schema } from "../schema";
import { frame, turn, unframe, verse } from "./frames";
import { blockLanguage, embed, figure, leave, placeholder, removeBlock, table } from "./insert";
import { moveBlock } from "./move";
import { pullQuote } from "./pull";
import { blockQuotation, runIn } from "./runin";
import { tableCommands } from "./tables";

const { nodes } = schema;

const inside = (name: "quotation" | "box" | "epigraph" | "turn" | "verse" | "code") => (state: EditorState) =>
  depthOf(state, nodes[name]) > 0;
const one = (name: string, keys: string, command: Command, more: Partial<Entry> = {}): Entry => ({
  name,
  keys,
  group: "blocks",
  make: () => command,
  ...more,
});
/** One that needs an argument or the host. */
const made = (name: string, keys: string, make: Entry["make"], more: Partial<Entry> = {}): Entry => ({
  name,
  keys,
  group: "blocks",
  make,
  ...more,
});
const tables = (name: string, keys: string, id: keyof typeof tableCommands): Entry =>
  one(name, keys, tableCommands[id], { group: "tables" });
/** Asks a person before it can do anything. */
const asks = () => ({});

export const blockCommands = {
  "block-controls": made("Controls of the block", "Mod-Alt-b", () => () => false, { asks }),
  quotation: one("Quotation", "Mod-Alt-q", frame(nodes.quotation), { active: inside("quotation") }),
  "block-quotation": made("Set off as a quotation", "Mod-Shift-Alt-q", blockQuotation),
  "run-in": made("Run the quotation in", "Mod-Alt-Shift-u", runIn),
  "pull-quote": made("Pull quote of this sentence", "Mod-Alt-v", pullQuote),
  box: one("Box", "Mod-Alt-Shift-b", frame(nodes.box), { active: inside("box") }),
  epigraph: one("Epigraph", "Mod-Alt-Shift-e", frame(nodes.epigraph), { active: inside("epigraph") }),
  turn: one("Interview: a speaker’s turn", "Mod-Alt-y", turn, { active: inside("turn") }),
  verse: one("Verse", "Mod-Alt-Shift-w", verse, { active: inside("verse") }),
  code: one("Code", "", block(nodes.code), { active: inside("code") }),
  table: made("Table", "Mod-Shift-t", (_host, argument) => table(argument), { asks }),
  figure: made("Picture", "Mod-Alt-g", (_host, argument) => figure(argument), { asks }),
  embed: made("Embed", "Mod-Alt-e", (_host, argument) => embed(argument), { asks }),
  placeholder: made("Placeholder: still to come", "Mod-Alt-k", (_host, argument) => placeholder(argument), {
    inNote: true,
    asks,
  }),
  "block-language": made(
    "Language of the block",
    "Mod-Alt-Shift-l",
    (_host, argument) => blockLanguage(argument),
    {
      asks: ({ selection: { $from } }) => ({ lang: ($from.parent.attrs["lang"] as string | null) ?? "" }),
    },
  ),
  unframe: made("Take the frame off", "Mod-Alt-u", (_host, at) => unframe(at)),
  leave: one("Go on below the frame", "Mod-Enter", leave),
  "move-up": made("Move the block up", "Alt-ArrowUp", (_host, at) => moveBlock(-1, at)),
  "move-down": made("Move the block down", "Alt-ArrowDown", (_host, at) => moveBlock(1, at)),
  "block-delete": made("Delete the block", "Mod-Shift-Backspace", (_host, argument) => removeBlock(argument)),
  "row-before": tables("Table: row above", "Mod-Alt-Shift-Enter", "row-before"),
  "row-after": tables("Table: row below", "Mod-Alt-Enter", "row-after"),
  "row-delete": tables("Table: delete the row", "Mod-Shift-Delete", "row-delete"),
  "row-select": tables("Table: select the row", "Mod-Alt-Shift-r", "select-row"),
  "column-before": tables("Table: column before", "Mod-Alt-Shift-d", "column-before"),
  "column-after": tables("Table: column after", "Mod-Alt-Shift-c", "column-after"),
  "column-delete": tables("Table: delete the column", "Alt-Shift-Delete", "column-delete"),
  "column-select": tables("Table: select the column", "Mod-Alt-Shift-i", "select-column"),
  "header-row": tables("Table: header row", "Mod-Alt-x", "header-row"),
  "header-column": tables("Table: header column", "Mod-Alt-Shift-x", "header-column"),
  "cells-merge": tables("Table: merge the cells", "Mod-Alt-m", "merge"),
  "cells-split": tables("Table: split the cell", "Mod-Alt-Shift-m", "split"),
  "cells-left": tables("Table: align left", "Mod-Alt-,", "align-left"),
  "cells-center": tables("Table: align in the middle", "Mod-Alt-.", "align-center"),
  "cells-right": tables("Table: align right", "Mod-Alt-/", "align-right"),
  "table-delete": tables("Table: delete it", "Mod-Alt-Shift-t", "delete"),
} satisfies Record<string, Entry>;
