// One open piece: saved, moved, changed from elsewhere, against a desk in memory.
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

describe("an open piece", () => {
  it("saves_what_was_typed_before_it_leaves_a_piece", async () => {
    const text = await openPiece(room, desk);
    type(room, text, " words");
    await room.toList();
    expect(desk.text).toBe("{} words");
    expect(room.screen.place.name).toBe("list");
  });

  it("stays_with_a_piece_that_cannot_be_saved_and_says_why", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("article_save", () => {
      throw failure("disk-full", "The disk is full.");
    });
    type(room, text, " words");
    await room.toList();
    expect(room.screen.place.name).toBe("article");
    expect(room.screen.told.at(-1)?.text).toContain("The disk is full.");
    expect(room.open?.saving.status).toBe("failed");
  });

  it("saves_what_was_typed_while_the_next_piece_was_being_opened", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("article_get", () => {
      type(room, text, " typed meanwhile");
      return { ...room.open?.article, id: "a2" };
    });
    await room.openArticle("a2");
    await vi.advanceTimersByTimeAsync(50);
    expect(room.open?.id).toBe("a2");
    expect(desk.text).toBe("{} typed meanwhile");
  });

  it("goes_on_from_the_head_when_a_piece_was_moved_where_nothing_is_changed", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("article_save", () => {
      throw failure("state", "A piece that is spiked cannot be changed.");
    });
    type(room, text, " kept as a version");
    await vi.advanceTimersByTimeAsync(2000);
    expect(text.text).toBe("{}");
    expect(room.open?.saving.status).toBe("saved");
    expect(await room.toList().then(() => room.screen.place.name)).toBe("list");
  });

  it("takes_a_change_from_elsewhere_into_an_open_piece", async () => {
    const text = await openPiece(room, desk);
    desk.writeElsewhere("theirs");
    await vi.advanceTimersByTimeAsync(500);
    expect(text.text).toBe("theirs");
    expect(room.open?.saving.status).toBe("saved");
  });

  it("saves_before_a_move_and_never_moves_what_is_not_saved", async () => {
    const text = await openPiece(room, desk);
    type(room, text, " words");
    await room.open?.move("proof");
    expect(desk.calls.indexOf("article_save")).toBeLessThan(desk.calls.indexOf("article_move"));
    expect(room.open?.article.state).toBe("proof");
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    type(room, text, " more");
    await expect(room.open?.move("copy-edit")).rejects.toMatchObject({ code: "not-saved" });
    expect(desk.state).toBe("proof");
  });

  it("does_not_move_a_text_that_somebody_else_changed_at_the_last_moment", async () => {
    const text = await openPiece(room, desk);
    type(room, text, " mine");
    desk.text = "theirs";
    await expect(room.open?.move("proof")).rejects.toMatchObject({ code: "conflict" });
    expect(desk.state).toBe("copy-edit");
    expect(text.text).toBe("theirs");
    await room.open?.move("proof");
    expect(desk.state).toBe("proof");
  });

  it("keeps_the_refused_move_with_its_gates", async () => {
    await openPiece(room, desk);
    const move = {
      to: "proof",
      label: "Pass to proof",
      open: 1,
      gates: [],
      primary: true,
      reason_wanted: false,
    };
    desk.answers.set("article_moves", () => [move]);
    desk.answers.set("article_move", () => {
      throw failure("gates");
    });
    await room.open?.move("proof");
    expect(room.open?.refused).toEqual(move);
  });

  it("knows_its_own_save_when_the_desk_tells_it_and_reads_nothing_again", async () => {
    const text = await openPiece(room, desk);
    type(room, text, " words");
    await vi.advanceTimersByTimeAsync(400);
    await vi.advanceTimersByTimeAsync(200);
    desk.calls.length = 0;
    desk.tellText("this window");
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.calls).not.toContain("article_get");
    expect(desk.calls).not.toContain("article_findings");
    // A date that came with it is read.
    desk.tellText("this window", ["date", "history", "text"]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.calls).toContain("article_get");
    expect(text.text).toBe("{} words");
  });

  it("takes_a_text_from_elsewhere_that_was_written_right_after_its_own_save", async () => {
    const text = await openPiece(room, desk);
    type(room, text, " words");
    await vi.advanceTimersByTimeAsync(350);
    desk.tellText("this window");
    desk.writeElsewhere("theirs");
    await vi.advanceTimersByTimeAsync(1000);
    expect(text.text).toBe("theirs");
    expect(room.open?.saving.status).toBe("saved");
  });
});
