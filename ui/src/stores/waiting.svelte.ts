// What waits for whom: with me, with others of the desk, with people outside.
import { call } from "../core/client";
import type { Failure, OutWith, Reminder, Waiting } from "../core/types";

export class WaitingLists {
  mine = $state.raw<Waiting[]>([]);
  others = $state.raw<Waiting[]>([]);
  outside = $state.raw<OutWith[]>([]);
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  async load(): Promise<void> {
    try {
      const [lists, outside] = await Promise.all([
        call("article_waiting", {}),
        call("out_list", { article: null }),
      ]);
      this.mine = lists.mine;
      this.others = lists.others;
      this.outside = outside;
      this.failure = null;
      this.ready = true;
    } catch (thrown) {
      this.failure = thrown as Failure;
    }
  }

  loadSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), 80);
  }
}

/** Everybody outside who has or had a piece. */
export function outOf(article: string): Promise<OutWith[]> {
  return call("out_list", { article });
}

export function send(input: {
  article: string;
  who: string;
  mail: string;
  means: string;
  due: string;
}): Promise<OutWith> {
  return call("out_send", input);
}

export function back(out: string): Promise<OutWith> {
  return call("out_back", { out });
}

/** Writes the text of a reminder and notes that it was written. */
export function remind(out: string): Promise<Reminder> {
  return call("out_remind", { out });
}
