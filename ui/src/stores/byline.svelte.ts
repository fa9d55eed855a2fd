// The byline as it would print, from the core, for whoever shows one. What was read last stays until the next is there.
import { call } from "../core/client";
import type { BylineLine, Fields } from "../core/types";

export class PrintedByline {
  lines = $state<BylineLine[] | null>(null);
  private asked = "";

  /** Reads the byline of these fields, unless it is the one in hand. */
  async read({ ...fields }: Fields): Promise<void> {
    const wish = JSON.stringify([fields.lang, fields.credits]);
    if (wish === this.asked) return;
    this.asked = wish;
    const lines = await call("byline_read", { fields });
    if (wish === this.asked) this.lines = lines;
  }
}
