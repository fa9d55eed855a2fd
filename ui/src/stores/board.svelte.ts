// The desk as a board: a column of pieces for each state on the way to publication. Moves go through the one table of transitions.
import { call } from "../core/client";
import type { Failure, Move, Row, State, Transition } from "../core/types";
import type { Desk } from "./desk.svelte";

export interface Column {
  state: State;
  total: number;
  rows: Row[];
}
/** A move that was not made: what is in the way, said in the column where the piece was to go. */
export interface Refusal {
  article: string;
  state: string;
  message: string;
  /** The move with its gates, when these refused it; null where the workflow has no such move. */
  move: Move | null;
}

/** Cards of a column that come at once. */
const PAGE = 60;

export class Board {
  columns = $state.raw<Column[]>([]);
  refusal = $state.raw<Refusal | null>(null);
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly desk: Desk) {}

  async load(query = ""): Promise<void> {
    const mine = ++this.asked;
    try {
      const known = new Map(this.columns.map((column) => [column.state.id, column.rows.length]));
      const columns = await Promise.all(
        this.states().map((state) => this.column(state, query, Math.max(PAGE, known.get(state.id) ?? 0))),
      );
      if (mine !== this.asked) return;
      // What is aside is shown only while something is there.
      this.columns = columns.filter((column) => column.state.group === "before" || column.total > 0);
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
    const longer = await this.column(column.state, query, column.rows.length + PAGE);
    this.columns = this.columns.map((one) => (one.state.id === column.state.id ? longer : one));
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
    return this.desk.desk?.transitions.find((one) => one.from === row.state && one.to === state);
  }

  /** The next column in this direction to which the workflow leads from the piece's own; undefined where none does. */
  next(row: Row, by: 1 | -1): string | undefined {
    let at = this.columns.findIndex((column) => column.state.id === row.state) + by;
    for (let column = this.columns[at]; column; column = this.columns[(at += by)])
      if (this.way(row, column.state.id)) return column.state.id;
    return undefined;
  }

  /** Moves a piece; what refuses it is kept in `refusal`. True when it was moved. */
  async move(row: Row, state: string, why = ""): Promise<boolean> {
    this.refusal = null;
    if (state === row.state) return false;
    const refuse = (message: string, move: Move | null = null): false => {
      this.refusal = { article: row.id, state, message, move };
      return false;
    };
    try {
      await call("article_move", { article: row.id, to: state, why, override: false, head: null });
      return true;
    } catch (thrown) {
      const failure = thrown as Failure;
      if (failure.code !== "gates") return refuse(failure.message);
      const moves = await call("article_moves", { article: row.id });
      return refuse(failure.message, moves.find((move) => move.state === state) ?? null);
    }
  }

  private states(): State[] {
    return (this.desk.desk?.states ?? []).filter(
      (state) => state.group === "before" || (state.group === "aside" && state.editable),
    );
  }

  private async column(state: State, query: string, limit: number): Promise<Column> {
    const asked = { state: state.id, query, sort: "date" as const, descending: false, offset: 0 };
    const { rows, total } = await call("article_list", {
      ...asked,
      limit: Math.min(500, limit),
      not_published: false,
    });
    return { state, rows, total };
  }
}
