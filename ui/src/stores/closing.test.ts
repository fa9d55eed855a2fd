// Last words: the window that closes and the piece that is left while something cannot be saved, against a desk in memory.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Room } from "./room.svelte";
import { failure, furnish, openPiece, PretendText, type, type PretendDesk } from "./testing";

let desk: PretendDesk;
let room: Room;

beforeEach(async () => {
  vi.useFakeTimers();
  ({ desk, room } = await furnish());
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the last words", () => {
  it("answers_the_wish_to_close_only_after_everything_is_durable", async () => {
    const text = await openPiece(room, desk);
    type(room, text, " words");
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.text).toBe("{} words");
    expect(desk.closed).toEqual(["ready"]);
  });

  it("keeps_the_last_words_beside_when_the_window_closes_although_they_cannot_be_saved", async () => {
    const text = await openPiece(room, desk);
    const kept: unknown[] = [];
    const save = desk.answers.get("article_save");
    desk.answers.set("article_save", () => {
      throw failure("disk-full");
    });
    desk.answers.set("recovery_keep", (input) => {
      kept.push(input["doc"]);
      return null;
    });
    type(room, text, " last words");
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.closed).toEqual(["wait"]);
    expect(kept).toEqual(["{} last words"]);
    expect(room.screen.told.at(-1)?.text).toContain("keeps the last words on this machine");
    // Saved after all: nothing is kept any more.
    desk.answers.set("article_save", save as never);
    await vi.advanceTimersByTimeAsync(5000);
    expect(desk.calls).toContain("recovery_drop");
  });

  it("keeps_the_window_open_when_the_last_words_cannot_be_saved", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    type(room, text, " words");
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.closed).toEqual(["wait"]);
    // A second click of the same hand is no answer to what was told.
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.closed).toEqual(["wait", "wait"]);
    await vi.advanceTimersByTimeAsync(2000);
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.closed).toEqual(["wait", "wait", "ready"]);
  });

  /** Opens a2 while a1 has last words that nothing takes. */
  async function leaveUnsaved(): Promise<void> {
    const text = await openPiece(room, desk);
    const get = desk.answers.get("article_get");
    const save = desk.answers.get("article_save");
    desk.answers.set("article_get", () => {
      type(room, text, " last words");
      desk.answers.set("article_save", (input) => {
        if (input["article"] === "a1") throw failure("disk-full", "The disk is full.");
        return save?.(input);
      });
      return { ...room.open?.article, id: "a2" };
    });
    await room.openArticle("a2");
    await vi.advanceTimersByTimeAsync(50);
    desk.answers.set("article_get", get as never);
    expect(room.open?.id).toBe("a2");
  }

  it("comes_back_to_a_piece_whose_last_words_could_not_be_saved_as_it_was_left", async () => {
    await leaveUnsaved();
    await room.openArticle("a1");
    await vi.advanceTimersByTimeAsync(50);
    expect(room.open?.id).toBe("a1");
    expect(room.open?.saving.status).toBe("failed");
    desk.answers.set("article_save", (input) => {
      desk.text = String(input["doc"]);
      return { head: `#${desk.text}`, seq: 9, words: 1, errors: 0, flags: 0, when: "" };
    });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(desk.text).toBe("{} last words");
    expect(room.open?.saving.status).toBe("saved");
  });

  it("opens_no_other_desk_while_the_last_words_of_a_piece_that_was_left_are_not_saved", async () => {
    await leaveUnsaved();
    await room.enter(() => room.desk.openRecent("d2"));
    expect(desk.calls).not.toContain("desk_open_recent");
    expect(room.screen.told.at(-1)?.text).toContain("this desk stays open. The disk is full.");
  });

  it("closes_only_when_what_was_typed_while_another_piece_was_being_saved_is_saved_too", async () => {
    await leaveUnsaved();
    const text = new PretendText(desk.text);
    room.open?.attach(text);
    const saved: unknown[] = [];
    desk.answers.set("article_save", async (input) => {
      if (input["article"] === "a1") {
        await new Promise((done) => setTimeout(done, 200));
        type(room, text, " and more");
      }
      saved.push(input["doc"]);
      return { head: `#${String(input["doc"])}`, seq: 9, words: 1, errors: 0, flags: 0, when: "" };
    });
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(250);
    expect(desk.closed).toEqual(["ready"]);
    expect(saved).toEqual(["{} last words", "{} and more"]);
    expect(text.editable).toBe(false);
  });

  it("asks_once_more_before_it_closes_when_the_last_words_cannot_be_kept_as_it_was_told", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    const close = async (): Promise<void> => {
      type(room, text, " words");
      desk.tell({ kind: "closing" });
      await vi.advanceTimersByTimeAsync(2000);
    };
    await close();
    desk.answers.set("recovery_keep", () => {
      throw failure("disk-full");
    });
    await close();
    expect(desk.closed).toEqual(["wait", "wait"]);
    expect(text.editable).toBe(true);
    expect(room.screen.told.at(-1)?.text).toContain("gives the last words up");
    await close();
    expect(desk.closed.at(-1)).toBe("ready");
    expect(text.editable).toBe(false);
  });

  it("is_not_loaded_again_before_everything_is_saved", async () => {
    const text = await openPiece(room, desk);
    const preventDefault = vi.fn();
    room.unloading({ preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
    type(room, text, " words");
    room.unloading({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.text).toBe("{} words");
    room.unloading({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it("closes_at_the_second_wish_although_the_clock_was_set_back", async () => {
    const text = await openPiece(room, desk);
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    type(room, text, " words");
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(2000);
    vi.setSystemTime(Date.now() - 3_600_000);
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.closed).toEqual(["wait", "ready"]);
  });

  describe("with_a_pasted_text_that_is_not_added_yet", () => {
    beforeEach(async () => {
      const preview = { import: "i1", name: "Pasted text", slug: "pasted", filed: null, copy_of: [] };
      desk.answers.set("import_paste", () => [{ ...preview, fields: desk.fields }]);
      desk.answers.set("import_discard", () => null);
      await room.paste("A letter to the editor.", null);
      expect(room.screen.place.name).toBe("import");
    });
    const close = async (): Promise<void> => {
      desk.tell({ kind: "closing" });
      await vi.advanceTimersByTimeAsync(50);
    };

    it("asks_once_before_it_closes_and_shows_it", async () => {
      await room.toList();
      await close();
      expect(desk.closed).toEqual(["wait"]);
      expect(room.screen.place.name).toBe("import");
      expect(room.screen.told.at(-1)?.text).toContain("“Pasted text” was pasted and is not on the desk yet");
      // The same click twice is no answer.
      await close();
      expect(desk.closed).toEqual(["wait", "wait"]);
      await vi.advanceTimersByTimeAsync(2000);
      await close();
      expect(desk.closed.at(-1)).toBe("ready");
    });

    it("closes_unasked_once_it_is_added_or_discarded", async () => {
      await close();
      await room.imports.discardAll();
      await close();
      expect(desk.closed).toEqual(["wait", "ready"]);
    });

    it("tells_of_last_words_that_cannot_be_saved_although_it_told_of_the_pasted_text", async () => {
      await close();
      await vi.advanceTimersByTimeAsync(2000);
      await room.imports.discardAll();
      const text = await openPiece(room, desk);
      desk.answers.set("article_save", () => {
        throw failure("io");
      });
      type(room, text, " words");
      await close();
      expect(desk.closed).toEqual(["wait", "wait"]);
      expect(room.screen.told.at(-1)?.text).toContain("Not saved yet");
    });

    it("opens_no_other_desk_and_is_not_loaded_again_unasked", async () => {
      const preventDefault = vi.fn();
      room.unloading({ preventDefault });
      expect(preventDefault).toHaveBeenCalledOnce();
      await room.enter(() => room.desk.openRecent("d2"));
      expect(desk.calls).not.toContain("desk_open_recent");
      expect(room.screen.told.at(-1)?.text).toContain("add it or discard it first");
    });
  });
});
