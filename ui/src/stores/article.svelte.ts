// The open article: its text's saving, its fields, dates, findings and moves. The editor itself is the view's.
import { call } from "../core/client";
import type {
  Article,
  DateFollows,
  DateName,
  DateValue,
  Dates,
  Event,
  Failure,
  Finding,
  Move,
  Recovery,
  TypedField,
} from "../core/types";
import { Field, type FieldSend } from "./field.svelte";
import { type FieldName, type FieldOf, READ } from "./fields";
import { same } from "./same";
import { Shelter } from "./shelter";
import { Saver, type SavePort, type SaveStatus, type Taken } from "./saving";

/** What a change of these says to every piece: who may do what in it may be another now. */
const EVERYBODY = ["desk", "person"];

/** What the store needs of the editor. */
export interface TextPort {
  doc(): string;
  takeSteps(): unknown[];
  replaceWith(doc: string): void;
  setEditable(editable: boolean): void;
}

/** What changes of a piece when its text is saved and nothing else happens. */
const OF_A_SAVE = new Set(["text", "article", "finding"]);
type AnyField = Field<unknown>;

export class OpenArticle {
  article: Article = $state.raw() as Article;
  findings = $state.raw<Finding[]>([]);
  moves = $state.raw<Move[]>([]);
  status = $state.raw<SaveStatus>("saved");
  failure = $state.raw<Failure | null>(null);
  /** Why the text in the window was last replaced. */
  taken = $state.raw<Taken | null>(null);
  /** A move that gates refused, to be shown with its places. */
  refused = $state.raw<Move | null>(null);
  /** Counts up whenever the findings belong to the text that is shown. */
  checked = $state.raw(0);
  /** What the editor left behind when its view closed: the text with its undo. */
  kept: unknown = null;
  /** Texts that were typed here earlier and never became durable; the person chooses what is taken of them. */
  recovered = $state.raw<Recovery[]>([]);
  /** The person chooses later. */
  later = $state(false);
  readonly saver: Saver;
  readonly shelter: Shelter;
  private text: TextPort | null = null;
  /** Steps of a view that closed before they were saved. */
  private readonly leftover: unknown[] = [];
  private readonly fields = new Map<FieldName, AnyField>();
  private checking: ReturnType<typeof setTimeout> | undefined;
  /** Dates on their way to the desk. */
  private readonly setting = new Set<Promise<Dates>>();
  /** Why nothing may be typed just now, beside the piece's state and the saver. */
  private readonly locks = new Set<"left" | "restored">();
  /** Counts how often another text took the place of the one that was shown. */
  private replaced = 0;
  /** Counts what the desk has acknowledged of ours. */
  private written = 0;
  private closed = false;

  constructor(article: Article) {
    this.article = article;
    const of = { article: article.id };
    this.shelter = new Shelter({
      unsaved: () => this.textUnsaved || this.unsavedFields.length > 0,
      words: () => ({ doc: this.textUnsaved ? this.doc() : "", fields: this.unsavedFields }),
      keep: (words) => call("recovery_keep", { ...of, base: this.saver.head, ...words }),
      drop: () => call("recovery_drop", of),
    });
    this.saver = new Saver(this.port(), article.head, article.seq);
  }

  static async open(id: string): Promise<OpenArticle> {
    const open = new OpenArticle(await call("article_get", { article: id }));
    open.recovered = await call("recovery_list", { article: id }).catch(() => []);
    void open.check();
    return open;
  }

  get id(): string {
    return this.article.id;
  }

  /** Whether the fields may be changed now, by whoever sits here. */
  get fieldsFree(): boolean {
    return this.article.editable && this.article.no_right_fields === "";
  }

  /** The worst of the text's and the fields' states: what the footer says. */
  get saving(): { status: SaveStatus; failure: Failure | null; refused?: boolean } {
    const fields = [...this.watched];
    const failed = fields.find((field) => field.status === "failed");
    if (this.status === "failed" || this.status === "parked")
      return { status: this.status, failure: this.failure };
    if (failed) return { status: "failed", failure: failed.failure };
    const refused = fields.find((field) => field.status === "refused");
    if (refused) return { status: "failed", failure: refused.failure, refused: true };
    const busy = fields.some((field) => field.status === "saving" || field.status === "typing");
    return { status: busy && this.status === "saved" ? "saving" : this.status, failure: null };
  }
  private watched = $state.raw<AnyField[]>([]);

