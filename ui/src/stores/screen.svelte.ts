// Which screen is shown, which dialog lies over it, and what is told in passing. No data of the desk.
import type { Failure } from "../core/types";

export type Place =
  | { name: "start" }
  | { name: "list" }
  | { name: "article"; article: string }
  | { name: "compare"; article: string; a: string; b: string }
  | { name: "import" };

export type DialogName =
  | "new-desk"
  | "help"
  | "people"
  | "fees"
  | "export"
  | "preview"
  | "palette"
  | "settings"
  | "backups"
  | "doctor"
  | "history"
  | "missed"
  | "workflow"
  | "templates"
  | "workload";
export interface Told {
  id: number;
  text: string;
  bad: boolean;
  /** What can be done about it. */
  act?: Act;
}
export interface Act {
  label: string;
  run: () => void;
  /** How long it may be done, in ms. */
  stay: number;
}

/** How long a remark in passing stays. */
const STAY = 6000;

export class Screen {
  place = $state.raw<Place>({ name: "start" });
  dialog = $state.raw<DialogName | null>(null);
  told = $state.raw<Told[]>([]);
  /** Asked before a place is left; false keeps the person where they are. */
  guard: (() => Promise<boolean>) | null = null;
  private count = 0;

  /** Shows another place, when what is unsaved here could be saved. */
  async go(place: Place): Promise<boolean> {
    if (this.guard && !(await this.guard())) return false;
    this.place = place;
    this.dialog = null;
    return true;
  }

  /** Says something in passing; a thing that went wrong stays until it is closed. */
  tell(text: string, bad = false, act?: Act): void {
    this.count += 1;
    const id = this.count;
    this.told = [
      ...this.told.filter((other) => other.text !== text),
      { id, text, bad, ...(act ? { act } : {}) },
    ].slice(-4);
    if (!bad) setTimeout(() => this.untell(id), act?.stay ?? STAY);
  }

  untell(id: number): void {
    this.told = this.told.filter((other) => other.id !== id);
  }

  /** Takes back what can no longer be done: the piece that it was offered for is left. */
  withdraw(): void {
    if (this.told.some(({ act }) => act)) this.told = this.told.filter(({ act }) => !act);
  }

  /** Takes back remarks that begin so, once they are no longer true. */
  takeBack(beginning: string): void {
    if (this.told.some((one) => one.text.startsWith(beginning)))
      this.told = this.told.filter((one) => !one.text.startsWith(beginning));
  }

  /** Tells a refusal; a dialog that the person closed is none. */
  fail(thrown: unknown): void {
    const failure = thrown as Failure;
    if (failure.code !== "cancelled") this.tell(failure.message || String(thrown), true);
  }
}
