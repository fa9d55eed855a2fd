// Files on their way in: read but not yet on the desk, each with what the person decided about it.
import { call } from "../core/client";
import type { Event, Failure, FileToken, Guess, ImportPreview, WxrReport } from "../core/types";

/** One file (or one part of a mail) and its decisions. */
export class Incoming {
  preview: ImportPreview = $state.raw() as ImportPreview;
  slug = $state.raw("");
  filed = $state.raw("");
  lang = $state.raw("");
  /** The piece that this is a new copy of; null for a new piece. */
  copyOf = $state.raw<string | null>(null);
  parts = $state.raw<Record<string, string>>({});
  without = $state.raw<string[]>([]);
  /** Guesses that the person dropped, to be taken up again. */
  dropped = $state.raw<Guess[]>([]);
  busy = $state.raw(false);
  failure = $state.raw<Failure | null>(null);
  /** What became of a file of many pieces; null until they are added. */
  report = $state.raw<WxrReport | null>(null);

  constructor(
    preview: ImportPreview,
    /** It came by the clipboard: no file of it lies anywhere. */
    readonly pasted = false,
  ) {
    this.preview = preview;
    this.slug = preview.slug;
    this.filed = preview.filed ?? "";
    this.lang = preview.fields.lang;
    this.copyOf = preview.copy_of[0]?.article ?? null;
  }

  /** What a guess was taken for; the person's choice before the reader's. */
  async choose(guess: string, part: string): Promise<void> {
    this.parts = { ...this.parts, [guess]: part };
    await this.again();
  }

  async drop(guess: Guess): Promise<void> {
    this.without = [...this.without, guess.id];
    this.dropped = [...this.dropped, guess];
    await this.again();
  }

  async takeUp(guess: Guess): Promise<void> {
    this.without = this.without.filter((id) => id !== guess.id);
    this.dropped = this.dropped.filter((other) => other.id !== guess.id);
    await this.again();
  }

  private async again(): Promise<void> {
    this.busy = true;
    try {
      const before = this.preview;
      const preview = await call("import_again", {
        import: before.import,
        without: this.without,
        parts: this.parts,
      });
      if (this.slug === before.slug) this.slug = preview.slug;
      if (this.filed === (before.filed ?? "")) this.filed = preview.filed ?? "";
      this.preview = preview;
      this.failure = null;
    } catch (thrown) {
      this.failure = thrown as Failure;
    } finally {
      this.busy = false;
    }
  }

  async add(): Promise<{ article: string; slug: string; version: string | null }> {
    const { preview, copyOf } = this;
    const added = await call("import_add", {
      import: preview.import,
      slug: copyOf ? null : this.slug || null,
      filed: this.filed === (preview.filed ?? "") ? null : this.filed,
      copy_of: copyOf,
    });
    if (!copyOf && this.lang && this.lang !== preview.fields.lang) {
      const replaces = JSON.stringify(preview.fields.lang);
      const value = JSON.stringify(this.lang);
      await call("field_set", { article: added.article, field: "lang", value, replaces });
    }
    return added;
  }
}

export class Imports {
  list = $state.raw<Incoming[]>([]);
  at = $state.raw(0);
  /** What is being read now; null when nothing is. */
  progress = $state.raw<{ job: string; done: number; total: number; label: string } | null>(null);
  current = $derived(this.list[this.at] ?? null);

  /** The first that is not on the desk and lies nowhere else. */
  get pasted(): Incoming | null {
    return this.list.find((incoming) => incoming.pasted) ?? null;
  }

  async choose(): Promise<FileToken[]> {
    return call("files_choose", {});
  }

  async chooseFolder(): Promise<FileToken[]> {
    return call("folder_choose", {});
  }

  read(files: FileToken[]): Promise<number> {
    return this.take(
      (job) => call("import_read", { files: files.map((file) => file.token), job, lang: null, without: [] }),
      files[0]?.name ?? "",
    );
  }

  paste(text: string, html: string | null): Promise<number> {
    return this.take((job) => call("import_paste", { text, html, job }), "", true);
  }

  heard(event: Extract<Event, { kind: "progress" }>): void {
    if (this.progress?.job === event.job) this.progress = event;
  }

  async cancel(): Promise<void> {
    if (this.progress) await call("job_cancel", { job: this.progress.job });
  }

  async discard(incoming: Incoming): Promise<void> {
    this.remove(incoming);
    if (incoming.preview.import) await call("import_discard", { import: incoming.preview.import });
  }

  async discardAll(): Promise<void> {
    for (const incoming of [...this.list]) await this.discard(incoming);
  }

  remove(incoming: Incoming): void {
    this.list = this.list.filter((other) => other !== incoming);
    this.at = Math.max(0, Math.min(this.at, this.list.length - 1));
  }

  /** Adds every piece of a file of many. */
  async addMany(incoming: Incoming): Promise<void> {
    const job = crypto.randomUUID();
    this.progress = { job, done: 0, total: incoming.preview.many?.pieces ?? 0, label: incoming.preview.name };
    try {
      incoming.report = await call("wxr_add", { import: incoming.preview.import, job });
    } finally {
      this.progress = null;
    }
  }

  /** Answers how many came. */
  private async take(
    read: (job: string) => Promise<ImportPreview[]>,
    label: string,
    pasted = false,
  ): Promise<number> {
    const job = crypto.randomUUID();
    this.progress = { job, done: 0, total: 0, label };
    try {
      const previews = await read(job);
      if (this.list.length === 0) this.at = 0;
      this.list = [...this.list, ...previews.map((preview) => new Incoming(preview, pasted))];
      return previews.length;
    } finally {
      this.progress = null;
    }
  }
}