  field<N extends FieldName>(name: N): FieldOf<N> {
    const known = this.fields.get(name);
    if (known) return known as unknown as FieldOf<N>;
    const send: FieldSend = async (value, replaces) => {
      const saved = await call("field_set", { article: this.id, field: name, value, replaces });
      this.written += 1;
      this.article = { ...this.article, fields: saved.fields, slug: saved.fields.slug };
      this.checkSoon();
      return saved;
    };
    const made = new Field<unknown>(READ[name](this.article.fields), send, () => this.shelter.changed());
    this.fields.set(name, made);
    queueMicrotask(() => (this.watched = [...this.fields.values()]));
    return made as unknown as FieldOf<N>;
  }

  /** Gives a field this value, as if it were typed. */
  put(name: FieldName, value: unknown): void {
    (this.field(name) as AnyField).edit(value);
  }

  /** Gives up what was refused in fields, wherever it came from: typed there, a fix, what was found and replaced. */
  putBack(): void {
    for (const field of this.fields.values()) if (field.status === "refused") field.putBack();
  }

  attach(text: TextPort): void {
    this.text = text;
    this.permit();
  }

  /** The editor's view closes. What it has not handed over yet stays here until it is saved. */
  detach(keep: () => unknown): void {
    if (this.text) {
      this.leftover.push(...this.text.takeSteps());
      this.article = { ...this.article, doc: this.text.doc(), head: this.saver.head };
    }
    this.text = null;
    this.kept = keep();
  }

  /** True when text and fields are durable. */
  async flush(): Promise<boolean> {
    await Promise.allSettled([...this.setting]);
    const fields = await Promise.all([...this.fields.values()].map((field) => field.save()));
    const text = await this.saver.flush();
    return text && fields.every(Boolean);
  }

  /** Nothing may be typed while it is being left, for what is typed then would have nowhere to go. */
  lock(locked: boolean): void {
    if (locked) this.locks.add("left");
    else this.locks.delete("left");
    this.permit();
  }

  /** It was left and could not be saved; the person comes back to it, and finds it as it was. */
  comeBack(): void {
    this.closed = false;
    void this.again().catch(() => undefined);
    this.checkSoon();
  }

  /** Reads all but the text anew: the piece was left, or somebody else sits here now. */
  async again(): Promise<void> {
    this.take(await this.fresh());
    this.checkSoon();
  }

  /** Lets the piece go. What is not durable yet is saved first; false: it could not be, and the saver tries on. */
  async close(): Promise<boolean> {
    this.closed = true;
    clearTimeout(this.checking);
    if (!(await this.flush())) {
      await this.shelter.now();
      return false;
    }
    if (!this.closed) return true;
    this.saver.close();
    this.shelter.close();
    return true;
  }

  /** Keeps what is not durable beside the desk; true when nothing would be lost if the window went away now. */
  keepBeside(): Promise<boolean> {
    return this.shelter.now();
  }

  /** The person has chosen: the recovered text is kept as a version, and not asked about again. */
  async settleRecovered(id: string): Promise<void> {
    await call("recovery_settle", { article: this.id, recovery: id }).catch((thrown: unknown) => {
      // Another window was quicker.
      if ((thrown as Failure).code !== "not-found") throw thrown;
    });
    this.recovered = this.recovered.filter((one) => one.id !== id);
  }

  /** The desk says that something of this article changed, here or elsewhere. */
  async changed(event: Extract<Event, { kind: "changed" }>): Promise<void> {
    if (!event.articles.includes(this.id) && !EVERYBODY.some((kind) => event.kinds.includes(kind))) return;
    await new Promise((wait) => setTimeout(wait, 120));
    if (this.closed) return;
    const saves = event.texts[this.id];
    if (saves !== undefined && event.kinds.every((kind) => OF_A_SAVE.has(kind))) {
      // Nothing but the text: ours is known by its number, and what follows from it came with the answer.
      await this.saver.remote(saves);
      return;
    }
    const article = await this.fresh().catch(() => null);
    if (!article || this.closed) return;
    this.take(article);
    if (article.head !== this.saver.head) await this.saver.remote(article.seq);
    this.checkSoon();
  }

  /** Reads findings and moves again; the findings count only when they are about the text that is shown. */
  async check(): Promise<void> {
    const head = this.saver.head;
    try {
      const [findings, moves] = await Promise.all([
        call("article_findings", { article: this.id }),
        call("article_moves", { article: this.id }),
      ]);
      if (this.closed) return;
      this.moves = same(this.moves, moves);
      if (head !== this.saver.head || this.saver.status !== "saved") return;
      this.findings = same(this.findings, findings);
      this.checked += 1;
    } catch {
      // The next save asks again; what is shown stays.
    }
  }

