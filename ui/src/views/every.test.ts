// @vitest-environment jsdom
import { expect, test } from "vitest";
import { sameName, typesLetters } from "../parts/keys";
import { Acts } from "../stores/acts.svelte";
import { DEFAULTS } from "../stores/desk.svelte";
import { everyAct } from "./every";

const all = everyAct(new Acts(() => DEFAULTS));

test("no two acts have one id, and none of the text's has another's", () => {
  expect(new Set(all.map((act) => act.id)).size).toBe(all.length);
});
test("no keys are given twice, but for those that mean one thing in the list and another in the text", () => {
  const keys = all.flatMap((act) => (act.keys ? [sameName(act.keys)] : []));
  const twice = keys.filter((one, at) => keys.indexOf(one) !== at);
  expect(twice).toEqual(["Mod-k"]);
});
test("no keys would type a letter", () => {
  expect(all.filter((act) => act.keys && typesLetters(act.keys)).map((act) => act.keys)).toEqual(
    ["Shift-Enter"].filter((one) => typesLetters(one)),
  );
});
