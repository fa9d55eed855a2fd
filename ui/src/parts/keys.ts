// Keys by name, as "Mod-Alt-f": reading them from an event, comparing them. What they do is decided elsewhere.
import { base, keyName } from "w3c-keyname";

const ORDER = ["Mod", "Alt", "Shift"] as const;
const BARE = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Unidentified"]);

/** The parts of a name in one order, its letter small: "shift-Mod-K" → "Mod-Shift-k". */
export function sameName(keys: string): string {
  const parts = keys.replace(/-$/, "\u0000").split("-");
  const key = (parts.pop() ?? "").replace("\u0000", "-");
  const held = new Set(parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase()));
  return [...ORDER.filter((one) => held.has(one)), key.length === 1 ? key.toLowerCase() : key].join("-");
}

/** Every name under which a press may be looked for: what it types first, then what stands on the key of a Latin keyboard. Empty for a modifier alone. */
export function pressed(event: KeyboardEvent): string[] {
  const name = keyName(event);
  if (BARE.has(name) || event.isComposing || event.getModifierState("AltGraph")) return [];
  const mod = event.ctrlKey || event.metaKey;
  const held = [mod && "Mod", event.altKey && "Alt"].filter(Boolean) as string[];
  const names = [[...held, event.shiftKey && "Shift", name].filter(Boolean).join("-")];
  // "?" is typed with Shift on most keyboards, and meant without it.
  if (event.shiftKey && name.length === 1) names.push([...held, name].join("-"));
  const latin = base[event.keyCode];
  if (latin && latin !== name && (mod || event.altKey))
    names.push([...held, event.shiftKey && "Shift", latin].filter(Boolean).join("-"));
  return [...new Set(names.map(sameName))];
}

/** The name to keep when a person presses keys to set them; null for a modifier alone. */
export function recorded(event: KeyboardEvent): string | null {
  const names = pressed(event);
  const latin = names.find((name) => /(^|-)([a-z0-9]|[A-Z]\w+)$/.test(name));
  return latin ?? names[0] ?? null;
}

/** What these keys do in every program and every line that is typed in; "" for all others. */
export const clipboardKeys = (keys: string): string =>
  ({ "Mod-c": "copying", "Mod-x": "cutting", "Mod-v": "pasting", "Mod-a": "selecting all" })[keys] ?? "";

/** Whether typing these keys would type a letter: such keys cannot be a command's. */
export const typesLetters = (keys: string): boolean =>
  !/^(Mod|Alt)-|^F\d+$|-F\d+$|^Shift-(Enter|Escape|Page\w+|Home|End)$/.test(keys);
