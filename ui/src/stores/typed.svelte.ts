// A date while it is typed: how the desk reads it, shown before it is set. What is done with it is the caller's.
import type { DateFollows, DateWall, Failure } from "../core/types";
import type { Desk } from "./desk.svelte";

export class TypedDate {
  text = $state("");
  /** As the desk reads it; null while nothing can be read. */
  read = $state.raw<DateWall | null>(null);
  /** Why it cannot be read. */
  wrong = $state("");
  /** What follows from it; null while there is no moment that could be set. */
  told = $state.raw<DateFollows | null>(null);
  private asking = 0;

  constructor(
    private readonly desk: Desk,
    /** The zone in which it is meant; null: the desk's. */
    private readonly zone: () => string | null = () => null,
    private readonly follows: ((wall: string) => Promise<DateFollows>) | null = null,
  ) {}

  /** Asks anew; an answer that comes late says nothing of what was typed since. */
  async look(): Promise<void> {
    const mine = ++this.asking;
    this.wrong = "";
    this.told = null;
    let read: DateWall | null = null;
    let told: DateFollows | null = null;
    let wrong = "";
    try {
      if (this.text.trim()) read = await this.desk.readDate(this.text, this.zone());
      if (this.follows && read && read.wall.length > 10) told = await this.follows(read.wall);
    } catch (thrown) {
      wrong = (thrown as Failure).message;
    }
    if (mine !== this.asking) return;
    this.read = read;
    this.told = told;
    this.wrong = wrong;
  }
}
