// Days and numbers as they stand on the screen.
import { describe, expect, it } from "vitest";
import { counted, language, moment, money, printedDay, since, when, whenInside } from "./intl";

describe("dates in a list", () => {
  it("near_days_have_names_and_far_ones_a_year", () => {
    expect(when("2026-11-24T17:00", "2026-11-24")).toBe("Today 17:00");
    expect(when("2026-11-23T12:00", "2026-11-24")).toBe("Yesterday 12:00");
    expect(when("2026-11-25", "2026-11-24")).toBe("Tomorrow");
    expect(when("2026-11-26T07:00", "2026-11-24")).toBe("Thu 26, 07:00");
    expect(when("2026-12-01T07:00", "2026-11-24")).toMatch(/^Tue .*Dec.* 07:00$/);
    expect(whenInside("2026-11-24T17:00", "2026-11-24")).toBe("today 17:00");
    expect(when("2027-01-02", "2026-11-24")).toMatch(/2027/);
  });
  it("a_printed_day_is_in_the_article_s_language", () => {
    expect(printedDay("2026-11-26T07:00", "de")).toBe("26. November 2026");
    expect(printedDay("2026-11-26", "not a tag")).toMatch(/2026/);
  });
  it("tells_how_long_ago_in_the_largest_unit_that_fits", () => {
    const now = Date.parse("2026-11-24T12:00:00Z");
    expect(since("2026-11-24T11:55:00Z", now)).toBe("5 min");
    expect(since("2026-11-24T10:00:00Z", now)).toBe("2 h");
    expect(since("2026-11-21T10:00:00Z", now)).toBe("3 d");
  });
  it("tells_the_moment_of_an_instant_in_the_desk_s_zone", () => {
    const now = new Date();
    expect(moment(now.toISOString(), "Europe/Lisbon")).toMatch(/^\d\d:\d\d$/);
    expect(moment(new Date(now.getTime() - 86_400_000).toISOString())).toMatch(/^yesterday, \d\d:\d\d$/);
    expect(moment("2020-03-04T05:06:07Z", "Asia/Tokyo")).toMatch(/4.* 2020, 14:06/);
    expect(moment("no instant")).toBe("");
  });
  it("counts_one_and_many_and_names_languages", () => {
    expect(counted(1, "word")).toBe("1 word");
    expect(counted(2, "word")).toBe("2 words");
    expect(language("en-GB")).toBe("English (UK)");
    expect(language("zz-not a tag")).toBe("zz-not a tag");
  });
});

describe("amounts of money", () => {
  it("are_shown_in_their_own_currency_with_its_own_digits", () => {
    expect(money(25050, "EUR", 2)).toBe("€250.50");
    expect(money(12000, "JPY", 0)).toMatch(/¥12,000$/);
    expect(money(1250, "KWD", 3).replaceAll("\u00a0", " ")).toBe("KWD 1.250");
  });
});
