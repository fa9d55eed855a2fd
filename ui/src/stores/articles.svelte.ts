// The list: which pieces, in which order, found by which words, and which are chosen.
import { SvelteSet } from "svelte/reactivity";
import { call } from "../core/client";
import type { Commands, Failure, Many, Row, StateCount } from "../core/types";

export type Sort = Commands["article_list"]["in"]["sort"];
const PAGE = 200;

export class Articles {
  rows = $state.raw<Row[]>([]);
  total = $state.raw(0);
  counts = $state.raw<StateCount[]>([]);
  state = $state.raw<string | null>(null);
  notPublished = $state.raw(true);
  query = $state.raw("");
  sort = $state.raw<Sort>("date");
  descending = $state.raw(false);
  failure = $state.raw<Failure | null>(null);
  /** True once the first answer has come. */
  ready = $state.raw(false);
  readonly chosen = new SvelteSet<string>();
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Forgets everything of the desk that was open. */
  reset(): void {
    this.rows = [];
    this.total = 0;
    this.counts = [];
    this.state = null;
    this.notPublished = true;
    this.query = "";
    this.ready = false;
    this.chosen.clear();
  }

  /** Asks for as many rows as are shown, at least one page. */
  async load(atLeast = PAGE): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    try {
      const wanted = Math.max(atLeast, this.rows.length);
      const page = await call("article_list", this.question(0, PAGE));
      while (page.rows.length < Math.min(wanted, page.total) && mine === this.asked) {
        const next = await call("article_list", this.question(page.rows.length, PAGE));
        if (next.rows.length === 0) break;
        page.rows.push(...next.rows);
      }
      if (mine !== this.asked) return;
      this.rows = page.rows;
      this.total = page.total;
      this.counts = page.counts;
      this.failure = null;
      this.ready = true;
      for (const id of [...this.chosen]) if (!page.rows.some((row) => row.id === id)) this.chosen.delete(id);
    } catch (thrown) {
      if (mine === this.asked) this.failure = thrown as Failure;
    }
  }

  async more(): Promise<void> {
    if (this.rows.length >= this.total) return;
    const mine = this.asked;
    const page = await call("article_list", this.question(this.rows.length, PAGE));
    if (mine === this.asked) this.rows = [...this.rows, ...page.rows];
  }

  loadSoon(wait = 80): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), wait);
  }

  search(query: string): void {
    this.query = query;
    this.rows = this.rows.slice(0, PAGE);
    void this.load();
  }

  show(state: string | null): void {
    this.state = state;
    this.query = "";
    this.rows = [];
    this.chosen.clear();
    void this.load();
  }

  unpublishedOnly(only: boolean): void {
    this.notPublished = only;
    this.rows = [];
    void this.load();
  }

  sortBy(sort: Sort): void {
    this.descending = this.sort === sort ? !this.descending : sort === "words" || sort === "findings";
    this.sort = sort;
    void this.load();
  }

  /** "date" or "-date", as the person's settings keep it. */
  get order(): string {
    return (this.descending ? "-" : "") + this.sort;
  }
  set order(text: string) {
    const known: Sort[] = [
      "date",
      "headline",
      "slug",
      "author",
      "state",
      "with",
      "deadline",
      "words",
      "findings",
    ];
    this.descending = text.startsWith("-");
    this.sort = known.find((sort) => sort === text.replace("-", "")) ?? "date";
  }

  choose(id: string, chosen: boolean): void {
    if (chosen) this.chosen.add(id);
    else this.chosen.delete(id);
  }

  async make(): Promise<string> {
    return (await call("article_new", { headline: null, slug: null })).article;
  }

  /** What is done with each chosen piece; those that refuse it stay chosen. */
  async many(ask: (articles: string[]) => Promise<Many>): Promise<Many> {
    const many = await ask([...this.chosen]);
    for (const id of many.done) this.chosen.delete(id);
    await this.load();
    return many;
  }
  moveChosen(to: string, why: string): Promise<Many> {
    return this.many((articles) => call("articles_move", { articles, to, why, override: false }));
  }
  dateChosen(date: Commands["articles_date"]["in"]["date"], wall: string | null): Promise<Many> {
    return this.many((articles) => call("articles_date", { articles, date, wall, zone: null, fold: null }));
  }
  giveChosen(person: string | null, message: string): Promise<Many> {
    return this.many((articles) => call("articles_give", { articles, person, message }));
  }

  private question(offset: number, limit: number): Commands["article_list"]["in"] {
    const query = this.query.trim();
    return {
      state: this.state,
      query,
      sort: this.sort,
      descending: this.descending,
      offset,
      limit,
      // A search is over everything.
      not_published: this.notPublished && !this.state && !query,
    };
  }
}
