// The saved views, sections and tags of the desk, with how many pieces fit each now; and what could come next in a question.
import { call } from "../core/client";
import type { Commands, Completion, Kinds, SavedView } from "../core/types";

type Wish = Commands["view_save"]["in"];

export class Views {
  list = $state.raw<SavedView[]>([]);
  /** The sections and tags of the desk, each with how many pieces it has. */
  kinds = $state.raw<Kinds>({ sections: [], tags: [] });
  /** The one that is shown, until something else is asked. */
  open = $state.raw<string | null>(null);
  readonly shown = $derived(this.list.find((view) => view.id === this.open) ?? null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  async load(): Promise<void> {
    [this.list, this.kinds] = await Promise.all([call("view_list", {}), call("desk_kinds", {})]);
  }

  /** Counts again, soon and once for many changes. */
  loadSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load().catch(() => undefined), 200);
  }

  async save(wish: Wish): Promise<SavedView> {
    const saved = await call("view_save", wish);
    await this.load();
    return saved;
  }

  async rename(view: SavedView, name: string): Promise<void> {
    const { id, query, kind, by, columns, sort, descending } = view;
    await this.save({ id, name, query, kind, by, columns, sort, descending });
  }

  async remove(view: SavedView): Promise<void> {
    await call("view_remove", { id: view.id });
    if (this.open === view.id) this.open = null;
    await this.load();
  }

  /** What could stand where the caret is in a question. */
  complete(text: string, at: number): Promise<Completion[]> {
    return call("query_complete", { text, at });
  }
}
