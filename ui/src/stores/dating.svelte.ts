// A date of the open piece while it is typed or picked: read as the desk reads it, with what follows told before it is set.
import type { DateFollows, DateName, DateValue, DateWall, Failure } from "../core/types";
import type { OpenArticle } from "./article.svelte";
import type { Desk } from "./desk.svelte";

type Fold = DateValue["fold"];

/** A date that is not set yet, and what would follow from it. */
interface Asked {
  wall: string;
  zone: string;
  fold: Fold;
  told: DateFollows;
}

export class Dating {
  /** What is typed and not yet set; null shows what is stored. */
  day = $state<string | null>(null);
  time = $state<string | null>(null);
  zone = $state<string | null>(null);
  /** What is typed, as the desk reads it: shown before it is set. */
  read = $state.raw<DateWall | null>(null);
  /** Waits for a yes, as something follows from it. */
  asked = $state.raw<Asked | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** So many are on their way to the desk. */
  busy = $state(0);
  /** Counts what was asked to be set: an answer that comes late says nothing of what was typed since. */
  private turn = 0;
  private reading = 0;
  private left = false;

  constructor(
    private readonly desk: Desk,
    private readonly open: OpenArticle,
    private readonly name: DateName,
    /** It may be a day without a time. */
    private readonly whole: boolean,
    /** It was left while it waited for a yes, and is as it was. */
    private readonly dropped: () => void,
  ) {}

  get value(): DateValue | null {
    return this.open.article.dates[this.name];
  }
  get shownDay(): string {
    return this.day ?? this.value?.wall.slice(0, 10) ?? "";
  }
  get shownTime(): string {
    return this.time ?? this.value?.wall.slice(11, 16) ?? "";
  }
  get shownZone(): string {
    return this.zone ?? this.value?.zone ?? this.desk.desk?.zone ?? "UTC";
  }

  /** Something was typed: says how the desk reads it, and what follows. */
  async preview(): Promise<void> {
    const mine = ++this.reading;
    this.asked = null;
    const found = this.shownDay.trim() ? await this.ask().catch(() => null) : null;
    if (mine !== this.reading) return;
    this.read = found;
    if (!found || (found.wall.length === 10 && !this.whole)) return;
    const asked = await this.follows(found.wall, null).catch(() => null);
    if (mine === this.reading) this.asked = asked;
  }

  /** Sets what is typed or picked. What follows from it is told first; `sure`: where it is told already, it is set. */
  async set({ fold = null, sure = false }: { fold?: Fold; sure?: boolean } = {}): Promise<void> {
    const mine = ++this.turn;
    this.failure = null;
    if (this.shownDay.trim() === "" && (this.time === null || this.shownTime.trim() === ""))
      return this.clear();
    if (this.day === null && this.time === null && this.zone === null && fold === null) return;
    const zone = this.shownZone;
    try {
      const { wall } = await this.ask();
      if (mine !== this.turn) return;
      if (wall.length === 10 && !this.whole) {
        this.failure = { code: "usage", message: "It needs a time, too: 07:00." };
        return;
      }
      if (fold === null && wall === this.value?.wall && zone === this.value.zone) return this.forget();
      const told = this.asked?.wall === wall && this.asked.zone === zone && this.asked.fold === fold;
      if (!told) this.asked = await this.follows(wall, fold);
      if (mine !== this.turn) return;
      if (this.asked && !(told && sure)) return this.left ? this.dropped() : undefined;
      await this.send(wall, zone, fold);
    } catch (thrown) {
      if (mine === this.turn) this.failure = thrown as Failure;
    }
  }

  /** What follows is wanted. */
  async yes(): Promise<void> {
    const { asked } = this;
    if (asked) await this.send(asked.wall, asked.zone, asked.fold);
  }

  /** Takes the date away. */
  async clear(): Promise<void> {
    if (this.value) await this.send(null, null, null);
    else this.forget();
  }

  /** Shows what is stored. */
  forget(): void {
    this.day = null;
    this.time = null;
    this.zone = null;
    this.read = null;
    this.asked = null;
    this.failure = null;
    this.reading += 1;
  }

  /** Nobody will say yes any more. */
  leave(): void {
    this.left = true;
    if (this.asked) this.dropped();
  }

  /** Day and time as one; a day that brings its own time ("thu 7:00") needs none beside. */
  private async ask(): Promise<DateWall> {
    const { shownDay, shownTime, shownZone } = this;
    const alone = this.day === null ? null : await this.desk.readDate(shownDay, shownZone);
    if (alone && (alone.wall.length > 10 || shownTime.trim() === "")) return alone;
    return this.desk.readDate(`${alone?.wall ?? shownDay} ${shownTime}`, shownZone);
  }

  /** Null where nothing follows. */
  private async follows(wall: string, fold: Fold): Promise<Asked | null> {
    const zone = this.shownZone;
    const told = await this.open.askDate(this.name, wall, zone, fold);
    return told.follows.length > 0 ? { wall, zone, fold, told } : null;
  }

  private async send(wall: string | null, zone: string | null, fold: Fold): Promise<void> {
    this.busy += 1;
    const sent = { day: this.day, time: this.time, zone: this.zone };
    const mine = this.turn;
    try {
      await this.open.setDate(this.name, wall, zone, fold);
      // What was typed while the desk answered stays.
      if (this.day === sent.day) this.day = null;
      if (this.time === sent.time) this.time = null;
      if (this.zone === sent.zone) this.zone = null;
      if (mine !== this.turn) return;
      this.failure = null;
      this.read = null;
      this.asked = null;
    } catch (thrown) {
      this.failure ??= thrown as Failure;
    } finally {
      this.busy -= 1;
    }
  }
}
