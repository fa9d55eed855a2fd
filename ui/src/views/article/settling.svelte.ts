// Going through the findings and making their fixes, by keys and by buttons; and what is said of it aloud.
import type { Finding, Fix } from "../../core/types";
import type { ArticleEditor, SelectionInfo } from "../../editor";
import type { OpenArticle } from "../../stores/article.svelte";
import { room } from "../../stores/room.svelte";
import { fix, safeFix } from "./fixes";

interface Here {
  open: OpenArticle;
  editor: ArticleEditor | null;
  selection: SelectionInfo | null;
}

export class Settling {
  /** The finding that F8 came to, or what was mended, read aloud; the eye sees it under Checks. */
  heard = $state("");
  /** The finding that F8 came to last: its place in the list, and its id. */
  private last = { at: -1, id: "" };

  constructor(
    private readonly here: () => Here,
    private readonly goTo: (finding: Finding) => void,
  ) {}

  /** To the next finding, or the one before. */
  step(by: 1 | -1): void {
    const { open, selection } = this.here();
    const { last } = this;
    const list = open.findings.filter((finding) => finding.level !== "ledger");
    if (list.length === 0) return room.screen.tell("Nothing is to settle.");
    const at = list.findIndex((finding) => selection?.findings.includes(finding.id));
    // Where the last one is settled, the next has moved into its place.
    const gone = last.at >= 0 && list[last.at]?.id !== last.id;
    let from = at >= 0 ? at : last.at;
    if (at < 0 && gone && by > 0) from -= 1;
    if (from < 0 && by < 0) from = 0;
    const to = (from + by + list.length) % list.length;
    const finding = list[to];
    if (!finding) return;
    this.last = { at: to, id: finding.id };
    this.goTo(finding);
    this.heard = `${finding.text ? `“${finding.text}”. ` : ""}${finding.message}`;
  }

  /** Makes these fixes, those of the text as one undo. */
  make(chosen: { finding: Finding; fix: Fix }[]): void {
    const { open, editor } = this.here();
    const { told, done } = fix(open, editor, chosen);
    this.heard = told;
    const [first] = chosen;
    if (chosen.length === 1 && first?.finding.field) this.goTo(first.finding);
    if (!done || chosen.length > 1) room.screen.tell(told);
    if (!done) open.checkSoon();
  }

  /** Makes the safe fix of the finding at the caret, else of the one that F8 came to; or every safe fix. */
  fixInHand(all: boolean): void {
    const { open, selection } = this.here();
    const at = open.findings.filter((finding) => selection?.findings.includes(finding.id));
    const inHand = at.length > 0 ? at : open.findings.filter((finding) => finding.id === this.last.id);
    const safe = (all ? open.findings : inHand).flatMap((finding) => {
      const made = safeFix(finding);
      return made ? [{ finding, fix: made }] : [];
    });
    if (safe.length > 0) return this.make(all ? safe : safe.slice(0, 1));
    if (all) return room.screen.tell("No finding here has a safe fix.");
    room.screen.tell(
      inHand.length > 0
        ? "This finding has no fix that is safe without looking; choose one under Checks, or mend it by hand."
        : "No finding is in hand; F8 leads to the next.",
    );
  }
}
