// Finding and replacing in one article's text and notes. Fields are not the editor's: what looks there takes `Pattern`.
//
// **Invariant:** one replace, or one of all, is one transaction and one undo.
import { closeHistory } from "prosemirror-history";
import { TextSelection, type Transaction } from "prosemirror-state";
import type { Access } from "../access";
import { schema } from "../schema";
import type { Hit, Hits } from "./hits";
import { flat, SKIPPED } from "./fold";
import { Pattern, type Query } from "./pattern";
import { hitsIn, seek, soughtIn } from "./plugin";
import { applyEdits, type Edit, editsFor } from "./replace";

/** What the search says: how many, which of them is at hand (from 1, 0 for none), what is wrong with the pattern. */
export interface FindTold {
  count: number;
  at: number;
  failure: string | null;
}

/** Where a search over the whole desk found something: the sentence in three pieces. */
export interface Sentence {
  before: string;
  match: string;
  after: string;
  part: string;
}

export class Find {
  constructor(private readonly access: Access) {}

  /** Looks for this; the hit at or after `from` is at hand, and comes into view. */
  search(query: Query, from: number): FindTold {
    const pattern = new Pattern(query);
    const { state } = this.access;
    const hits = hitsIn(state().doc, pattern, this.access.host.lang);
    const hit = hits.count > 0 ? hits.at(hits.after(from) % hits.count) : null;
    if (hit) this.stand(hit, pattern);
    else this.access.dispatch(seek(state().tr, { pattern, current: null }));
    return this.told();
  }

  /** Looks for what the whole desk found, and stands at the same hit. */
  searchAt(query: Query, sentence: Sentence): FindTold {
    this.search(query, 0);
    const hits = this.hits();
    if (!hits) return this.told();
    let best: { hit: Hit; score: number } | null = null;
    for (const hit of hits.all()) {
      const score = alike(hit, sentence) + (hits.part(hit) === sentence.part ? 1 : 0);
      if (!best || score > best.score) best = { hit, score };
    }
    if (best) this.show(best.hit);
    return this.told();
  }

  told(): FindTold {
    const sought = soughtIn(this.access.state());
    const hits = this.hits();
    const at = hits && sought?.current ? hits.indexOf(sought.current.from) + 1 : 0;
    return { count: hits?.count ?? 0, at, failure: sought?.pattern.failure ?? null };
  }

  /** On to the next hit or back to the one before; round at either end. */
  step(by: 1 | -1): FindTold {
    const hits = this.hits();
    if (!hits || hits.count === 0) return this.told();
    const { selection } = this.access.state();
    const current = soughtIn(this.access.state())?.current ?? null;
    const here = current ? hits.indexOf(current.from) : -1;
    const next = here >= 0 ? here + by : hits.after(selection.from) - (by > 0 ? 0 : 1);
    this.show(hits.at((next + hits.count) % hits.count));
    return this.told();
  }

  /** Replaces the hit at hand and goes on to the next; the first press only goes there. False where nothing was replaced. */
  replace(template: string): boolean {
    const sought = soughtIn(this.access.state());
    const hits = this.hits();
    const hit = hits && sought?.current ? hits.at(hits.indexOf(sought.current.from)) : null;
    if (!sought || !hit || !this.access.editable()) return (this.step(1), false);
    const edits = editsFor(hit, sought.pattern.replacement(template, hit.span));
    const tr = applyEdits(closeHistory(this.access.state().tr), edits);
    if (tr.docChanged) this.access.dispatch(tr);
    const after = this.hits();
    if (after && after.count > 0) this.show(after.at(after.after(tr.mapping.map(hit.to)) % after.count));
    return true;
  }

  /** Replaces every hit, as one step back; says how many. */
  replaceAll(template: string): number {
    const sought = soughtIn(this.access.state());
    const hits = this.hits();
    if (!sought || !hits || !this.access.editable()) return 0;
    const edits: Edit[] = [];
    for (const hit of hits.all())
      edits.push(...editsFor(hit, sought.pattern.replacement(template, hit.span)));
    const tr = applyEdits(closeHistory(this.access.state().tr), edits);
    if (tr.docChanged) this.access.dispatch(tr);
    return hits.count;
  }

  /** Nothing is looked for any more; the caret is left at the hit. */
  close(): void {
    const current = soughtIn(this.access.state())?.current ?? null;
    const hits = this.hits();
    const hit = hits && current ? hits.at(hits.indexOf(current.from)) : null;
    this.access.dispatch(seek(this.access.state().tr, null));
    if (!hit || !hits) return this.access.focus();
    const block = hit.block.node.attrs["id"] as string;
    this.access.goTo({ part: hits.part(hit), block, start: hit.span.from, end: hit.span.to });
  }

  /** Words that are selected, to be looked for; empty where that is more than a line. */
  selected(): string {
    const { state } = this.access.note()?.view ?? { state: this.access.state() };
    const { $from, $to, from, to } = state.selection;
    if (from === to || !$from.sameParent($to) || to - from > 200) return "";
    return state.doc.textBetween(from, to, "\n", "\n").includes("\n") ? "" : state.doc.textBetween(from, to);
  }

  /** Where the caret is, in the outer text. */
  caret(): number {
    return this.access.state().selection.from;
  }

  private hits(): Hits | null {
    const state = this.access.state();
    const sought = soughtIn(state);
    return sought ? hitsIn(state.doc, sought.pattern, this.access.host.lang) : null;
  }

  private show(hit: Hit | null): void {
    const sought = soughtIn(this.access.state());
    if (hit && sought) this.stand(hit, sought.pattern);
  }

  /** Looks for the pattern and has this hit at hand, in one step: the page is drawn once. */
  private stand(hit: Hit, pattern: Pattern): void {
    const tr = seek(this.access.state().tr, { pattern, current: { from: hit.from, to: hit.to } });
    this.access.dispatch(selectHit(tr, hit));
    const root = this.access.view.dom.ownerDocument;
    root.querySelector(".hit-current")?.scrollIntoView({ block: "center", inline: "nearest" });
  }
}

/** The selection goes along, so that the caret is there when the search ends. A note's is left to its own view. */
function selectHit(tr: Transaction, { block, from, to }: Hit): Transaction {
  if (block.node.type === schema.nodes.note)
    return tr.setSelection(TextSelection.near(tr.doc.resolve(block.pos + block.node.nodeSize), -1));
  return tr.setSelection(TextSelection.create(tr.doc, from, to));
}

/** How much of what stands around a hit is what the sentence says. */
function alike({ block, span }: Hit, sentence: Sentence): number {
  const plain = (text: string) => text.replaceAll(SKIPPED, "").replaceAll(/\s/g, " ");
  const text = flat(block.node);
  const [before, after] = [plain(text.slice(0, span.from)), plain(text.slice(span.to))];
  const [left, right] = [
    plain(sentence.before).replace(/^…/, "").trimStart(),
    plain(sentence.after).replace(/…$/, "").trimEnd(),
  ];
  let score = 0;
  while (score < left.length && before.at(-1 - score) === left.at(-1 - score)) score++;
  for (let i = 0; i < right.length && after.charAt(i) === right.charAt(i); i++) score++;
  return score;
}
