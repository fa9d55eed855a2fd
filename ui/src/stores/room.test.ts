// A desk that is opened, handed over or left, and what comes in, against a desk in memory.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Room } from "./room.svelte";
import { failure, furnish, openPiece, type, type PretendDesk } from "./testing";

let desk: PretendDesk;
let room: Room;

beforeEach(async () => {
  vi.useFakeTimers();
  ({ desk, room } = await furnish());
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the room", () => {
  it("opens_on_the_list_when_a_desk_is_open", () => {
    expect(room.screen.place).toEqual({ name: "list" });
    expect(room.articles.rows).toHaveLength(1);
  });

  it("keeps_what_it_shows_where_the_desk_says_the_same_again_but_no_row_for_longer_than_a_minute", async () => {
    const [row] = room.articles.rows;
    const { desk: info } = room.desk;
    const reload = async (): Promise<void> => {
      desk.tell({
        kind: "changed",
        seq: 5,
        kinds: ["article"],
        articles: [],
        texts: {},
        origin: "elsewhere",
      });
      await vi.advanceTimersByTimeAsync(1000);
    };
    await reload();
    expect(room.articles.rows[0]).toBe(row);
    expect(room.desk.desk).toBe(info);
    desk.fields = { ...desk.fields, slug: "another" };
    await reload();
    expect(room.articles.rows[0]).not.toBe(row);
    expect(room.articles.rows[0]?.slug).toBe("another");
    const [second] = room.articles.rows;
    await vi.advanceTimersByTimeAsync(61_000);
    await reload();
    expect(room.articles.rows[0]).not.toBe(second);
    expect(room.articles.rows[0]).toEqual(second);
  });

  it("tells_what_was_put_aside_when_a_desk_opens_and_keeps_telling_it", async () => {
    desk.answers.set("desk_open", () => {
      const put = { code: "put-aside", message: "A log is kept as a.stet-wal.1." };
      desk.tell({ kind: "trouble", failure: put });
      return (desk.answers.get("app_state") as () => unknown)();
    });
    await room.enter(() => room.desk.open());
    expect(room.screen.told.map((one) => one.text)).toContain("A log is kept as a.stet-wal.1.");
    expect(room.trouble).toBeNull();
  });

  it("says_nothing_when_the_question_where_the_sample_goes_is_closed", async () => {
    desk.answers.set("desk_sample", () => {
      throw failure("cancelled", "No desk was made.");
    });
    const { place } = room.screen;
    await room.enter(() => room.desk.sample());
    expect(room.screen.told).toEqual([]);
    expect(room.screen.place).toEqual(place);
  });

  it("tells_that_words_of_an_earlier_day_wait_in_a_piece", async () => {
    desk.answers.set("recovery_pieces", () => ["ferry-vote"]);
    desk.answers.set("desk_open", desk.answers.get("app_state") as never);
    await room.enter(() => room.desk.open());
    await vi.advanceTimersByTimeAsync(0);
    expect(room.screen.told.at(-1)?.text).toContain("“ferry-vote” were not saved before");
  });

  it("keeps_a_locked_text_locked_when_the_desk_tells_a_change", async () => {
    const text = await openPiece(room, desk);
    let editable: boolean | null = null;
    desk.answers.set("desk_open", async () => {
      desk.tell({
        kind: "changed",
        seq: 7,
        kinds: ["date"],
        articles: ["a1"],
        texts: {},
        origin: "elsewhere",
      });
      await new Promise((done) => setTimeout(done, 500));
      ({ editable } = text);
      throw failure("cancelled");
    });
    const entered = room.enter(() => room.desk.open());
    await vi.advanceTimersByTimeAsync(600);
    await entered;
    expect(editable).toBe(false);
    expect(text.editable).toBe(true);
  });

  it("takes_a_desk_from_a_second_launch_only_when_everything_is_saved", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("desk_open", () => {
      expect(text.editable).toBe(false);
      throw failure("cancelled");
    });
    type(room, text, " words");
    desk.tell({ kind: "handed" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.text).toBe("{} words");
    expect(desk.calls.indexOf("article_save")).toBeLessThan(desk.calls.indexOf("desk_open"));
    expect(text.editable).toBe(true);
    desk.calls.length = 0;
    desk.answers.set("article_save", () => {
      throw failure("disk-full", "The disk is full.");
    });
    type(room, text, " more");
    desk.tell({ kind: "handed" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.calls).not.toContain("desk_open");
  });

  it("asks_for_a_desk_before_it_takes_files_without_one", async () => {
    desk.answers.set("app_state", () => ({
      version: "1",
      desk: null,
      recent: [],
      settings: room.desk.settings,
    }));
    await room.start();
    await room.take([{ token: "t", name: "ferry.docx", size: 1 }]);
    expect(room.screen.dialog).toBe("new-desk");
    expect(room.waiting).toHaveLength(1);
  });
});
