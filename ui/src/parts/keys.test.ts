// @vitest-environment jsdom
import { expect, test } from "vitest";
import { clipboardKeys, pressed, recorded, sameName, typesLetters } from "./keys";

const press = (key: string, keyCode: number, held: KeyboardEventInit = {}): KeyboardEvent =>
  new KeyboardEvent("keydown", { key, keyCode, ...held });

test("a name is the same however its parts are ordered", () => {
  expect(sameName("Shift-Mod-K")).toBe("Mod-Shift-k");
  expect(sameName("Mod--")).toBe("Mod--");
  expect(sameName("Alt-PageDown")).toBe("Alt-PageDown");
});
test("a press is found by its letter, with Shift or without", () => {
  expect(pressed(press("P", 80, { ctrlKey: true, shiftKey: true }))).toContain("Mod-Shift-p");
  expect(pressed(press("F8", 119))).toEqual(["F8"]);
  expect(pressed(press("?", 191, { shiftKey: true }))).toContain("?");
});
test("keys that copy and paste in every line are told from those that a command may take", () => {
  expect(["Mod-c", "Mod-x", "Mod-v", "Mod-a"].every(clipboardKeys)).toBe(true);
  expect(["Mod-Shift-v", "Mod-Alt-c", "Mod-z"].some(clipboardKeys)).toBe(false);
});
test("a press on a Russian keyboard is found by the key it is on", () => {
  expect(pressed(press("и", 66, { ctrlKey: true }))).toContain("Mod-b");
  expect(recorded(press("и", 66, { ctrlKey: true, altKey: true }))).toBe("Mod-Alt-b");
});
test("a modifier alone, and AltGr with a letter, are no command", () => {
  expect(pressed(press("Control", 17, { ctrlKey: true }))).toEqual([]);
  expect(pressed(press("@", 81, { ctrlKey: true, altKey: true, modifierAltGraph: true }))).toEqual([]);
});
test("keys that type a letter are told from those that do not", () => {
  expect(["q", "Shift-q", "1", "Enter"].map(typesLetters)).toEqual([true, true, true, true]);
  expect(["Mod-q", "Alt-Shift-1", "F7", "Shift-F8"].map(typesLetters)).toEqual([false, false, false, false]);
});
