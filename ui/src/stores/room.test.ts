// The stores together, against a desk in memory.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Room } from "./room.svelte";
import { failure, PretendDesk, PretendText } from "./testing";

let desk: PretendDesk;
let room: Room;

beforeEach(async () => {
  vi.useFakeTimers();
  desk = new PretendDesk();
  room = new Room();
  await room.start();
});
afterEach(() => {
  vi.useRealTimers();
});

async function openPiece(): Promise<PretendText> {
  await room.openArticle("a1");
  const text = new PretendText(desk.text);
  room.open?.attach(text);
  return text;
}
function type(text: PretendText, letters: string): void {
  text.text += letters;
  room.open?.saver.edited();
}

describe("the room", () => {
  it("opens_on_the_list_when_a_desk_is_open", () => {
    expect(room.screen.place).toEqual({ name: "list" });
    expect(room.articles.rows).toHaveLength(1);
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

  it("saves_what_was_typed_before_it_leaves_a_piece", async () => {
    const text = await openPiece();
    type(text, " words");
    await room.toList();
    expect(desk.text).toBe("{} words");
    expect(room.screen.place.name).toBe("list");
  });

  it("stays_with_a_piece_that_cannot_be_saved_and_says_why", async () => {
    const text = await openPiece();
    desk.answers.set("article_save", () => {
      throw failure("disk-full", "The disk is full.");
    });
    type(text, " words");
    await room.toList();
    expect(room.screen.place.name).toBe("article");
    expect(room.screen.told.at(-1)?.text).toContain("The disk is full.");
    expect(room.open?.saving.status).toBe("failed");
  });

  it("answers_the_wish_to_close_only_after_everything_is_durable", async () => {
    const text = await openPiece();
    type(text, " words");
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.text).toBe("{} words");
    expect(desk.closed).toEqual(["ready"]);
  });

  it("keeps_the_last_words_beside_when_the_window_closes_although_they_cannot_be_saved", async () => {
    const text = await openPiece();
    const kept: unknown[] = [];
    const save = desk.answers.get("article_save");
    desk.answers.set("article_save", () => {
      throw failure("disk-full");
    });
    desk.answers.set("recovery_keep", (input) => {
      kept.push(input["doc"]);
      return null;
    });
    type(text, " last words");
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

  it("tells_that_words_of_an_earlier_day_wait_in_a_piece", async () => {
    desk.answers.set("recovery_pieces", () => ["ferry-vote"]);
    desk.answers.set("desk_open", desk.answers.get("app_state") as never);
    await room.enter(() => room.desk.open());
    await vi.advanceTimersByTimeAsync(0);
    expect(room.screen.told.at(-1)?.text).toContain("“ferry-vote” were not saved before");
  });

  it("keeps_the_window_open_when_the_last_words_cannot_be_saved", async () => {
    const text = await openPiece();
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    type(text, " words");
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

  it("saves_what_was_typed_while_the_next_piece_was_being_opened", async () => {
    const text = await openPiece();
    desk.answers.set("article_get", () => {
      type(text, " typed meanwhile");
      return { ...room.open?.article, id: "a2" };
    });
    await room.openArticle("a2");
    await vi.advanceTimersByTimeAsync(50);
    expect(room.open?.id).toBe("a2");
    expect(desk.text).toBe("{} typed meanwhile");
  });

  /** Opens a2 while a1 has last words that nothing takes. */
  async function leaveUnsaved(): Promise<void> {
    const text = await openPiece();
    const get = desk.answers.get("article_get");
    const save = desk.answers.get("article_save");
    desk.answers.set("article_get", () => {
      type(text, " last words");
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
        type(text, " and more");
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
    const text = await openPiece();
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    const close = async (): Promise<void> => {
      type(text, " words");
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
    const text = await openPiece();
    const preventDefault = vi.fn();
    room.unloading({ preventDefault });
    expect(preventDefault).not.toHaveBeenCalled();
    type(text, " words");
    room.unloading({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.text).toBe("{} words");
    room.unloading({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it("closes_at_the_second_wish_although_the_clock_was_set_back", async () => {
    const text = await openPiece();
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    type(text, " words");
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(2000);
    vi.setSystemTime(Date.now() - 3_600_000);
    desk.tell({ kind: "closing" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.closed).toEqual(["wait", "ready"]);
  });

  it("keeps_a_locked_text_locked_when_the_desk_tells_a_change", async () => {
    const text = await openPiece();
    let editable: boolean | null = null;
    desk.answers.set("desk_open", async () => {
      desk.tell({ kind: "changed", seq: 7, kinds: ["date"], articles: ["a1"], origin: "elsewhere" });
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

  it("keeps_a_field_as_it_was_saved_although_an_older_answer_comes_late", async () => {
    await openPiece();
    const get = desk.answers.get("article_get");
    let slow = true;
    desk.answers.set("article_get", async (input) => {
      const answer = get?.(input);
      if (slow) await new Promise((done) => setTimeout(done, 500));
      slow = false;
      return answer;
    });
    const field = room.open?.field("section");
    desk.tell({ kind: "changed", seq: 7, kinds: ["date"], articles: ["a1"], origin: "elsewhere" });
    await vi.advanceTimersByTimeAsync(200);
    field?.edit("Transport");
    await field?.flush();
    await vi.advanceTimersByTimeAsync(500);
    expect(field?.value).toBe("Transport");
  });

  it("takes_a_desk_from_a_second_launch_only_when_everything_is_saved", async () => {
    const text = await openPiece();
    desk.answers.set("desk_open", () => {
      expect(text.editable).toBe(false);
      throw failure("cancelled");
    });
    type(text, " words");
    desk.tell({ kind: "handed" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.text).toBe("{} words");
    expect(desk.calls.indexOf("article_save")).toBeLessThan(desk.calls.indexOf("desk_open"));
    expect(text.editable).toBe(true);
    desk.calls.length = 0;
    desk.answers.set("article_save", () => {
      throw failure("disk-full", "The disk is full.");
    });
    type(text, " more");
    desk.tell({ kind: "handed" });
    await vi.advanceTimersByTimeAsync(50);
    expect(desk.calls).not.toContain("desk_open");
  });

  it("goes_on_from_the_head_when_a_piece_was_moved_where_nothing_is_changed", async () => {
    const text = await openPiece();
    desk.answers.set("article_save", () => {
      throw failure("state", "A piece that is spiked cannot be changed.");
    });
    type(text, " kept as a version");
    await vi.advanceTimersByTimeAsync(2000);
    expect(text.text).toBe("{}");
    expect(room.open?.saving.status).toBe("saved");
    expect(await room.toList().then(() => room.screen.place.name)).toBe("list");
  });

  it("takes_a_change_from_elsewhere_into_an_open_piece", async () => {
    const text = await openPiece();
    desk.writeElsewhere("theirs");
    await vi.advanceTimersByTimeAsync(500);
    expect(text.text).toBe("theirs");
    expect(room.open?.saving.status).toBe("saved");
  });

  it("saves_before_a_move_and_never_moves_what_is_not_saved", async () => {
    const text = await openPiece();
    type(text, " words");
    await room.open?.move("proof");
    expect(desk.calls.indexOf("article_save")).toBeLessThan(desk.calls.indexOf("article_move"));
    expect(room.open?.article.state).toBe("proof");
    desk.answers.set("article_save", () => {
      throw failure("io");
    });
    type(text, " more");
    await expect(room.open?.move("copy-edit")).rejects.toMatchObject({ code: "not-saved" });
    expect(desk.state).toBe("proof");
  });

  it("does_not_move_a_text_that_somebody_else_changed_at_the_last_moment", async () => {
    const text = await openPiece();
    type(text, " mine");
    desk.text = "theirs";
    await expect(room.open?.move("proof")).rejects.toMatchObject({ code: "conflict" });
    expect(desk.state).toBe("copy-edit");
    expect(text.text).toBe("theirs");
    await room.open?.move("proof");
    expect(desk.state).toBe("proof");
  });

  it("keeps_the_refused_move_with_its_gates", async () => {
    await openPiece();
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

  it("flushes_a_field_that_is_being_typed_when_one_leaves", async () => {
    await openPiece();
    room.open?.field("section").edit("Transport");
    await room.toList();
    expect(desk.fields.section).toBe("Transport");
  });

  it("does_not_change_what_is_being_typed_in_a_field_to_the_desks_writing_before_the_field_is_left", async () => {
    await openPiece();
    desk.answers.set("field_set", (input) => {
      const preface = (JSON.parse(String(input["value"])) as string).trim();
      desk.fields = { ...desk.fields, preface };
      const value = JSON.stringify(preface);
      return { field: "preface", value, fields: desk.fields, other: null };
    });
    const field = room.open?.field("preface");
    field?.edit("Ana is a ");
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.fields.preface).toBe("Ana is a");
    expect(field?.value).toBe("Ana is a ");
    expect(room.open?.saving.status).toBe("saved");
    desk.tell({ kind: "changed", seq: 7, kinds: ["date"], articles: ["a1"], origin: "elsewhere" });
    await room.open?.flush();
    await vi.advanceTimersByTimeAsync(1000);
    field?.edit(`${String(field.value)}reporter `);
    await field?.flush();
    expect(field?.value).toBe("Ana is a reporter");
    expect(desk.fields.preface).toBe("Ana is a reporter");
  });

  it("keeps_what_was_typed_beside_a_field_that_somebody_else_changed_first", async () => {
    await openPiece();
    desk.answers.set("field_set", (input) => ({
      field: "section",
      value: JSON.stringify("Harbour"),
      fields: desk.fields,
      other: input["value"],
    }));
    const field = room.open?.field("section");
    field?.edit("Transport");
    await field?.flush();
    expect(field?.value).toBe("Harbour");
    expect(field?.other).toBe("Transport");
    expect(field?.status).toBe("saved");
  });

  it("keeps_a_refused_value_in_its_field_with_the_sentence", async () => {
    await openPiece();
    desk.answers.set("field_set", () => {
      throw failure("twin", "Another piece has this slug.");
    });
    const field = room.open?.field("slug");
    field?.edit("taken");
    await field?.flush();
    expect(field?.value).toBe("taken");
    expect(field?.status).toBe("refused");
    expect(field?.failure?.message).toBe("Another piece has this slug.");
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
