// Weeks as a calendar lays them out.
import { expect, test } from "vitest";
import { addDays, addMonths, daysFrom, mondayOf, weeksOfMonth } from "./weeks";

test("days go on over months, years and clock changes", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2026-10-25", 1)).toBe("2026-10-26");
  expect(daysFrom("2026-10-24", "2026-10-27")).toEqual([
    "2026-10-24",
    "2026-10-25",
    "2026-10-26",
    "2026-10-27",
  ]);
});
test("a week begins on its Monday", () => {
  expect(mondayOf("2026-11-25")).toBe("2026-11-23");
  expect(mondayOf("2026-11-29")).toBe("2026-11-23");
  expect(mondayOf("2026-11-23")).toBe("2026-11-23");
});
test("a month is shown in whole weeks", () => {
  expect(weeksOfMonth("2026-11-25")).toEqual({ from: "2026-10-26", to: "2026-12-06" });
  expect(weeksOfMonth("2027-02-10")).toEqual({ from: "2027-02-01", to: "2027-02-28" });
});
test("a month later is the same day, or that month's last", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
});
