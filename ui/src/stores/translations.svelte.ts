// The language versions of a piece: which there are, a new one, of which piece this is the translation.
import { call } from "../core/client";
import type { Failure, LanguageVersion } from "../core/types";

export class Translations {
  /** The original first; empty where the piece stands alone. */
  list = $state.raw<LanguageVersion[]>([]);
  failure = $state.raw<Failure | null>(null);
  readonly original = $derived(this.list.find((one) => one.original) ?? null);

  constructor(readonly article: string) {}

  async load(): Promise<void> {
    try {
      this.list = await call("translation_list", { article: this.article });
      this.failure = null;
    } catch (thrown) {
      this.failure = thrown as Failure;
    }
  }

  /** True where a change of this piece may be one of the list. */
  concerns(articles: readonly string[]): boolean {
    return articles.some((id) => id === this.article || this.list.some((one) => one.article === id));
  }

  /** Makes a translation; answers its id. */
  async make(lang: string): Promise<string> {
    const made = await call("translation_new", { article: this.article, lang });
    return made.article;
  }

  /** Says of which piece this one is the translation, as that stands now; null: of none. */
  async link(original: string | null): Promise<void> {
    this.list = await call("translation_link", { article: this.article, original });
  }
}
