// The keys of the commands: the person's own where they changed them, else those that were designed.
import { keydownHandler } from "prosemirror-keymap";
import { type Command, Plugin } from "prosemirror-state";
import type { Host } from "../host";
import { type Entry, table } from "./index";

/** Runs commands by their keys, which the person may change at any time; `make` says what a key does here, null where nothing. */
export function boundKeys(
  host: Pick<Host, "keys">,
  make: (id: string, entry: Entry) => Command | null,
): Plugin {
  let bound: { keys: Host["keys"]; handle: ReturnType<typeof keydownHandler> } | null = null;
  const handler = (): ReturnType<typeof keydownHandler> => {
    if (bound?.keys === host.keys) return bound.handle;
    const bindings: Record<string, Command> = {};
    for (const [id, entry] of Object.entries<Entry>(table)) {
      const key = host.keys[id] ?? entry.keys;
      const made = key === "" ? null : make(id, entry);
      if (made) bindings[key] = made;
    }
    bound = { keys: host.keys, handle: keydownHandler(bindings) };
    return bound.handle;
  };
  return new Plugin({ props: { handleKeyDown: (view, event) => handler()(view, event) } });
}
