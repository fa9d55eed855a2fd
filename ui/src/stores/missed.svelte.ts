// What should have happened and did not, and what a person makes of it: the same moves and dates as everywhere.
import { call } from "../core/client";
import type { DateFollows, Missed, MissedList, Move } from "../core/types";

export class MissedDates {
  list = $state.raw<MissedList | null>(null);

  async load(): Promise<void> {
    this.list = await call("missed_list", {});
  }

  /** Makes a move; a refused one says which gates. */
  async move(one: Missed, move: Move, why = ""): Promise<void> {
    await call("article_move", { article: one.row.id, to: move.to, why, override: false, head: null });
    await this.load();
  }

  /** What would follow from another publication date. Nothing is written. */
  ask(one: Missed, wall: string): Promise<DateFollows> {
    const zone = one.row.publish_at?.zone ?? null;
    return call("date_ask", { article: one.row.id, date: "publish_at", wall, zone, fold: null });
  }

  /** Gives it another publication date, as it was typed; in the zone that it had. */
  async date(one: Missed, wall: string): Promise<void> {
    const zone = one.row.publish_at?.zone ?? null;
    await call("date_set", { article: one.row.id, date: "publish_at", wall, zone, fold: null });
    await this.load();
  }
}
