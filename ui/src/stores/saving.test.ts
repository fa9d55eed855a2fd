// The saver against a desk that fails, forgets to answer, is slow, and is written to by somebody else.
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Failure, Saved } from "../core/types";
import { type Head, Saver, type SavePort, type SaveRequest } from "./saving";

type Outcome = "ok" | "fails" | "lost" | "refused" | "parks";

/** A desk with one article whose text is a list of words; a word is never written twice. */
class Desk {
  head = "";
  seq = 1;
  versions: string[] = [];
  written = new Set([""]);
  outcomes: Outcome[] = [];
  delay = 5;
  /** How long it takes to ask for the head; null: as long as a save. */
  fetching: number | null = null;
  inFlight = 0;
  mostInFlight = 0;
  ids = new Map<string, { doc: string; saved: Saved }>();

  private failure(code: string): Failure {
    return { code, message: "The disk is full." };
  }

  async send(request: SaveRequest): Promise<Saved> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    const outcome = this.outcomes.shift() ?? "ok";
    await new Promise((done) => setTimeout(done, this.delay));
    this.inFlight -= 1;
    if (outcome === "fails") throw this.failure("disk-full");
    if (outcome === "refused") throw this.failure("read-only");
    if (outcome === "parks") {
      this.versions.push(request.doc);
      throw this.failure("parked");
    }
    const known = this.ids.get(request.save_id);
    if (known) {
      expect(request.doc).toBe(known.doc);
      return known.saved;
    }
    if (request.base !== `#${this.head}`) {
      this.versions.push(request.doc);
      throw this.failure("conflict");
    }
    this.write(request.doc);
    const saved = { head: `#${this.head}`, seq: this.seq, words: 0, errors: 0, flags: 0, when: "" };
    this.ids.set(request.save_id, { doc: request.doc, saved });
    if (outcome === "lost") throw this.failure("io");
    return saved;
  }

  write(doc: string): void {
    this.head = doc;
    this.written.add(doc);
    this.seq += 1;
  }

  async fetchHead(): Promise<Head> {
    const outcome = this.outcomes[0] === "fails" ? this.outcomes.shift() : "ok";
    // The answer is read at once and comes late.
    const { head, seq } = this;
    await new Promise((done) => setTimeout(done, this.fetching ?? this.delay));
    if (outcome === "fails") throw this.failure("io");
    return { doc: head, head: `#${head}`, seq };
  }
}

class Window implements SavePort {
  text = "";
  steps: string[] = [];
  locked = false;
  typed: string[] = [];
  ids = 0;
  shown: string[] = [];
  saver: Saver;

  constructor(readonly desk: Desk) {
    this.text = desk.head;
    this.saver = new Saver(this, `#${desk.head}`, desk.seq);
  }
  doc = () => this.text;
  takeSteps = () => this.steps.splice(0);
  lock = (locked: boolean) => void (this.locked = locked);
  send = (request: SaveRequest) => this.desk.send(request);
  fetchHead = () => this.desk.fetchHead();
  show(doc: string, why: string) {
    this.text = doc;
    this.shown.push(why);
  }
  newId = () => String((this.ids += 1));
  changed = () => this.honest();
  saved = () => undefined;

  type(word: string): void {
    if (!this.locked) this.put(word);
  }

  /** A change that no lock keeps back: what an input method still had in hand, a fix that was asked for before. */
  put(word: string): void {
    this.text += ` ${word}`;
    this.steps.push(word);
    this.typed.push(word);
    this.saver.edited();
  }

