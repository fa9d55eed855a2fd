// How an article's text becomes durable: when to save, one save at a time, again when it failed, and what a conflict does.
// Knows neither the editor nor the desk, only the two as `SavePort`. No words for people except the desk's own.
import type { Failure, Saved } from "../core/types";

/** What one save sends; `doc` is the whole text as one string. */
export interface SaveRequest {
  base: string;
  save_id: string;
  steps: string;
  doc: string;
  rest: boolean;
}

/** A text of the desk, its hash, and how often it was saved so far: the desk's own count, which only grows. */
export interface Head {
  doc: string;
  head: string;
  seq: number;
}

/** Why the text in the window was replaced by the desk's. */
export type Taken = "conflict" | "remote" | "parked";

export interface SavePort {
  /** The text as it stands, and the steps since they were last taken. */
  doc(): string;
  takeSteps(): unknown[];
  /** Called whenever `locked` has changed. */
  lock(locked: boolean): void;
  /** Rejects with a Failure. */
  send(request: SaveRequest): Promise<Saved>;
  /** The desk's present text, not yet shown. */
  fetchHead(): Promise<Head>;
  /** Shows this text in place of the window's. */
  show(doc: string, why: Taken): void;
  newId(): string;
  /** Called whenever `status` has changed. */
  changed(): void;
  /** Called after each save that the desk has acknowledged. */
  saved(saved: Saved): void;
}

/**
 * `saved`: what is in the window is durable on the desk. `typing`: changes wait for a rest. `saving`: a save is under way.
 * `failed`: the last save failed and is tried again. `parked`: the desk asks whether so much was meant to go.
 */
export type SaveStatus = "saved" | "typing" | "saving" | "failed" | "parked";

interface Attempt {
  request: SaveRequest;
  generation: number;
}

const REST = 300;
const LONGEST = 1000;
const FIRST_RETRY = 500;
const LAST_RETRY = 15_000;
/** The desk has kept the refused text whole as a version: somebody else's is the head, or the piece was moved where nothing is changed. */
const KEPT = new Set(["conflict", "state"]);
/** After these nobody knows whether the text was written: it is sent again as it was before anything newer. */
const UNCERTAIN = new Set(["unreachable", "io", "disk-full", "busy", "gone"]);

/**
 * **Invariant:** `status` is `saved` only when the desk has acknowledged the text that the window shows.
 * **Invariant:** an attempt whose outcome is unknown is sent again as it was, with its `save_id`, before any newer text.
 * **Invariant:** the window's text is replaced only when the desk has the same text, or has kept it as a version.
 */
export class Saver {
  failure: Failure | null = null;
  private generation = 0;
  private acknowledged = 0;
  /** Which generation the desk has kept as a version, while its own text is not shown yet. */
  private kept = 0;
  private held: Attempt | null = null;
  private steps: unknown[] = [];
  private headWanted = false;
  private parked = false;
  private running: Promise<void> | null = null;
  /** How many wait for everything to be saved. */
  private waiting = 0;
  private failures = 0;
  /** How often the text was saved so far, by whomever, as the desk told it last. */
  private elsewhere = 0;
  private restTimer: ReturnType<typeof setTimeout> | undefined;
  private longTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  /** Nothing may be typed: the text is about to be replaced, or the desk asks. */
  locked = false;

  constructor(
    private readonly port: SavePort,
    private base: string,
    /** The same of the text that the window has. */
    private seq = 0,
  ) {}

  get status(): SaveStatus {
    if (this.parked) return "parked";
    if (this.failure) return "failed";
    if (this.held || this.headWanted) return "saving";
    return this.generation === this.acknowledged ? "saved" : "typing";
  }

  /** The hash of the text that the next save is based on. */
  get head(): string {
    return this.base;
  }

  /** The text in the window has changed. */
  edited(): void {
    this.generation += 1;
    this.schedule();
    this.port.changed();
  }

  /** Saves now. True when everything in the window is durable, false when it could not be saved. */
  async flush(): Promise<boolean> {
    this.clearTimers();
    if (this.parked) return false;
    this.waiting += 1;
    clearTimeout(this.retryTimer);
    try {
      // A run that was under way may have ended before it saw the wish, and somebody else's wish may have begun another.
      do await this.run();
      while (!this.closed && (this.running !== null || this.status === "typing"));
    } finally {
      this.waiting -= 1;
    }
    return this.status === "saved";
  }

  /** The desk says that the text was saved for the `seq`-th time. Takes it when it is somebody else's and nothing is unsaved. */
  async remote(seq: number): Promise<void> {
    this.elsewhere = Math.max(this.elsewhere, seq);
    if (this.running || this.status !== "saved" || this.elsewhere <= this.seq) return;
    const { elsewhere: asked, generation, base } = this;
    const head = await this.port.fetchHead().catch(() => null);
    if (!head || this.closed || this.running || this.status !== "saved") return;
    // Something was saved meanwhile: what was read may be older than that.
    if (generation !== this.generation || base !== this.base) return this.remote(asked);
    this.seq = Math.max(this.seq, asked, head.seq);
    if (head.head === this.base) return;
    this.take(head, "remote");
    this.port.changed();
  }

