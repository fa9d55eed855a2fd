// A desk in memory for the stores' tests: answers commands by hand, tells events. Never part of the window.
import { setTransport } from "../core/client";
import type { Transport } from "../core/transport";
import type { Article, DeskInfo, Event, Failure, Fields } from "../core/types";
import { DEFAULTS } from "./desk.svelte";
import { Room } from "./room.svelte";

type Answer = (input: Record<string, unknown>) => unknown;

export const failure = (code: string, message = "No."): Failure => ({ code, message });

export const FIELDS: Fields = {
  slug: "ferry-vote",
  address: "",
  lang: "en-GB",
  section: "",
  tags: [],
  credits: [],
  author_note: "",
  source_line: "",
  preface: "",
  lead_picture: "",
  teasers: { search_title: "", search_description: "", social_text: "", newsletter_blurb: "" },
  target_words: 0,
};

export class PretendDesk implements Transport {
  readonly calls: string[] = [];
  readonly answers = new Map<string, Answer>();
  readonly closed: string[] = [];
  text = "{}";
  fields: Fields = { ...FIELDS };
  state = "copy-edit";
  /** Why fields may not be changed; empty: they may. */
  noRight = "";
  seq = 1;
  private hear: (event: Event) => void = () => undefined;

  constructor() {
    setTransport(this);
    const on = (command: string, answer: Answer): void => void this.answers.set(command, answer);
    on("app_state", () => ({
      version: "1",
      desk: this.info(),
      recent: [],
      settings: DEFAULTS,
    }));
    on("desk_info", () => this.info());
    on("app_settings_set", (input) => input["settings"]);
    on("article_list", () => ({ total: 1, rows: [this.article().row], counts: [] }));
    on("article_get", () => this.article());
    on("article_findings", () => []);
    on("recovery_list", () => []);
    on("recovery_pieces", () => []);
    on("recovery_keep", () => null);
    on("recovery_drop", () => null);
    on("article_moves", () => []);
    on("article_save", (input) => this.save(input));
    on("article_move", (input) => {
      if (input["head"] !== this.head()) throw failure("conflict");
      this.state = String(input["to"]);
      return this.article();
    });
    on("field_set", (input) => {
      this.fields = { ...this.fields, [String(input["field"])]: JSON.parse(String(input["value"])) as never };
      return { field: input["field"], value: input["value"], fields: this.fields, other: null };
    });
  }

  ahead = (): null => null;
  async call(command: string, input: unknown): Promise<unknown> {
    this.calls.push(command);
    const answer = this.answers.get(command);
    await Promise.resolve();
    if (!answer) throw failure("unknown-command", command);
    return answer(input as Record<string, unknown>);
  }
  listen(on: (event: Event) => void): Promise<() => void> {
    this.hear = on;
    return Promise.resolve(() => undefined);
  }
  mediaUrl = (hash: string): string => `/media/${hash}`;
  preview = (): Promise<string> => Promise.resolve("/preview/1");
  closing(answer: "ready" | "wait"): Promise<void> {
    this.closed.push(answer);
    return Promise.resolve();
  }

  tell(event: Event): void {
    this.hear(event);
  }
  /** Somebody else writes. */
  writeElsewhere(text: string): void {
    this.text = text;
    this.seq += 1;
    this.tellText("elsewhere");
  }

  /** Says that the text was saved. */
  tellText(origin: string, kinds = ["article", "finding", "text"]): void {
    const told = { seq: this.seq + 100, kinds, articles: ["a1"], texts: { a1: this.seq }, origin };
    this.tell({ kind: "changed", ...told });
  }

  private save(input: Record<string, unknown>): unknown {
    if (input["base"] !== this.head()) throw failure("conflict");
    this.text = String(input["doc"]);
    this.seq += 1;
    return { head: this.head(), seq: this.seq, words: 1, errors: 0, flags: 0, when: "" };
  }
  private head = (): string => `#${this.text}`;

  private info(): DeskInfo {
    const state = (id: string) => ({
      id,
      name: id,
      group: "before",
      colour: "blue",
      editable: true,
      exports: false,
    });
    return {
      id: "d1",
      title: "The Harbour Review",
      lang: "en-GB",
      zone: "UTC",
      me: null,
      people: [],
      states: [state("copy-edit"), state("proof")],
      transitions: [],
      counts: [],
      total: 1,
      late: 0,
      missed: 0,
      read_only: false,
      today: "2026-11-24",
    } as unknown as DeskInfo;
  }

  private article(): Article {
    const row = {
      id: "a1",
      slug: this.fields.slug,
      label: "The ferry vote",
      state: this.state,
      words: 1,
      errors: 0,
      flags: 0,
    };
    return {
      id: "a1",
      slug: this.fields.slug,
      state: this.state,
      doc: this.text,
      head: this.head(),
      seq: this.seq,
      editable: true,
      why_not_editable: "",
      no_right_fields: this.noRight,
      no_right_dates: "",
      fields: this.fields,
      dates: { filed: null, deadline: null, planned: null, publish_at: null, embargo: null, printed: null },
      with: null,
      since: "",
      row,
      originals: [],
      conflicts: [],
    } as unknown as Article;
  }
}

/** An editor that holds its text as a string. */
export class PretendText {
  text: string;
  editable = true;
  constructor(text: string) {
    this.text = text;
  }
  doc = (): string => this.text;
  takeSteps = (): unknown[] => [];
  replaceWith = (doc: string): void => void (this.text = doc);
  setEditable = (editable: boolean): void => void (this.editable = editable);
}

/** A room at a new desk, as it is once the window is open. */
export async function furnish(): Promise<{ desk: PretendDesk; room: Room }> {
  const desk = new PretendDesk();
  const room = new Room();
  await room.start();
  return { desk, room };
}

/** Opens the desk's one piece and puts its text into an editor. */
export async function openPiece(room: Room, desk: PretendDesk): Promise<PretendText> {
  await room.openArticle("a1");
  const text = new PretendText(desk.text);
  room.open?.attach(text);
  return text;
}

/** Types into the open piece. */
export function type(room: Room, text: PretendText, letters: string): void {
  text.text += letters;
  room.open?.saver.edited();
}
