// Words that wait, words that come through, and a disk that takes nothing.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TypedField } from "../core/types";
import { Shelter, type Words } from "./shelter";

class Port {
  dirty = false;
  text = "";
  calls: string[] = [];
  broken = false;
  unsaved = (): boolean => this.dirty;
  fields: TypedField[] = [];
  words = (): Words => ({ doc: this.text, fields: this.fields });
  keep = ({ doc, fields }: Words): Promise<void> => {
    this.calls.push(["keep", doc, ...fields.map((typed) => typed.value)].join(" "));
    return this.broken
      ? Promise.reject(Object.assign(new Error("full"), { code: "disk-full" }))
      : Promise.resolve();
  };
  drop = (): Promise<void> => {
    this.calls.push("drop");
    return Promise.resolve();
  };
}

let port: Port;
let shelter: Shelter;
beforeEach(() => {
  vi.useFakeTimers();
  port = new Port();
  shelter = new Shelter(port);
});
afterEach(() => {
  vi.useRealTimers();
});

function type(text: string): void {
  port.text += text;
  port.dirty = true;
  shelter.changed();
}

describe("the shelter", () => {
  it("keeps_nothing_while_saves_come_through", async () => {
    for (let n = 0; n < 50; n++) {
      type("a");
      await vi.advanceTimersByTimeAsync(100);
      if (n % 10 === 9) shelter.changed(true);
    }
    port.dirty = false;
    shelter.changed();
    await vi.advanceTimersByTimeAsync(5000);
    expect(port.calls).toEqual([]);
  });

  it("keeps_what_waits_once_a_second_and_drops_it_when_it_is_durable", async () => {
    type("one");
    await vi.advanceTimersByTimeAsync(1500);
    expect(port.calls).toEqual(["keep one"]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(port.calls).toEqual(["keep one"]);
    for (const word of [" a", " b", " c"]) {
      type(word);
      await vi.advanceTimersByTimeAsync(300);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(port.calls.length).toBeLessThanOrEqual(3);
    expect(port.calls.at(-1)).toBe("keep one a b c");
    port.dirty = false;
    shelter.changed();
    await vi.advanceTimersByTimeAsync(0);
    expect(port.calls.at(-1)).toBe("drop");
    expect(shelter.kept).toBeNull();
  });

  it("keeps_the_fields_beside_the_text_and_nothing_twice", async () => {
    port.dirty = true;
    port.fields = [{ field: "preface", value: '"Ana"', replaces: '""' }];
    shelter.changed();
    await vi.advanceTimersByTimeAsync(4000);
    port.fields = [{ field: "preface", value: '"Ana is"', replaces: '""' }];
    await vi.advanceTimersByTimeAsync(4000);
    expect(port.calls).toEqual(['keep  "Ana"', 'keep  "Ana is"']);
  });

  it("keeps_at_once_when_the_window_closes_and_says_whether_it_could", async () => {
    type("last words");
    expect(await shelter.now()).toBe(true);
    expect(port.calls).toEqual(["keep last words"]);
    type(" more");
    port.broken = true;
    expect(await shelter.now()).toBe(false);
    port.broken = false;
    await vi.advanceTimersByTimeAsync(2000);
    expect(port.calls.at(-1)).toBe("keep last words more");
  });

  it("drops_what_became_durable_while_it_was_kept", async () => {
    type("one");
    const kept = shelter.now();
    port.dirty = false;
    await kept;
    await vi.advanceTimersByTimeAsync(0);
    expect(port.calls).toEqual(["keep one", "drop"]);
  });
});
