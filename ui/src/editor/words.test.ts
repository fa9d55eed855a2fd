// Words are counted here as the core counts them.
import { describe, expect, it } from "vitest";
import { countWords } from "./words";

describe("counting words", () => {
  it.each([
    ["", 0],
    ["— … “”", 0],
    ["The vote — 3.5 per cent.", 5],
    ["don’t well-known", 3],
    ["議会は", 3],
    ["カタカナ", 4],
    ["صوّت المجلس", 2],
    ["naïve cafe\u0301", 2],
    ["1,200 boats, 24.5%", 3],
    ["a\uFFFCb", 2],
    ["snake_case e.g. x:y", 3],
    ["👩‍👩‍👧 one", 1],
    ["潮平两岸阔，风正一帆悬。", 10],
    ["荒海や佐渡に横たふ天の川", 12],
    ["น้ำขึ้นให้รีบตัก", 4],
    ["Nam Khuen (น้ำขึ้น) 2569", 5],
  ])("finds in %j %i", (text, words) => {
    expect(countWords(text)).toBe(words);
  });
});
