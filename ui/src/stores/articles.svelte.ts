// The list: which pieces, in which order, found by which words, and which are chosen.
import { SvelteSet } from "svelte/reactivity";
import { call } from "../core/client";
import type {
  Commands,
  DateFollows,
  DateName,
  Failure,
  Many,
  Row,
  SavedView,
  StateCount,
} from "../core/types";
import { same } from "./same";

export type Sort = Commands["article_list"]["in"]["sort"];
/** What a question is refused with. */
const QUESTION = ["usage", "unknown-state", "not-found"];
/** Rows that are asked for at once; fewer where each comes with its sentence. */
const PAGE = 100;
const FOUND = 40;
const MINUTE = 60_000;
/** As many are chosen at once. */
const CHOSEN = 500;

export class Articles {
  /** Every row that fits, in its place; only what was seen has come. */
  slots = $state.raw<readonly (Row | undefined)[]>([]);
  rows = $derived(this.slots.filter((row) => row !== undefined));
  total = $state.raw(0);
  counts = $state.raw<StateCount[]>([]);
  state = $state.raw<string | null>(null);
  notPublished = $state.raw(true);
  query = $state.raw("");
  sort = $state.raw<Sort>("date");
  descending = $state.raw(false);
  /** Of what is searched: the newest first while typing, the best first on demand; null: as the columns say. */
  rank = $state.raw<"newest" | "best" | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Why the question cannot be put, in a sentence; what was found before it stays. */
  wrong = $state.raw("");
  /** True once the first answer has come. */
  ready = $state.raw(false);
  readonly chosen = new SvelteSet<string>();
  /** Chosen rows as they came last, for they need not be seen. */
  private readonly known = new Map<string, Row>();
  readonly chosenRows = $derived([...this.chosen].flatMap((id) => this.known.get(id) ?? []));
  private asked = 0;
  /** When every row was taken anew. */
  private anew = -Infinity;
  private seen = { from: 0, to: 0 };
  private filling = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Forgets everything of the desk that was open. */
  reset(): void {
    this.slots = [];
    this.total = 0;
    this.counts = [];
    this.state = null;
    this.notPublished = true;
    this.query = "";
    this.rank = null;
    this.wrong = "";
    this.ready = false;
    this.chosen.clear();
  }

