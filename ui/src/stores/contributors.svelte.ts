// Contributors' cards and fees. Who is on the desk at all is the desk's own list (desk.svelte.ts).
import { call } from "../core/client";
import type { Card, Failure, Fee, FeeSet, FeesWritten } from "../core/types";

/** What only the card shows: the legal name (null: not for me) and the lines about the author. */
export const cardOf = (person: string): Promise<Card> => call("card_get", { person });

/** Changes the card; what is null stays as it is. */
export const setCard = (
  person: string,
  legal_name: string | null,
  bios: Record<string, string> | null,
): Promise<Card> => call("card_set", { person, legal_name, bios });

/** What a form says of a fee: amounts as people type them, empty for none. */
export type FeeTyped = Omit<FeeSet, "article" | "person">;

export class Fees {
  rows = $state.raw<Fee[]>([]);
  /** Why they are not shown; null: they are. */
  failure = $state.raw<Failure | null>(null);
  /** Only what is not paid in full. */
  open = $state(false);

  constructor(
    /** Null: of every piece. */
    private readonly article: string | null,
  ) {}

  private get wish() {
    return { article: this.article, person: null, open: this.open };
  }

  async load(): Promise<void> {
    try {
      this.rows = await call("fee_list", this.wish);
      this.failure = null;
    } catch (thrown) {
      this.rows = [];
      this.failure = thrown as Failure;
    }
  }

  async set(article: string, person: string, typed: FeeTyped): Promise<void> {
    await call("fee_set", { ...typed, article, person });
    await this.load();
  }

  async remove(fee: string): Promise<void> {
    await call("fee_remove", { fee });
    await this.load();
  }

  /** Writes the fees that are shown as CSV; the dialog has asked whether a file may be replaced. */
  write(): Promise<FeesWritten> {
    return call("fee_export", { wish: this.wish, replace: true });
  }
}
