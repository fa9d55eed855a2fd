// All that can ever be done, for the help and for changing keys. It knows the editor, so it comes with the dialogs and not before.
import { COMMANDS } from "../editor";
import type { Act, Acts } from "../stores/acts.svelte";
import { ACTS, type Described } from "./acts";
import { COMMAND_GROUPS } from "./words";

/** All acts that there ever are, with this person's keys; they cannot be run from here. */
export function everyAct(acts: Acts): Act[] {
  const own = Object.entries(ACTS as Record<string, Described>).map(([id, described]) => ({
    id,
    ...described,
  }));
  const text = COMMANDS.map(({ id, name, keys, group }) => ({
    id,
    name,
    keys,
    group: COMMAND_GROUPS[group] ?? group,
  }));
  return [...own, ...text].map((one) => ({ ...one, keys: acts.keysOf(one), run: () => undefined }));
}
