// The plan of a piece: what is to tick, what it is to be and for whom, the series in which it is.
import { call } from "../core/client";
import type { Brief, Check, Commands, Failure, Series } from "../core/types";

export class Plan {
  checks = $state.raw<Check[]>([]);
  brief = $state.raw<Brief>({ text: "", who: "", when: "" });
  series = $state.raw<Series>({ name: "", pieces: [] });
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);

  constructor(readonly article: string) {}

  async load(): Promise<void> {
    const { article } = this;
    try {
      [this.checks, this.brief, this.series] = await Promise.all([
        call("article_checks", { article }),
        call("article_brief", { article }),
        call("series_get", { article }),
      ]);
      this.failure = null;
      this.ready = true;
    } catch (thrown) {
      this.failure = thrown as Failure;
    }
  }

  /** How many items of this state are not ticked. */
  open(state: string): number {
    return this.checks.filter((check) => check.state === state && !check.ticked).length;
  }

  async tick(item: string, on: boolean): Promise<void> {
    this.checks = await call("check_tick", { article: this.article, item, on });
  }
  async add(state: string, label: string): Promise<void> {
    this.checks = await call("check_add", { article: this.article, state, label });
  }
  async remove(item: string): Promise<void> {
    this.checks = await call("check_remove", { article: this.article, item });
  }
  async assign(wish: Omit<Commands["article_assign"]["in"], "article">): Promise<void> {
    this.brief = await call("article_assign", { article: this.article, ...wish });
  }
  /** Into a series, at a number of it (null: after the last); out of it with an empty name. */
  async into(name: string, place: number | null): Promise<void> {
    this.series = await call("series_set", { article: this.article, name, place });
  }
}
