// A date of an open piece, typed against a desk in memory.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Dating } from "./dating.svelte";
import type { Room } from "./room.svelte";
import { furnish, openPiece, type PretendDesk } from "./testing";

let desk: PretendDesk;
let room: Room;
let dating: Dating;
let dropped: number;
const set = () => desk.calls.filter((name) => name === "date_set").length;
const PASSED = { breaks: true, message: "That moment has passed." };
let follows: (typeof PASSED)[];

beforeEach(async () => {
  vi.useFakeTimers();
  ({ desk, room } = await furnish());
  const value = (wall: unknown) => ({ wall, zone: "UTC", fold: null, instant: "", tzdb: "", told: "" });
  desk.answers.set("date_read", ({ text }) => ({ wall: text, spoken: `spoken ${String(text)}` }));
  desk.answers.set("date_ask", ({ wall }) => ({ value: value(wall), follows }));
  desk.answers.set("date_set", ({ wall }) => ({ publish_at: wall === null ? null : value(wall) }));
  await openPiece(room, desk);
  dropped = 0;
  follows = [PASSED];
  if (!room.open) throw new Error("No piece is open");
  dating = new Dating(room.desk, room.open, "publish_at", false, () => (dropped += 1));
});
afterEach(() => {
  vi.useRealTimers();
});
async function typed(text: string): Promise<void> {
  dating.day = text;
  await dating.preview();
}

describe("a date that is typed", () => {
  it("is_set_at_once_when_nothing_follows_from_it", async () => {
    follows = [];
    dating.day = "2026-11-26T07:00";
    await dating.set();
    expect(set()).toBe(1);
    expect(room.open?.article.dates.publish_at?.wall).toBe("2026-11-26T07:00");
  });

  it("tells_what_follows_while_it_is_typed_and_is_set_by_enter_alone", async () => {
    await typed("2026-11-26T07:00");
    expect(dating.asked?.told.follows).toEqual([PASSED]);
    await dating.set();
    expect(set(), "leaving the field is no yes").toBe(0);
    await dating.set({ sure: true });
    expect(set()).toBe(1);
    expect(dating.asked).toBeNull();
  });

  it("is_not_set_by_an_enter_that_comes_before_what_follows_is_told", async () => {
    dating.day = "2026-11-26T07:00";
    await dating.set({ sure: true });
    expect([set(), dating.asked?.wall]).toEqual([0, "2026-11-26T07:00"]);
    await dating.yes();
    expect(set()).toBe(1);
  });

  it("is_asked_about_anew_when_another_is_typed", async () => {
    await typed("2026-11-26T07:00");
    dating.day = "2026-11-27T07:00";
    await dating.set({ sure: true });
    expect([set(), dating.asked?.wall]).toEqual([0, "2026-11-27T07:00"]);
    dating.forget();
    expect([dating.day, dating.asked]).toEqual([null, null]);
  });

  it("says_so_when_it_is_left_without_a_yes", async () => {
    await typed("2026-11-26T07:00");
    dating.leave();
    expect([set(), dropped]).toEqual([0, 1]);
  });
});
