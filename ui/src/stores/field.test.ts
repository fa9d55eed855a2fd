// The fields of an open piece, while they are typed, against a desk in memory.
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

describe("a field of an open piece", () => {
  it("keeps_a_field_as_it_was_saved_although_an_older_answer_comes_late", async () => {
    await openPiece(room, desk);
    const get = desk.answers.get("article_get");
    let slow = true;
    desk.answers.set("article_get", async (input) => {
      const answer = get?.(input);
      if (slow) await new Promise((done) => setTimeout(done, 500));
      slow = false;
      return answer;
    });
    const field = room.open?.field("section");
    desk.tell({ kind: "changed", seq: 7, kinds: ["date"], articles: ["a1"], texts: {}, origin: "elsewhere" });
    await vi.advanceTimersByTimeAsync(200);
    field?.edit("Transport");
    await field?.flush();
    await vi.advanceTimersByTimeAsync(500);
    expect(field?.value).toBe("Transport");
  });

  it("flushes_a_field_that_is_being_typed_when_one_leaves", async () => {
    await openPiece(room, desk);
    room.open?.field("section").edit("Transport");
    await room.toList();
    expect(desk.fields.section).toBe("Transport");
  });

  it("does_not_change_what_is_being_typed_in_a_field_to_the_desks_writing_before_the_field_is_left", async () => {
    await openPiece(room, desk);
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
    desk.tell({ kind: "changed", seq: 7, kinds: ["date"], articles: ["a1"], texts: {}, origin: "elsewhere" });
    await room.open?.flush();
    await vi.advanceTimersByTimeAsync(1000);
    field?.edit(`${String(field.value)}reporter `);
    await field?.flush();
    expect(field?.value).toBe("Ana is a reporter");
    expect(desk.fields.preface).toBe("Ana is a reporter");
  });

  it("keeps_what_was_typed_beside_a_field_that_somebody_else_changed_first", async () => {
    await openPiece(room, desk);
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
    await openPiece(room, desk);
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

  it("keeps_fields_beside_that_wait_to_be_saved_and_drops_them_when_they_are", async () => {
    await openPiece(room, desk);
    const save = desk.answers.get("field_set");
    const kept: unknown[] = [];
    desk.answers.set("recovery_keep", (input) => {
      kept.push([input["doc"], input["fields"]]);
      return null;
    });
    desk.answers.set("field_set", () => {
      throw failure("disk-full");
    });
    room.open?.field("author_note").edit("Ana is a reporter.");
    await vi.advanceTimersByTimeAsync(2500);
    const typed = { field: "author_note", value: '"Ana is a reporter."', replaces: '""' };
    expect(kept).toEqual([["", [typed]]]);
    desk.answers.set("field_set", save as never);
    await vi.advanceTimersByTimeAsync(5000);
    expect(room.open?.saving.status).toBe("saved");
    expect(desk.calls).toContain("recovery_drop");
  });

  it("keeps_a_field_that_is_typed_without_a_pause_and_a_refused_one_also_while_the_text_is_saved", async () => {
    const text = await openPiece(room, desk);
    let kept: unknown;
    desk.answers.set("recovery_keep", (input) => {
      kept = (input["fields"] as { value: string }[])[0]?.value;
      return null;
    });
    for (let n = 0; n < 10; n++) {
      room.open?.field("preface").edit("Ana ".repeat(n));
      type(room, text, " word");
      await vi.advanceTimersByTimeAsync(300);
    }
    expect(kept).toContain("Ana");
    await room.open?.flush();
    kept = undefined;
    desk.answers.set("field_set", () => {
      throw failure("twin", "Another piece has this slug.");
    });
    room.open?.field("slug").edit("taken");
    await vi.advanceTimersByTimeAsync(3000);
    expect(kept).toBe('"taken"');
    room.open?.field("slug").putBack();
    await vi.advanceTimersByTimeAsync(0);
    expect(desk.calls.at(-1)).toBe("recovery_drop");
  });

  it("is_put_back_when_a_right_refuses_it_and_the_piece_can_be_left", async () => {
    await openPiece(room, desk);
    const sentence = "Changing fields is for an editor; that is Ana Duarte.";
    desk.answers.set("field_set", () => {
      throw failure("no-right", sentence);
    });
    const tags = room.open?.field("tags");
    tags?.edit(["ferry"]);
    await tags?.flush();
    expect(tags?.status).toBe("refused");
    expect(room.open?.saving).toMatchObject({ refused: true, failure: { message: sentence } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(
      desk.calls.filter((name) => name === "field_set"),
      "it is not tried again",
    ).toHaveLength(1);
    room.open?.putBack();
    expect(tags?.value).toEqual([]);
    await room.toList();
    expect(room.screen.place.name).toBe("list");
  });

  it("is_not_free_where_fields_are_for_others_until_the_rule_is_another", async () => {
    desk.noRight = "Changing fields is for an editor; that is Ana Duarte.";
    await openPiece(room, desk);
    expect(room.open?.article.editable).toBe(true);
    expect(room.open?.fieldsFree).toBe(false);
    desk.noRight = "";
    desk.tell({ kind: "changed", seq: 9, kinds: ["desk"], articles: [], texts: {}, origin: "elsewhere" });
    await vi.advanceTimersByTimeAsync(200);
    expect(room.open?.fieldsFree).toBe(true);
  });
});
