// One field of an article: what is typed, what the desk has, and the way between them. Each field is saved alone.
import type { Failure, FieldSaved } from "../core/types";

export type FieldStatus = "saved" | "typing" | "saving" | "failed" | "refused";
export type FieldSend = (value: string, replaces: string) => Promise<FieldSaved>;

const REST = 700;
const RETRY = 2000;
/** The desk may take the same value later; anything else is for the person to change. */
const LATER = new Set(["unreachable", "io", "disk-full", "busy", "gone", "no-access"]);

/**
 * **Invariant:** `status` is `saved` only when the desk has acknowledged `value`. A refused value stays in the window.
 * **Invariant:** nothing changes what is being typed: how the desk writes it is shown once the field is left.
 */
export class Field<T> {
  value: T = $state.raw() as T;
  status = $state.raw<FieldStatus>("saved");
  failure = $state.raw<Failure | null>(null);
  /** What was written here and not stored, because somebody else had changed the field meanwhile; else null. */
  other = $state.raw<T | null>(null);
  /** What stood here before buttons mended it; typing on lets it go. */
  mended = $state.raw<T | null>(null);
  private stored: string;
  /** What was sent and the desk wrote in its own way (a slug without capitals, a line without its last space). */
  private sent: string | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    value: T,
    private readonly send: FieldSend,
    /** Called whenever something else is to be saved, or not any more. */
    private readonly changed: () => void = () => undefined,
  ) {
    this.value = value;
    this.stored = JSON.stringify(value);
  }

  /** What the desk has, as JSON. */
  get known(): string {
    return this.stored;
  }

  private turn(status: FieldStatus): void {
    this.status = status;
    this.changed();
  }

  private get dirty(): boolean {
    const text = JSON.stringify(this.value);
    return text !== this.stored && text !== this.sent;
  }

  /** The person changed the value; it is saved after a rest. */
  edit(value: T): void {
    this.value = value;
    this.mended = null;
    this.failure = null;
    if (!this.dirty && !this.running) {
      this.turn("saved");
      return;
    }
    this.turn("typing");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), REST);
  }

  /** A fix is made; it is saved at once, and can be taken back. */
  mend(value: T): void {
    const before = this.mended ?? this.value;
    this.edit(value);
    this.mended = before;
    void this.flush();
  }

  /** Takes back what buttons mended. */
  unmend(): void {
    if (this.mended === null) return;
    this.edit(this.mended);
    void this.flush();
  }

  /** Saves now. True when the desk has what is in the window. */
  async save(): Promise<boolean> {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => (this.running = null));
    await this.running;
    return !this.dirty;
  }

  /** The field is left: saves, and shows what the desk has in the desk's own writing. */
  async flush(): Promise<boolean> {
    const saved = await this.save();
    if (saved) this.show();
    return saved;
  }

  private show(): void {
    this.sent = null;
    if (JSON.stringify(this.value) !== this.stored) this.value = JSON.parse(this.stored) as T;
  }

  /** The desk has another value; it is shown unless something is being written here. */
  remote(value: T): void {
    if (this.dirty || this.running) return;
    const text = JSON.stringify(value);
    if (text === this.stored) return;
    this.stored = text;
    this.show();
    this.turn("saved");
  }

  /** Gives up what was typed and shows what the desk has. */
  putBack(): void {
    clearTimeout(this.timer);
    this.show();
    this.failure = null;
    this.turn("saved");
  }

  /** Stores what was written here after all. */
  async takeOther(): Promise<void> {
    if (this.other === null) return;
    const other = this.other;
    this.other = null;
    this.edit(other);
    await this.flush();
  }

  private async run(): Promise<void> {
    while (this.dirty) {
      const text = JSON.stringify(this.value);
      this.turn("saving");
      try {
        const saved = await this.send(text, this.stored);
        this.stored = saved.value;
        this.sent = text;
        // Somebody was quicker: theirs stays, mine is kept beside it with all that was typed since.
        if (saved.other !== null) {
          this.other = this.value;
          this.show();
        }
        this.failure = null;
      } catch (thrown) {
        this.failure = thrown as Failure;
        const later = LATER.has(this.failure.code);
        this.turn(later ? "failed" : "refused");
        if (later) this.timer = setTimeout(() => void this.save(), RETRY);
        return;
      }
    }
    this.turn("saved");
  }
}
