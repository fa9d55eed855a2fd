// The dossier of the open piece: its files, and whom we approached. The file that the piece came as is the article's own.
import { call } from "../core/client";
import type { Approach, ApproachSet, Dossier, DossierFile, FileToken } from "../core/types";

/** What a form says of an approach. */
export type ApproachTyped = Partial<Omit<ApproachSet, "article" | "approach">>;

const NOTHING: Omit<ApproachSet, "article" | "approach"> = {
  who: null,
  means: null,
  about: null,
  asked: null,
  until: null,
  answer: null,
  answered: null,
};

export class DossierOf {
  files = $state.raw<DossierFile[]>([]);
  approaches = $state.raw<Approach[]>([]);
  busy = $state.raw(false);
  private asked = 0;

  constructor(private readonly article: string) {}

  async load(): Promise<void> {
    const mine = ++this.asked;
    const read: Dossier = await call("dossier_get", { article: this.article });
    if (mine !== this.asked) return;
    this.files = read.files;
    this.approaches = read.approaches;
  }

  /** Adds files that were chosen or dropped; answers how many. */
  async add(files: FileToken[]): Promise<number> {
    if (files.length === 0) return 0;
    this.busy = true;
    try {
      const tokens = files.map((file) => file.token);
      await call("dossier_add", { article: this.article, files: tokens, kind: null, note: "" });
      await this.load();
      return files.length;
    } finally {
      this.busy = false;
    }
  }

  /** Asks for files and adds them. */
  async choose(): Promise<number> {
    return this.add(await call("files_choose", {}));
  }

  async set(file: string, kind: string | null, note: string | null): Promise<void> {
    await call("dossier_set", { file, kind, note });
    await this.load();
  }

  async remove(file: string): Promise<void> {
    await call("dossier_remove", { file });
    await this.load();
  }

  /** Opens a file in its own program; one that could be run is saved instead. */
  async open(file: DossierFile): Promise<string | null> {
    if (file.opens) {
      await call("dossier_open", { file: file.id });
      return null;
    }
    return this.save(file);
  }

  /** Saves a file elsewhere; the dialog has asked whether a file may be replaced. */
  async save(file: DossierFile): Promise<string> {
    return (await call("dossier_save", { file: file.id, replace: true })).name;
  }

  /** Notes whom we approached (`approach` null: a new one), or what they answered. */
  async note(approach: string | null, typed: ApproachTyped): Promise<void> {
    await call("approach_set", { ...NOTHING, ...typed, article: this.article, approach });
    await this.load();
  }

  async forget(approach: string): Promise<void> {
    await call("approach_remove", { approach });
    await this.load();
  }
}