  /** Asks for what is seen, at least one page. */
  async load(): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    try {
      const { page } = this;
      const slots: (Row | undefined)[] = [];
      // A row says how long ago something was: none stays as it is for longer than a minute.
      const now = performance.now();
      if (now - this.anew > MINUTE) this.anew = now;
      const before = new Map(this.anew < now ? this.rows.map((row) => [row.id, row]) : []);
      let at = this.seen.from - (this.seen.from % page);
      do {
        const got = await call("article_list", this.question(at, page));
        if (mine !== this.asked) return;
        slots.length = got.total;
        got.rows.forEach((row, index) => (slots[at + index] = same(before.get(row.id), row)));
        for (const row of got.rows) if (this.known.has(row.id)) this.known.set(row.id, row);
        this.total = got.total;
        this.counts = got.counts;
        at = got.total > 0 && at >= got.total ? 0 : at + page;
      } while (at <= this.seen.to && at < this.total);
      this.slots = slots;
      this.failure = null;
      this.wrong = "";
      this.ready = true;
      // Of what is not shown it is not known whether it still fits.
      if (slots.length === this.rows.length)
        for (const id of [...this.chosen])
          if (!this.rows.some((row) => row.id === id)) this.chosen.delete(id);
    } catch (thrown) {
      if (mine !== this.asked) return;
      const failure = thrown as Failure;
      if (this.query.trim() && QUESTION.includes(failure.code)) this.wrong = failure.message;
      else this.failure = failure;
      this.ready = true;
    }
  }

  /** Says which rows are seen; what of them has not come yet is asked for. */
  see(from: number, to: number): void {
    this.seen = { from, to: Math.min(to, this.total - 1) };
    if (!this.filling && this.missing >= 0) void this.fill();
  }

  private get page(): number {
    return this.rank === null ? PAGE : FOUND;
  }
  private get missing(): number {
    for (let at = this.seen.from; at <= this.seen.to; at += 1) if (!this.slots[at]) return at;
    return -1;
  }
  private async fill(): Promise<void> {
    this.filling = true;
    const mine = this.asked;
    try {
      for (let gap = this.missing; gap >= 0 && mine === this.asked; gap = this.missing) {
        const at = gap - (gap % this.page);
        const got = await call("article_list", this.question(at, this.page));
        if (mine !== this.asked || got.rows.length === 0) break;
        const slots = this.slots.slice();
        got.rows.forEach((row, index) => (slots[at + index] = row));
        this.slots = slots;
      }
    } catch (thrown) {
      if (mine === this.asked) this.failure = thrown as Failure;
    } finally {
      this.filling = false;
    }
  }

  loadSoon(wait = 80): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), wait);
  }

  search(query: string): void {
    this.query = query;
    this.rank = query.trim() ? "newest" : null;
    this.wrong = "";
    this.seen = { from: 0, to: 0 };
    void this.load();
  }

  /** What the words fit best comes first. */
  async best(): Promise<void> {
    if (!this.query.trim() || this.rank === "best") return;
    this.rank = "best";
    await this.load();
  }

  show(state: string | null): void {
    this.state = state;
    this.query = "";
    this.rank = null;
    this.wrong = "";
    this.seen = { from: 0, to: 0 };
    this.chosen.clear();
    void this.load();
  }

  unpublishedOnly(only: boolean): void {
    this.notPublished = only;
    this.seen = { from: 0, to: 0 };
    void this.load();
  }

  sortBy(sort: Sort): void {
    this.descending = this.sort === sort ? !this.descending : sort === "words" || sort === "findings";
    this.sort = sort;
    this.rank = null;
    void this.load();
  }

  /** Shows a saved view's pieces, as it was saved. */
  open(view: SavedView): void {
    this.state = null;
    this.notPublished = false;
    this.query = view.query;
    this.rank = null;
    this.wrong = "";
    this.sort = view.sort;
    this.descending = view.descending;
    this.seen = { from: 0, to: 0 };
    this.chosen.clear();
    void this.load();
  }

  /** All that is shown, as one question in words: what a view keeps. */
  get asQuestion(): string {
    const { state, query } = this;
    if (query.trim()) return query.trim();
    if (state) return `state:${state}`;
    return this.notPublished ? "is:open" : "";
  }

  /** Chooses all that fits, so many at the most; how many that are. */
  async chooseAll(): Promise<number> {
    const { rows } = await call("article_list", this.question(0, CHOSEN));
    for (const row of rows) {
      this.known.set(row.id, row);
      this.chosen.add(row.id);
    }
    return rows.length;
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
      "newest",
    ];
    this.descending = text.startsWith("-");
    this.sort = known.find((sort) => sort === text.replace("-", "")) ?? "date";
  }

  choose(id: string, chosen: boolean): void {
    const row = this.rows.find((one) => one.id === id);
    if (row) this.known.set(id, row);
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
  dateChosen(date: DateName, wall: string | null): Promise<Many> {
    return this.many((articles) => call("articles_date", { articles, date, wall, zone: null, fold: null }));
  }
  /** What would follow from a date for each of the chosen; those from which nothing follows are left out, and nothing is written. */
  async askChosen(date: DateName, wall: string): Promise<{ row: Row; told: DateFollows }[]> {
    const found: { row: Row; told: DateFollows }[] = [];
    for (const row of this.chosenRows) {
      // A piece that refuses the date says so when it is set.
      const told = await call("date_ask", { article: row.id, date, wall, zone: null, fold: null }).catch(
        () => null,
      );
      if (told && told.follows.length > 0) found.push({ row, told });
    }
    return found;
  }
  giveChosen(person: string | null, message: string): Promise<Many> {
    return this.many((articles) => call("articles_give", { articles, person, message }));
  }

  /** Writes the dates of the pieces that the list shows as a calendar file, after asking where. */
  calendarFile(): Promise<Commands["ics_write"]["out"]> {
    return call("ics_write", { list: this.question(0, 0), dates: [], replace: true });
  }

  private question(offset: number, limit: number): Commands["article_list"]["in"] {
    const query = this.query.trim();
    return {
      state: this.state,
      query,
      sort: this.rank ?? this.sort,
      descending: this.rank === null && this.descending,
      offset,
      limit,
      // A search is over everything.
      not_published: this.notPublished && !this.state && !query,
    };
  }
}
