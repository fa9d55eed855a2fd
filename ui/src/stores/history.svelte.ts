// The desk's history as it is filtered: read by the page, written out whole.
import { call } from "../core/client";
import type { AuditRow, HistoryWish, HistoryWritten } from "../core/types";

const PAGE = 100;

export class DeskHistory {
  rows = $state.raw<AuditRow[]>([]);
  total = $state.raw(0);
  kinds = $state.raw<string[]>([]);
  /** Empty: everybody, everything, every day. */
  person = $state("");
  kind = $state("");
  from = $state("");
  to = $state("");
  private asked = 0;

  private wish(offset: number): HistoryWish {
    return {
      article: null,
      person: this.person || null,
      kinds: this.kind ? [this.kind] : [],
      from: this.from.trim() || null,
      to: this.to.trim() || null,
      offset,
      limit: PAGE,
    };
  }

  async load(): Promise<void> {
    const mine = ++this.asked;
    const page = await call("history_page", this.wish(0));
    if (mine !== this.asked) return;
    this.rows = page.rows;
    this.total = page.total;
    this.kinds = page.kinds;
  }

  async more(): Promise<void> {
    const mine = this.asked;
    const page = await call("history_page", this.wish(this.rows.length));
    if (mine === this.asked) this.rows = [...this.rows, ...page.rows];
  }

  /** Writes every line that the filters leave; the dialog has asked whether a file may be replaced. */
  write(format: "csv" | "json"): Promise<HistoryWritten> {
    return call("history_export", { wish: this.wish(0), format, replace: true });
  }
}
