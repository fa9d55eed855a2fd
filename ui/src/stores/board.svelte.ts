// The desk as a board: columns of pieces on their way, by state, by person or by section. Moves go through the one table of transitions.
import { call } from "../core/client";
import type { BoardColumn, By, Failure, Move, Row, Transition } from "../core/types";
import type { Desk } from "./desk.svelte";

export type Column = BoardColumn;
/** A move that was not made: what is in the way, said in the column where the piece was to go. */
export interface Refusal {
  article: string;
  /** The column's id. */
  column: string;
  message: string;
  /** The move with its gates, when these refused it; null where the workflow has no such move. */
  move: Move | null;
}

/** Cards of a column that come at once. */
const PAGE = 40;

export class Board {
  columns = $state.raw<Column[]>([]);
  refusal = $state.raw<Refusal | null>(null);
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Where pieces that were set aside go back to, of those that were asked about. */
  private back = $state.raw<ReadonlyMap<string, string>>(new Map());

  constructor(private readonly desk: Desk) {}

  by = $state.raw<By>("state");

  async load(query = ""): Promise<void> {
    const mine = ++this.asked;
    const { by } = this;
    try {
      const longest = Math.max(PAGE, ...this.columns.map((column) => Math.min(200, column.rows.length)));
      const page = await call("article_board", { query, by, limit: longest });
      if (mine !== this.asked) return;
      this.columns = page.columns;
      this.failure = null;
      this.ready = true;
    } catch (thrown) {
      if (mine === this.asked) this.failure = thrown as Failure;
    }
  }

  loadSoon(query: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(query), 80);
  }

  /** More cards of a column. */
  async more(column: Column, query: string): Promise<void> {
    const { by } = this;
    const mine = this.asked;
    const { rows } = await call("article_list", {
      state: null,
      query,
      column: { by, id: column.id },
      sort: "date",
      descending: false,
      offset: column.rows.length,
      limit: PAGE,
      not_published: true,
    });
    if (mine !== this.asked) return;
    this.columns = this.columns.map((one) =>
      one.id === column.id ? { ...one, rows: [...one.rows, ...rows] } : one,
    );
  }

  /** The column in which a piece stands. */
  columnOf(row: Row): string {
    return this.columns.find((column) => column.rows.some((one) => one.id === row.id))?.id ?? "";
  }

  /** Whether a piece may be brought to a column: by the workflow where columns are states. A section is a field of the piece. */
  mayGo(row: Row, column: string): boolean {
    return column === this.columnOf(row) || this.by !== "state" || Boolean(this.way(row, column));
  }

  /** Sets how many may stand in a column before that is told; 0: any number. */
  async limit(column: Column, most: number): Promise<void> {
    await call("board_limit_set", { by: this.by, id: column.id, most });
  }

  row(article: string): Row | undefined {
    for (const column of this.columns) {
      const row = column.rows.find((one) => one.id === article);
      if (row) return row;
    }
    return undefined;
  }

  /** The transition from a piece's state to another, by the desk's table; undefined where there is none. */
  way(row: Row, state: string): Transition | undefined {
    const from = this.desk.desk?.transitions.filter((one) => one.from === row.state) ?? [];
    const back = this.back.get(row.id) === state ? from.find(({ to }) => to === "back") : undefined;
    return from.find(({ to }) => to === state) ?? back;
  }

  /** Asks where a piece that was set aside came from, before it is carried or sent; every other piece's ways are known. */
  async know(row: Row): Promise<void> {
    const step = this.desk.desk?.transitions.find((one) => one.from === row.state && one.to === "back");
    if (!step || this.by !== "state") return;
    const moves = await call("article_moves", { article: row.id }).catch(() => []);
    const back = moves.find(({ label }) => label === step.label);
    if (back) this.back = new Map(this.back).set(row.id, back.state);
  }

  /** The next column in this direction to which the piece may go; undefined where there is none. */
  next(row: Row, by: 1 | -1): string | undefined {
    let at = this.columns.findIndex((column) => column.id === this.columnOf(row)) + by;
    for (let column = this.columns[at]; column; column = this.columns[(at += by)])
      if (this.mayGo(row, column.id)) return column.id;
    return undefined;
  }

  /** Brings a piece to another column: moves it, gives it to a person, or puts it in a section. What refuses it is kept in `refusal`. */
  async move(row: Row, column: string, why = ""): Promise<boolean> {
    this.refusal = null;
    if (column === this.columnOf(row)) return false;
    const refuse = (message: string, move: Move | null = null): false => {
      this.refusal = { article: row.id, column, message, move };
      return false;
    };
    try {
      if (this.by === "state")
        await call("article_move", { article: row.id, to: column, why, override: false, head: null });
      else if (this.by === "person")
        await call("article_give", { article: row.id, person: column || null, message: "" });
      else {
        const [value, replaces] = [column, row.section].map((section) => JSON.stringify(section));
        await call("field_set", {
          article: row.id,
          field: "section",
          value: value ?? "",
          replaces: replaces ?? "",
        });
      }
      return true;
    } catch (thrown) {
      const failure = thrown as Failure;
      if (failure.code !== "gates" || this.by !== "state") return refuse(failure.message);
      const moves = await call("article_moves", { article: row.id });
      return refuse(failure.message, moves.find((move) => move.state === column) ?? null);
    }
  }
}