  /** What must hold at every moment. */
  honest(): void {
    if (this.saver.status === "saved") expect([...this.desk.written]).toContain(this.text);
    for (const word of this.typed) {
      const places = [this.text, this.desk.head, ...this.desk.versions];
      expect(places.some((text) => text.split(" ").includes(word))).toBe(true);
    }
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const open = (): { desk: Desk; window: Window } => {
  const desk = new Desk();
  return { desk, window: new Window(desk) };
};

describe("the saver", () => {
  it("saves_after_a_rest_and_says_saved_only_then", async () => {
    const { desk, window } = open();
    window.type("one");
    expect(window.saver.status).toBe("typing");
    await vi.advanceTimersByTimeAsync(299);
    expect(desk.head).toBe("");
    await vi.advanceTimersByTimeAsync(1);
    expect(window.saver.status).toBe("saving");
    await vi.advanceTimersByTimeAsync(5);
    expect(window.saver.status).toBe("saved");
    expect(desk.head).toBe(" one");
  });

  it("saves_at_least_every_second_of_typing", async () => {
    const { desk, window } = open();
    for (let i = 0; i < 11; i++) {
      window.type(`w${String(i)}`);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(desk.head).toContain("w9");
  });

  it("tells_each_of_several_that_wait_that_everything_is_saved_also_when_more_is_typed_meanwhile", async () => {
    const { window } = open();
    const waits: Promise<boolean>[] = [];
    // As one save ends a word is typed, and somebody else wants everything saved.
    let once = true;
    window.changed = () => {
      window.honest();
      if (!once || window.saver.status !== "saved") return;
      once = false;
      window.type("two");
      waits.push(window.saver.flush());
    };
    window.type("one");
    waits.push(window.saver.flush());
    await vi.advanceTimersByTimeAsync(7);
    // Into the second save.
    window.type("three");
    await vi.advanceTimersByTimeAsync(20);
    expect(await Promise.all(waits)).toEqual([true, true]);
    expect(window.saver.status).toBe("saved");
  });

  it("tries_again_with_the_same_id_and_text_when_the_answer_was_lost", async () => {
    const { desk, window } = open();
    desk.outcomes = ["lost", "ok"];
    window.type("one");
    await vi.advanceTimersByTimeAsync(320);
    expect(window.saver.status).toBe("failed");
    window.type("two");
    await vi.advanceTimersByTimeAsync(3000);
    expect(window.saver.status).toBe("saved");
    expect(desk.versions).toEqual([]);
    expect(desk.head).toBe(" one two");
  });

  it("keeps_both_texts_on_a_conflict_and_goes_on_from_the_head", async () => {
    const { desk, window } = open();
    window.type("mine");
    desk.write(" theirs");
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.versions).toEqual([" mine"]);
    expect(window.text).toBe(" theirs");
    expect(window.saver.status).toBe("saved");
    expect(window.locked).toBe(false);
    window.type("more");
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.head).toBe(" theirs more");
  });

  it("keeps_what_was_typed_while_a_conflict_was_on_its_way", async () => {
    const { desk, window } = open();
    desk.delay = 200;
    window.type("mine");
    desk.write(" theirs");
    await vi.advanceTimersByTimeAsync(400);
    window.type("late");
    await vi.advanceTimersByTimeAsync(2000);
    expect(desk.versions).toEqual([" mine", " mine late"]);
    expect(window.text).toBe(" theirs");
  });

  it("takes_a_remote_head_when_nothing_is_unsaved", async () => {
    const { desk, window } = open();
    desk.write(" theirs");
    void window.saver.remote(desk.seq);
    await vi.advanceTimersByTimeAsync(10);
    expect(window.text).toBe(" theirs");
    expect(window.shown).toEqual(["remote"]);
  });

  it("does_not_ask_for_the_head_after_its_own_save", async () => {
    const { desk, window } = open();
    window.type("one");
    await vi.advanceTimersByTimeAsync(400);
    const asked = vi.spyOn(desk, "fetchHead");
    await window.saver.remote(desk.seq);
    expect(asked).not.toHaveBeenCalled();
  });

  it("does_not_ask_for_the_head_when_its_own_save_is_told_before_it_is_answered", async () => {
    const { desk, window } = open();
    const asked = vi.spyOn(desk, "fetchHead");
    window.type("one");
    await vi.advanceTimersByTimeAsync(300);
    await window.saver.remote(desk.seq + 1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(window.saver.status).toBe("saved");
    expect(asked).not.toHaveBeenCalled();
  });

  it("takes_somebody_elses_text_that_was_told_while_its_own_save_was_under_way", async () => {
    const { desk, window } = open();
    window.type("one");
    await vi.advanceTimersByTimeAsync(300);
    const send = desk.send.bind(desk);
    desk.send = async (request) => {
      const saved = await send(request);
      // Read, changed and written by somebody else before the answer is here.
      desk.write(`${desk.head} theirs`);
      void window.saver.remote(desk.seq);
      return saved;
    };
    window.type("two");
    await vi.advanceTimersByTimeAsync(1000);
    expect(window.text).toBe(" one two theirs");
    expect(window.saver.status).toBe("saved");
  });

  it("takes_a_text_that_somebody_else_set_back_to_what_it_was_before_its_own_save", async () => {
    const { desk, window } = open();
    window.type("one");
    await vi.advanceTimersByTimeAsync(400);
    window.type("two");
    await vi.advanceTimersByTimeAsync(400);
    // Taken away on purpose.
    window.typed.pop();
    desk.write(" one");
    void window.saver.remote(desk.seq);
    await vi.advanceTimersByTimeAsync(10);
    expect(window.text).toBe(" one");
    expect(window.shown).toEqual(["remote"]);
  });

  it("asks_when_the_desk_parks_a_save_and_types_nothing_over_it", async () => {
    const { desk, window } = open();
    desk.send = (request) => {
      desk.versions.push(request.doc);
      const parked: Failure = { code: "parked", message: "Most of the text is gone." };
      return Promise.reject(parked);
    };
    window.type("one");
    await vi.advanceTimersByTimeAsync(5000);
    expect(window.saver.status).toBe("parked");
    expect(window.locked).toBe(true);
    expect(await window.saver.flush()).toBe(false);
    void window.saver.bringBack();
    await vi.advanceTimersByTimeAsync(10);
    expect(window.saver.status).toBe("saved");
    expect(window.locked).toBe(false);
  });

  it("keeps_what_was_typed_while_its_save_was_being_parked_before_it_asks", async () => {
    const { desk, window } = open();
    desk.delay = 200;
    desk.outcomes = ["parks", "parks"];
    window.type("one");
    await vi.advanceTimersByTimeAsync(400);
    window.type("two");
    await vi.advanceTimersByTimeAsync(1000);
    expect(window.saver.status).toBe("parked");
    expect(desk.versions).toEqual([" one", " one two"]);
    void window.saver.bringBack();
    await vi.advanceTimersByTimeAsync(300);
    expect(window.text).toBe("");
    expect(window.locked).toBe(false);
  });

  it("keeps_what_came_into_a_locked_text_before_the_head_takes_its_place", async () => {
    const { desk, window } = open();
    desk.fetching = 500;
    window.type("mine");
    desk.write(" theirs");
    await vi.advanceTimersByTimeAsync(400);
    expect(window.locked).toBe(true);
    window.put("composed");
    await vi.advanceTimersByTimeAsync(3000);
    expect(desk.versions).toEqual([" mine", " mine composed"]);
    expect(window.text).toBe(" theirs");
    expect(window.locked).toBe(false);
  });

  it("keeps_what_came_into_a_parked_text_before_the_whole_one_is_brought_back", async () => {
    const { desk, window } = open();
    desk.outcomes = ["parks", "parks"];
    window.type("one");
    await vi.advanceTimersByTimeAsync(400);
    window.put("composed");
    void window.saver.bringBack();
    await vi.advanceTimersByTimeAsync(400);
    expect(desk.versions).toEqual([" one", " one composed"]);
    expect(window.saver.status).toBe("parked");
    void window.saver.bringBack();
    await vi.advanceTimersByTimeAsync(400);
    expect(window.text).toBe("");
    expect(window.saver.status).toBe("saved");
  });

  it("keeps_what_came_in_while_an_earlier_version_was_being_restored", async () => {
    const { desk, window } = open();
    window.type("now");
    await vi.advanceTimersByTimeAsync(400);
    desk.write(" as it was");
    window.put("composed");
    window.saver.taken({ doc: desk.head, head: `#${desk.head}`, seq: desk.seq });
    await vi.advanceTimersByTimeAsync(1000);
    expect(desk.versions).toEqual([" now composed"]);
    expect(window.text).toBe(" as it was");
    expect(window.saver.status).toBe("saved");
  });

  it("does_not_go_back_to_a_head_that_was_read_before_its_own_save", async () => {
    const { desk, window } = open();
    desk.write(" theirs");
    void window.saver.remote(desk.seq);
    await vi.advanceTimersByTimeAsync(10);
    desk.fetching = 900;
    // Something of the piece changed elsewhere; the answer is on its way while one types and rests.
    void window.saver.remote(desk.seq + 10);
    await vi.advanceTimersByTimeAsync(10);
    window.type("mine");
    await vi.advanceTimersByTimeAsync(2000);
    expect(desk.head).toBe(" theirs mine");
    expect(window.shown).toEqual(["remote"]);
    expect(window.text).toBe(" theirs mine");
  });

  it("flush_answers_false_when_it_could_not_save", async () => {
    const { desk, window } = open();
    desk.outcomes = ["fails"];
    window.type("one");
    const done = window.saver.flush();
    await vi.advanceTimersByTimeAsync(10);
    expect(await done).toBe(false);
    expect(window.saver.failure?.message).toBe("The disk is full.");
  });

  it("loses_no_word_and_never_says_saved_falsely_whatever_happens_in_whatever_order", async () => {
    const op = fc.oneof(
      { weight: 6, arbitrary: fc.constant({ do: "type" as const }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(700) }) },
      { weight: 1, arbitrary: fc.constant({ do: "put" as const }) },
      { weight: 1, arbitrary: fc.constant({ do: "bring back" as const }) },
      { weight: 1, arbitrary: fc.constant({ do: "elsewhere" as const }) },
      { weight: 1, arbitrary: fc.constant({ do: "event" as const }) },
      { weight: 1, arbitrary: fc.constant({ do: "flush" as const }) },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant("outcome" as const),
          outcome: fc.constantFrom<Outcome>("ok", "fails", "lost", "refused", "parks"),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("delay" as const), ms: fc.nat(900) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("fetching" as const), ms: fc.nat(900) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 5, maxLength: 60 }), async (ops) => {
        const { desk, window } = open();
        let count = 0;
        for (const step of ops) {
          if (step.do === "type") window.type(`w${String((count += 1))}`);
          else if (step.do === "put") window.put(`p${String((count += 1))}`);
          else if (step.do === "bring back") void window.saver.bringBack().catch(() => undefined);
          else if (step.do === "wait") await vi.advanceTimersByTimeAsync(step.ms);
          else if (step.do === "elsewhere") desk.write(`${desk.head} r${String((count += 1))}`);
          else if (step.do === "event") void window.saver.remote(desk.seq);
          else if (step.do === "flush") void window.saver.flush();
          else if (step.do === "outcome") desk.outcomes.push(step.outcome);
          else if (step.do === "delay") desk.delay = step.ms;
          else desk.fetching = step.ms;
          await vi.advanceTimersByTimeAsync(0);
          window.honest();
        }
        desk.outcomes = [];
        void window.saver.remote(desk.seq);
        await vi.advanceTimersByTimeAsync(60_000);
        void window.saver.bringBack();
        await vi.advanceTimersByTimeAsync(60_000);
        void window.saver.remote(desk.seq);
        await vi.advanceTimersByTimeAsync(60_000);
        window.honest();
        expect(window.saver.status).toBe("saved");
        expect(window.locked).toBe(false);
        expect(window.text).toBe(desk.head);
        expect(desk.mostInFlight).toBeLessThanOrEqual(1);
        window.saver.close();
      }),
      { numRuns: 400 },
    );
  });
});
