// What a screen provides as its commands, while it is shown, with the keys that the person chose.
import { expect, test } from "vitest";
import { Acts } from "./acts.svelte";
import { DEFAULTS } from "./desk.svelte";

test("what a screen provides is there while it is shown, with the person's keys", () => {
  const settings = { ...DEFAULTS, keys: { help: "Mod-Shift-h", save: "" } };
  const acts = new Acts(() => settings);
  const run = (): void => undefined;
  const gone = acts.provide(() => [
    { id: "help", name: "Help", group: "Window", keys: "F1", everywhere: true, run },
    { id: "save", name: "Save", group: "Piece", keys: "Mod-s", everywhere: true, run },
    { id: "strong", name: "Strong", group: "Letters", keys: "Mod-b", run },
  ]);
  expect(acts.of(["Mod-Shift-h"])?.id).toBe("help");
  expect(acts.of(["F1"])).toBeUndefined();
  expect(acts.of(["Mod-s"])).toBeUndefined();
  expect(acts.of(["Mod-b"])).toBeUndefined();
  gone();
  expect(acts.all()).toEqual([]);
});