  /** The desk has a new text which this window asked for (a restored version); it is shown as it is. */
  taken(head: Head): void {
    const known = this.parked ? this.kept : this.acknowledged;
    this.parked = false;
    if (this.running || this.generation !== known) {
      // What came in since is kept by the desk before this head is shown.
      this.lock();
      void this.run();
      return;
    }
    this.take(head, "remote");
    this.unlock();
    this.port.changed();
  }

  /** After `parked`: brings the desk's text back; what the window had is kept as a version. */
  async bringBack(): Promise<void> {
    if (!this.parked) return;
    const head = await this.port.fetchHead();
    this.parked = false;
    // What came in since is put aside, too, and asked about.
    if (this.generation !== this.kept) return this.run();
    this.take(head, "parked");
    this.unlock();
    this.port.changed();
  }

  /** Stops every timer; nothing is sent any more. */
  close(): void {
    this.closed = true;
    this.clearTimers();
    clearTimeout(this.retryTimer);
  }

  private take(head: Head, why: Taken): void {
    this.port.show(head.doc, why);
    // Whatever showing it told as an edit is not one.
    this.port.takeSteps();
    this.steps = [];
    this.base = head.head;
    this.seq = Math.max(this.seq, head.seq);
    this.acknowledged = this.generation;
    this.clearTimers();
  }

  private clearTimers(): void {
    clearTimeout(this.restTimer);
    clearTimeout(this.longTimer);
    this.longTimer = undefined;
  }

  private schedule(): void {
    if (this.closed) return;
    clearTimeout(this.restTimer);
    this.restTimer = setTimeout(() => void this.due(true), REST);
    this.longTimer ??= setTimeout(() => void this.due(false), LONGEST);
  }

  private due(rest: boolean): Promise<void> {
    this.clearTimers();
    // After a failure the retry's own time counts, not the typing's.
    if (this.failure || this.parked) return Promise.resolve();
    return this.run(rest);
  }

  private run(rest = true): Promise<void> {
    this.running ??= this.loop(rest).finally(() => {
      this.running = null;
      this.port.changed();
      if (this.status === "typing") this.schedule();
      else if (this.elsewhere > this.seq) void this.remote(this.elsewhere);
    });
    return this.running;
  }

  private async loop(rest: boolean): Promise<void> {
    let first = true;
    while (this.held || this.headWanted || this.generation !== this.acknowledged) {
      if (this.closed || this.parked) return;
      // What was typed during a save waits for its own rest, unless somebody waits for all of it.
      if (!first && this.waiting === 0 && !this.held && !this.headWanted && !this.locked) return;
      first = false;
      const done = this.headWanted ? await this.takeHead() : await this.attempt(rest);
      if (!done) return;
    }
    this.unlock();
  }

  private async attempt(rest: boolean): Promise<boolean> {
    const dropped = this.held && this.failure && !UNCERTAIN.has(this.failure.code);
    if (dropped && this.held?.generation !== this.generation) this.held = null;
    const attempt = (this.held ??= this.make(rest));
    this.port.changed();
    try {
      const saved = await this.port.send(attempt.request);
      this.held = null;
      this.steps = [];
      this.failure = null;
      this.failures = 0;
      this.base = saved.head;
      this.seq = Math.max(this.seq, saved.seq);
      this.acknowledged = attempt.generation;
      this.port.saved(saved);
      return true;
    } catch (thrown) {
      return this.refused(attempt, thrown as Failure);
    }
  }

  private make(rest: boolean): Attempt {
    this.steps.push(...this.port.takeSteps());
    const request: SaveRequest = {
      base: this.base,
      save_id: this.port.newId(),
      steps: JSON.stringify(this.steps),
      doc: this.port.doc(),
      rest: rest || this.waiting > 0,
    };
    return { request, generation: this.generation };
  }

  private refused(attempt: Attempt, failure: Failure): boolean {
    const parked = failure.code === "parked";
    if (!parked && !KEPT.has(failure.code)) return this.later(failure);
    // The desk has kept this text whole. What was typed since goes the same way before the head is shown.
    this.held = null;
    this.failure = null;
    this.kept = attempt.generation;
    this.lock();
    const whole = this.generation === this.kept;
    if (parked) this.parked = whole;
    else {
      this.steps = [];
      this.headWanted = whole;
    }
    return !this.parked;
  }

  private async takeHead(): Promise<boolean> {
    try {
      const head = await this.port.fetchHead();
      this.headWanted = false;
      this.failure = null;
      this.failures = 0;
      // Something came in although nothing may be typed: it goes the way of what was before it.
      if (this.generation === this.kept) this.take(head, "conflict");
      return true;
    } catch (thrown) {
      return this.later(thrown as Failure);
    }
  }

  private later(failure: Failure): false {
    this.failure = failure;
    const wait = Math.min(FIRST_RETRY * 2 ** this.failures, LAST_RETRY);
    this.failures += 1;
    clearTimeout(this.retryTimer);
    if (!this.closed) this.retryTimer = setTimeout(() => void this.run(), wait);
    return false;
  }

  private lock(): void {
    this.locked = true;
    this.port.lock(true);
  }

  private unlock(): void {
    if (!this.locked) return;
    this.locked = false;
    this.port.lock(false);
  }
}
