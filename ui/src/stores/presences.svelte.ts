// Who has which piece open now, in other windows and on other machines. It is asked for every few seconds and never hinders anything.
import { call } from "../core/client";
import type { Presence } from "../core/types";

/** How often (ms) this window says where it is. Whoever is silent for a minute is gone. */
const EVERY = 15_000;

export class Presences {
  all = $state.raw<Presence[]>([]);
  private here: string | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** This window shows a piece (null: none) from now on. */
  be(article: string | null): void {
    this.here = article;
    this.timer ??= setInterval(() => void this.tell(), EVERY);
    void this.tell();
  }

  /** No desk is open: nobody is asked. */
  rest(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.all = [];
  }

  /** "Bo is in it", "Bo and Ana are in it"; empty where nobody is. */
  sentence(article: string): string {
    const there = this.all.filter((one) => one.article === article);
    const others = [...new Set(there.filter((one) => !one.me).map((one) => one.name || "Somebody"))];
    if (others.length === 0) return there.length > 0 ? "You have it open in another window" : "";
    const last = others.at(-1) ?? "";
    return others.length === 1
      ? `${last} is in it`
      : `${others.slice(0, -1).join(", ")} and ${last} are in it`;
  }

  private async tell(): Promise<void> {
    const article = this.here;
    try {
      const all = await call("presence_tell", { article });
      // Unchanged, it is not drawn again.
      if (JSON.stringify(all) !== JSON.stringify(this.all)) this.all = all;
    } catch {
      // Asked again in a moment.
    }
  }
}