  checkSoon(): void {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => void this.check(), 150);
  }

  /** Moves to another state. Rejects with a Failure; a refusal by gates or rights is kept in `refused`. */
  async move(to: string, why = "", override = false): Promise<void> {
    const { replaced } = this;
    const before = this.saver.head;
    if (!(await this.flush())) throw this.unsaved();
    // Nobody lets a text pass that was not before their eyes: one that came just now is not.
    const head = replaced === this.replaced ? this.saver.head : before;
    try {
      this.take(await call("article_move", { article: this.id, to, why, override, head }));
      this.refused = null;
    } catch (thrown) {
      if (!["gates", "no-right"].includes((thrown as Failure).code) || override) throw thrown;
      await this.check();
      this.refused = this.moves.find((move) => move.to === to) ?? null;
      if (!this.refused) throw thrown;
      return;
    }
    // The old moves are none of the new state's.
    await this.check();
  }

  /** Hands the piece over; the message is kept in the history. */
  async give(person: string | null, message = ""): Promise<void> {
    const row = await call("article_give", { article: this.id, person, message });
    this.article = { ...this.article, row };
    this.take(await this.fresh());
  }

  /** Somebody has looked at a text that was kept because it could not be merged. */
  async settle(version: string): Promise<void> {
    await call("version_settle", { article: this.id, version });
    const conflicts = this.article.conflicts.filter((kept) => kept.id !== version);
    this.article = { ...this.article, conflicts };
  }

  /** Opens a file as it came, in its own program. */
  async showOriginal(original: string): Promise<void> {
    await call("original_open", { article: this.id, original });
  }

  /** What would follow from a date. Nothing is written. */
  askDate(date: DateName, wall: string, zone: string | null, fold: DateValue["fold"]): Promise<DateFollows> {
    return call("date_ask", { article: this.id, date, wall, zone, fold });
  }

  async setDate(
    date: DateName,
    wall: string | null,
    zone: string | null,
    fold: DateValue["fold"],
  ): Promise<Dates> {
    const asked = call("date_set", { article: this.id, date, wall, zone, fold });
    this.setting.add(asked);
    const dates = await asked.finally(() => this.setting.delete(asked));
    this.written += 1;
    this.article = { ...this.article, dates };
    this.checkSoon();
    return dates;
  }

  /** Makes a version the present text. */
  async restore(version: string): Promise<void> {
    this.locks.add("restored");
    this.permit();
    try {
      if (this.saver.status !== "parked" && !(await this.flush())) throw this.unsaved();
      const article = await call("version_restore", { article: this.id, version });
      this.saver.taken(article);
      this.take(article);
      this.checkSoon();
    } finally {
      this.locks.delete("restored");
      this.permit();
    }
  }

  private get textUnsaved(): boolean {
    return !["saved", "parked"].includes(this.saver.status);
  }

  /** Fields of which the desk does not have what the window shows, with what it has. */
  private get unsavedFields(): TypedField[] {
    return [...this.fields].flatMap(([field, { status, value, known }]) =>
      status === "saved" ? [] : [{ field, value: JSON.stringify(value), replaces: known }],
    );
  }

  private unsaved(): Failure {
    const why = this.saving.failure?.message ?? "";
    return { code: "not-saved", message: `Not everything is saved yet. ${why}`.trim() };
  }

  /** Takes everything but the text, which goes its own way. */
  private take(article: Article): void {
    const { doc, head } = this.article;
    this.article = { ...article, doc, head };
    for (const [name, field] of this.fields) field.remote(READ[name](article.fields));
    this.permit();
  }

  /** The piece as the desk has it. Asked again where something of ours was written meanwhile: the answer may be older than that. */
  private async fresh(): Promise<Article> {
    for (;;) {
      const { written } = this;
      const article = await call("article_get", { article: this.id });
      if (written === this.written) return article;
    }
  }

  private permit(): void {
    this.text?.setEditable(this.article.editable && !this.saver.locked && this.locks.size === 0);
  }

  private doc(): string {
    return this.text?.doc() ?? this.article.doc;
  }

  private port(): SavePort {
    return {
      doc: () => this.doc(),
      takeSteps: () => [...this.leftover.splice(0), ...(this.text?.takeSteps() ?? [])],
      lock: () => this.permit(),
      send: (request) => call("article_save", { article: this.id, ...request }),
      fetchHead: async () => {
        const article = await this.fresh();
        this.take(article);
        return article;
      },
      show: (doc, why) => {
        this.taken = why;
        this.replaced += 1;
        this.article = { ...this.article, doc };
        this.text?.replaceWith(doc);
        this.checkSoon();
      },
      newId: () => crypto.randomUUID(),
      changed: () => {
        this.status = this.saver.status;
        this.failure = this.saver.failure;
        this.shelter.changed();
      },
      saved: (saved) => {
        this.written += 1;
        // A field may wait all the same.
        this.shelter.changed(this.unsavedFields.length === 0);
        const { words, errors, flags } = saved;
        this.article = { ...this.article, row: { ...this.article.row, words, errors, flags } };
        this.checkSoon();
      },
    };
  }
}
