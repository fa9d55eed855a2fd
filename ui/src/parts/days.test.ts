// What people type for a day.
import { describe, expect, it } from "vitest";
import { readDay, readTime } from "./days";

describe("days and times as typed", () => {
  it("reads_the_ways_in_which_people_write_a_day", () => {
    const today = "2026-11-24";
    expect(readDay("2026-11-26", today)).toBe("2026-11-26");
    expect(readDay("26 Nov", today)).toBe("2026-11-26");
    expect(readDay("Thu 26 November 2027", today)).toBe("2027-11-26");
    expect(readDay("26.11.", today)).toBe("2026-11-26");
    expect(readDay("26/11/2026", today)).toBe("2026-11-26");
    expect(readDay("today", today)).toBe(today);
    expect(readDay("thursday", today)).toBe("2026-11-26");
  });
  it("refuses_days_that_do_not_exist", () => {
    for (const wrong of ["2026-02-30", "31.11.", "soon", "", "26 Foo", "0000-01-01"]) {
      expect(readDay(wrong, "2026-11-24")).toBeNull();
    }
  });
  it("reads_times_and_refuses_others", () => {
    expect(["7", "7:00", "0700", "07.00"].map(readTime)).toEqual(["07:00", "07:00", "07:00", "07:00"]);
    expect(readTime("")).toBe("");
    expect([readTime("25:00"), readTime("7:75"), readTime("noon")]).toEqual([null, null, null]);
  });
});
