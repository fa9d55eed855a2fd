// What the slash menu offers: commands that make something of the empty block, found by what is typed after the slash.
import type { EditorState } from "prosemirror-state";
import { command, COMMANDS, entry } from "../commands/index";
import type { Host } from "../host";

export interface SlashItem {
  id: string;
  name: string;
  keys: string;
}

const GROUPS = new Set(["blocks", "tables", "notes"]);
/** These do something with what stands there already; of an empty block they make nothing. */
const OTHERS = new Set([
  "block-controls",
  "block-delete",
  "block-language",
  "break",
  "indent",
  "leave",
  "move-down",
  "move-up",
  "outdent",
  "paragraph",
  "unframe",
]);

const alike = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase();

/** How well a command answers to what was typed: 0 not at all. */
function fit({ id, name }: { id: string; name: string }, query: string): number {
  if (query === "") return 1;
  const wanted = alike(query);
  const words = alike(name).split(/[^\p{L}\p{N}]+/u);
  const initials = words.map((word) => word.charAt(0)).join("");
  if (alike(name).startsWith(wanted)) return 4;
  if (initials.startsWith(wanted) && wanted.length > 1) return 3;
  if (wanted.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return 2;
  return id.includes(wanted) && wanted.length > 1 ? 1 : 0;
}

/** The commands that apply in a state and answer to the query, the best first. */
export function offered(state: EditorState, host: Host, query: string): SlashItem[] {
  return COMMANDS.filter(({ id, group, reads }) => GROUPS.has(group) && !reads && !OTHERS.has(id))
    .map((one) => ({ ...one, fit: fit(one, query) }))
    .filter((one) => one.fit > 0 && entry(one.id)?.active?.(state) !== true && command(one.id, host)?.(state))
    .sort((a, b) => b.fit - a.fit)
    .map(({ id, name, keys }) => ({ id, name, keys }));
}
