// Words that wait long to become durable are kept beside, once a second, until they are. What is kept and where is the port's.
import type { Failure, TypedField } from "../core/types";

/** What is not durable: the text, empty where it is, and the fields beside it. */
export interface Words {
  doc: string;
  fields: TypedField[];
}

export interface ShelterPort {
  /** Whether the window shows what is not durable anywhere. */
  unsaved(): boolean;
  words(): Words;
  keep(words: Words): Promise<unknown>;
  drop(): Promise<unknown>;
}

/** A save comes at least once a second: what is not durable for longer has trouble. */
const TROUBLE = 1500;
const AGAIN = 1000;

/**
 * **Invariant:** one thing at a time goes to the port, in the order in which it was wanted.
 * **Invariant:** what is kept is dropped only while nothing is unsaved.
 */
export class Shelter {
  /** What is kept beside, as one string; null when nothing is. */
  kept: string | null = null;
  failure: Failure | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly port: ShelterPort) {}

  /** The state of saving has changed, or a save came through: the waiting begins anew. */
  changed(through = false): void {
    if (this.closed) return;
    if (!this.port.unsaved()) {
      this.stop();
      if (this.kept !== null) void this.drop();
    } else if (through || this.timer === undefined) this.wait(TROUBLE);
  }

  /** Keeps what the window shows now, if it is unsaved; true when it is safe there. */
  async now(): Promise<boolean> {
    if (this.port.unsaved()) await this.keep();
    return !this.port.unsaved() || (this.failure === null && this.kept !== null);
  }

  /** Stops keeping; what is kept stays. */
  close(): void {
    this.closed = true;
    this.stop();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private wait(time: number): void {
    this.stop();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (!this.port.unsaved()) return;
      void this.keep().then(() => {
        if (!this.closed && this.timer === undefined && this.port.unsaved()) this.wait(AGAIN);
      });
    }, time);
  }

  private keep(): Promise<void> {
    return this.next(async () => {
      const words = this.port.words();
      const text = `${words.doc}\n${JSON.stringify(words.fields)}`;
      if (text === this.kept) return;
      await this.port.keep(words);
      this.kept = text;
      // It may have become durable meanwhile.
      if (!this.port.unsaved()) void this.drop();
    });
  }

  private drop(): Promise<void> {
    return this.next(async () => {
      if (this.kept === null || this.port.unsaved()) return;
      await this.port.drop();
      this.kept = null;
    });
  }

  private next(act: () => Promise<void>): Promise<void> {
    this.last = this.last.then(act).then(
      () => void (this.failure = null),
      (thrown: unknown) => void (this.failure = thrown as Failure),
    );
    return this.last;
  }
}
