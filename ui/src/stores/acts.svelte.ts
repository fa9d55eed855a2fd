// Everything that can be done now, by name and by key: the palette lists it, the window's keys run it. Each screen
// provides what belongs to it while it is shown. What an act does is its provider's business.
import type { Settings } from "../core/types";

export interface Act {
  /** Never changed once given: the person's own keys are kept under it. */
  id: string;
  name: string;
  /** The heading under which it is listed. */
  group: string;
  /** The keys it was designed with; none when empty. */
  keys?: string;
  /** Its keys work wherever the focus is; without it, they are the text's own business. */
  everywhere?: boolean;
  /** Ticked in the list when true; cannot be ticked when undefined. */
  on?: boolean;
  run: () => void;
}

export class Acts {
  private providers = $state.raw<readonly (() => Act[])[]>([]);

  constructor(private readonly settings: () => Settings) {}

  /** Adds what a screen can do; the answer takes it away again. */
  provide(list: () => Act[]): () => void {
    this.providers = [...this.providers, list];
    return () => (this.providers = this.providers.filter((other) => other !== list));
  }

  /** All that can be done now, with the keys of this person. */
  all(): Act[] {
    return this.providers.flatMap((list) => list().map((act) => ({ ...act, keys: this.keysOf(act) })));
  }

  /** The keys of an act: the person's, else those it was designed with. */
  keysOf(act: { id: string; keys?: string }): string {
    return this.settings().keys[act.id] ?? act.keys ?? "";
  }

  /** The act that these keys are for, or undefined. */
  of(names: readonly string[]): Act | undefined {
    return this.all().find((act) => act.everywhere && act.keys && names.includes(act.keys));
  }
}
