// Files on their way out: which pieces, to which format; a preview; the clipboard.
import { call, previewUrl } from "../core/client";
import type { Commands, Exported, Failure } from "../core/types";

export type ExportFormat = Commands["export_formats"]["out"][number];

export class Exports {
  formats = $state.raw<ExportFormat[]>([]);
  /** Whose files are wanted. */
  articles = $state.raw<string[]>([]);
  to = $state.raw("html");
  workingCopy = $state.raw(false);
  busy = $state.raw(false);
  failure = $state.raw<Failure | null>(null);
  done = $state.raw<Exported | null>(null);

  async begin(articles: string[], workingCopy: boolean): Promise<void> {
    this.articles = articles;
    this.workingCopy = workingCopy;
    this.failure = null;
    this.done = null;
    if (this.formats.length === 0) this.formats = await call("export_formats", {});
    if (!this.formats.some((format) => format.id === this.to)) this.to = this.formats[0]?.id ?? "html";
  }

  /** Writes the files; the desk asks where. An existing file is replaced only when the person said so. */
  async write(replace: boolean): Promise<void> {
    this.busy = true;
    this.failure = null;
    try {
      const { articles, to, workingCopy } = this;
      this.done = await call("export_write", { articles, to, working_copy: workingCopy, replace });
    } catch (thrown) {
      const failure = thrown as Failure;
      this.failure = failure.code === "cancelled" ? null : failure;
    } finally {
      this.busy = false;
    }
  }

  /** The address of one showing of the page. */
  async preview(article: string, to: string): Promise<string> {
    return previewUrl((await call("export_preview", { article, to })).html);
  }

  /** What the clipboard gets. */
  copy(article: string, workingCopy: boolean): Promise<{ html: string; text: string }> {
    return call("export_copy", { article, working_copy: workingCopy });
  }
}
