// An article's past: its versions, its audit sentences, two versions compared.
import { call } from "../core/client";
import type { AuditRow, Compare, Failure, Fields, VersionInfo } from "../core/types";

export class Versions {
  list = $state.raw<VersionInfo[]>([]);
  history = $state.raw<AuditRow[]>([]);
  compared = $state.raw<Compare | null>(null);
  failure = $state.raw<Failure | null>(null);
  ready = $state.raw(false);

  constructor(readonly article: string) {}

  async load(): Promise<void> {
    try {
      [this.list, this.history] = await Promise.all([
        call("version_list", { article: this.article }),
        call("history_list", { article: this.article, limit: 500 }),
      ]);
      this.failure = null;
      this.ready = true;
    } catch (thrown) {
      this.failure = thrown as Failure;
    }
  }

  get(version: string): Promise<{ doc: string; fields: Fields }> {
    return call("version_get", { article: this.article, version });
  }

  /** Keeps the text as it stands, under a name. */
  async name(name: string): Promise<void> {
    await call("version_name", { article: this.article, name });
    await this.load();
  }

  /** `a` and `b` are version ids or "now". */
  async compare(a: string, b: string): Promise<void> {
    try {
      this.compared = await call("version_compare", { article: this.article, a, b });
      this.failure = null;
    } catch (thrown) {
      this.compared = null;
      this.failure = thrown as Failure;
    }
  }
}
