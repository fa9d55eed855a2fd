// The line-up: what a question finds, in the order in which it goes out, parted by section or by day. As many as fit on paper.
import { call } from "../core/client";
import type { Failure, Row } from "../core/types";

/** More pieces than these are no line-up. */
const MOST = 300;

export class LineUp {
  rows = $state.raw<Row[]>([]);
  total = $state.raw(0);
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);
  words = $derived(this.rows.reduce((sum, row) => sum + row.words, 0));
  private asked = 0;

  async load(query: string): Promise<void> {
    const mine = ++this.asked;
    try {
      const page = await call("article_list", {
        state: null,
        query,
        sort: "date",
        descending: false,
        offset: 0,
        limit: MOST,
        not_published: false,
      });
      if (mine !== this.asked) return;
      this.rows = page.rows;
      this.total = page.total;
      this.failure = null;
      this.ready = true;
    } catch (thrown) {
      if (mine === this.asked) this.failure = thrown as Failure;
    }
  }

  /** The rows by section (by name, those without one last) or by the day on which they go out (those without one last). */
  groups(by: "section" | "day"): [string, Row[]][] {
    const day = (row: Row): string => (row.publish_at ?? row.planned)?.wall.slice(0, 10) ?? "";
    const groups = new Map<string, Row[]>();
    for (const row of this.rows) {
      const group = by === "section" ? row.section : day(row);
      groups.set(group, [...(groups.get(group) ?? []), row]);
    }
    return [...groups].sort(([a], [b]) => (a === "" ? 1 : b === "" ? -1 : a.localeCompare(b)));
  }
}
