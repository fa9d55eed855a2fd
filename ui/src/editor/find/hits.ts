// Every hit in a document, block by block. What was found in a block is kept by its node, so that a key costs its own block.
import type { Node } from "prosemirror-model";
import { type Found, namedOf, partAt, positionAt, type Part } from "../blocks";
import { flat } from "./fold";
import type { Pattern, Span } from "./pattern";

export interface Hit {
  /** Counted from 0, in the order of the text; a note stands at its reference. */
  index: number;
  block: Found;
  span: Span;
  /** Positions in the outer document. */
  from: number;
  to: number;
}

interface BlockHits extends Found {
  spans: readonly Span[];
  /** Hits in the blocks before. */
  before: number;
}

const kept = new WeakMap<Pattern, WeakMap<Node, readonly Span[]>>();

/** What the pattern finds in one block. */
export function spansIn(pattern: Pattern, block: Node, lang: string): readonly Span[] {
  const known = kept.get(pattern) ?? new WeakMap<Node, readonly Span[]>();
  kept.set(pattern, known);
  let spans = known.get(block);
  if (!spans) {
    const own = block.attrs["lang"] as string | null | undefined;
    spans = pattern.find(flat(block), own ?? lang);
    known.set(block, spans);
  }
  return spans;
}

/** The hits of one document, counted; places are worked out when they are asked for. */
export class Hits {
  readonly count: number;
  readonly blocks: readonly BlockHits[];

  constructor(
    private readonly doc: Node,
    pattern: Pattern,
    lang: string,
  ) {
    const blocks: BlockHits[] = [];
    let count = 0;
    pattern.begin();
    for (const { node, pos } of namedOf(doc)) {
      if (!node.inlineContent) continue;
      const spans = spansIn(pattern, node, lang);
      if (spans.length > 0) blocks.push({ node, pos, spans, before: count });
      count += spans.length;
      if (pattern.failure !== null) break;
    }
    this.blocks = pattern.failure === null ? blocks : [];
    this.count = pattern.failure === null ? count : 0;
  }

  at(index: number): Hit | null {
    let low = 0;
    let high = this.blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.blocks[middle]?.before ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const block = this.blocks[low];
    const span = block?.spans[index - block.before];
    return block && span ? hit(block, span, index) : null;
  }

  /** The first hit that begins at this position or after it; `count` where none does. */
  after(pos: number): number {
    let next = this.count;
    // A note lies inside the block of its reference: the blocks' hits are not in one row, so each that could hold it is asked.
    for (const block of this.blocks) {
      if (block.pos + block.node.nodeSize <= pos) continue;
      if (block.pos >= pos) return Math.min(next, block.before);
      const within = block.spans.findIndex((span) => positionAt(block, span.from) >= pos);
      if (within >= 0) next = Math.min(next, block.before + within);
    }
    return next;
  }

  /** The hit that begins exactly here, or -1. */
  indexOf(pos: number): number {
    for (const block of this.blocks) {
      if (block.pos >= pos || block.pos + block.node.nodeSize <= pos) continue;
      const within = block.spans.findIndex((span) => positionAt(block, span.from) === pos);
      if (within >= 0) return block.before + within;
    }
    return -1;
  }

  *all(): Generator<Hit> {
    for (const block of this.blocks)
      for (const [within, span] of block.spans.entries()) yield hit(block, span, block.before + within);
  }

  /** The part of the article that a hit lies in. */
  part({ from }: Hit): Part {
    return partAt(this.doc.resolve(from));
  }
}

const hit = (block: BlockHits, span: Span, index: number): Hit => ({
  index,
  block,
  span,
  from: positionAt(block, span.from),
  to: endAt(block, span.to),
});

/** A hit ends behind its last letter, never behind a note that follows. */
function endAt(block: Found, offset: number): number {
  return offset === 0 ? block.pos + 1 : positionAt(block, offset - 1) + 1;
}
