// The desk by day: what falls on the days that are shown, and a date that is about to be moved, with what would follow.
import { call } from "../core/client";
import type { CalendarEntry, CalendarPage, DateFollows, DateName, Failure, Row } from "../core/types";

/** A date that a person wants elsewhere, before it is set. */
export interface Wanted {
  row: Row;
  date: DateName;
  /** Where it stood; null where the piece had no such date. */
  from: string | null;
  wall: string;
  zone: string | null;
  /** Null until the core has answered. */
  told: DateFollows | null;
  failure: Failure | null;
}

/** Dates of a day that are listed at once. */
const MOST = 12;

export class Calendar {
  page = $state.raw<CalendarPage>({ entries: [], full: [], undated: [], undated_total: 0 });
  wanted = $state.raw<Wanted | null>(null);
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);
  private asked = 0;

  /** Reads the days; done when what was asked for last has come, which may be more than this. */
  async load(from: string, to: string, query: string): Promise<void> {
    let last: Promise<void> | null = (this.loading = this.read(++this.asked, from, to, query));
    while (last) {
      await last;
      last = this.loading === last ? null : this.loading;
    }
  }
  private loading: Promise<void> = Promise.resolve();

  private async read(mine: number, from: string, to: string, query: string): Promise<void> {
    try {
      const page = await call("article_calendar", { from, to, query, most: MOST });
      if (mine !== this.asked) return;
      this.page = page;
      this.failure = null;
      this.ready = true;
    } catch (thrown) {
      if (mine === this.asked) this.failure = thrown as Failure;
    }
  }

  /** Wants an entry on another day, at the time that its own zone's clock shows now. */
  async want(entry: CalendarEntry, by: (wall: string) => string): Promise<void> {
    const { row, date, value } = entry;
    await this.ask({ row, date, from: value.wall, wall: by(value.wall), zone: value.zone });
  }

  /** Wants a piece without a date planned for a day. */
  async plan(row: Row, day: string): Promise<void> {
    await this.ask({ row, date: "planned", from: null, wall: day, zone: null });
  }

  /** All of a day of which only the first were listed. */
  async whole(day: string, query: string): Promise<void> {
    const { entries } = await call("article_calendar", { from: day, to: day, query, most: 0 });
    const { page } = this;
    this.page = {
      ...page,
      entries: [...page.entries.filter((entry) => entry.day !== day), ...entries],
      full: page.full.filter((one) => one.day !== day),
    };
  }

  /** Sets what is wanted; false where the desk refuses, and says why. */
  async set(): Promise<boolean> {
    const { wanted } = this;
    if (!wanted) return false;
    const { row, date, wall, zone, told } = wanted;
    try {
      await call("date_set", { article: row.id, date, wall, zone, fold: told?.value?.fold ?? null });
      this.wanted = null;
      return true;
    } catch (thrown) {
      this.wanted = { ...wanted, failure: thrown as Failure };
      return false;
    }
  }

  private async ask(what: Omit<Wanted, "told" | "failure">): Promise<void> {
    const wanted: Wanted = { ...what, told: null, failure: null };
    this.wanted = wanted;
    const { row, date, wall, zone } = what;
    try {
      const told = await call("date_ask", { article: row.id, date, wall, zone, fold: null });
      if (this.wanted === wanted) this.wanted = { ...wanted, told };
    } catch (thrown) {
      if (this.wanted === wanted) this.wanted = { ...wanted, failure: thrown as Failure };
    }
  }
}
