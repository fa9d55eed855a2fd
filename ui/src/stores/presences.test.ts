// What is said of who has a piece open.
import { describe, expect, it } from "vitest";
import type { Presence } from "../core/types";
import { Presences } from "./presences.svelte";

const there = (name: string, me = false): Presence => ({
  ...{ article: "a1", person: name, name, me },
  since: "2026-11-25T12:00:00Z",
});

describe("who has a piece open", () => {
  it("is_said_by_name_and_each_once", () => {
    const presences = new Presences();
    expect(presences.sentence("a1")).toBe("");
    presences.all = [there("Bo")];
    expect(presences.sentence("a1")).toBe("Bo is in it");
    presences.all = [there("Bo"), there("Ana"), there("Bo"), there("Me", true)];
    expect(presences.sentence("a1")).toBe("Bo and Ana are in it");
    presences.all = [there("Bo"), there(""), there("Ana")];
    expect(presences.sentence("a1")).toBe("Bo, Somebody and Ana are in it");
    expect(presences.sentence("a2")).toBe("");
  });

  it("is_oneself_in_another_window_where_it_is_nobody_else", () => {
    const presences = new Presences();
    presences.all = [there("Me", true)];
    expect(presences.sentence("a1")).toBe("You have it open in another window");
  });
});
