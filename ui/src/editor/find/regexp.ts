// Regular expressions that cannot hang the window: the syntax is the browser's own, the matching is done here, step by
// step, so that a pattern that runs away can be stopped. Classes and escapes are left to the browser, a letter at a time.
//
// **Invariant:** no call takes longer than the time that its clock allows.

/** How long a search may take; asked every some thousand steps. */
export class Clock {
  private steps = 0;
  private end = 0;

  constructor(private readonly most: number) {
    this.start();
  }

  start(): void {
    this.end = performance.now() + this.most;
  }

  tick(count = 1): void {
    this.steps += count;
    if (this.steps < 4096) return;
    this.steps = 0;
    if (performance.now() > this.end) throw new RanAway();
  }
}

export class RanAway extends Error {}

type Go = (at: number) => boolean;
type Make = (next: Go) => Go;
/** Whether a code point is one of those meant. */
type Test = (point: number) => boolean;
type Piece = { make: Make; test?: Test };

export interface RegexpMatch {
  from: number;
  to: number;
  /** The whole match, then each group; undefined where a group took no part. */
  groups: (string | undefined)[];
  names: ReadonlyMap<string, number>;
}

const WORD = String.raw`\p{L}\p{M}\p{N}_`;
const LINE_END = /[\n\r\u2028\u2029]/;

export class Regexp {
  private readonly root: Go;
  private readonly names = new Map<string, number>();
  private readonly letter: Test;
  private readonly closed: (readonly [number, number] | undefined)[] = [];
  private readonly opened: number[] = [];
  private text = "";
  private end = 0;
  private at = 0;
  private groups = 0;

  /** Throws a SyntaxError where the pattern is wrong. */
  constructor(
    private readonly source: string,
    private readonly anyCase: boolean,
    private readonly clock: Clock,
  ) {
    new RegExp(source, "u");
    this.countNames();
    this.letter = this.test(`[${WORD}]`);
    this.root = this.choice().make((at) => ((this.end = at), true));
  }

  /** Every match in the text, from the start; empty ones are none. Throws RanAway. */
  all(text: string): RegexpMatch[] {
    this.text = text;
    const out: RegexpMatch[] = [];
    for (let from = 0; from < text.length;) {
      this.closed.fill(undefined);
      this.clock.tick();
      if (this.root(from) && this.end > from) {
        const groups = [text.slice(from, this.end)] as (string | undefined)[];
        for (let group = 1; group <= this.groups; group++) {
          const place = this.closed[group];
          groups[group] = place && text.slice(...place);
        }
        out.push({ from, to: this.end, groups, names: this.names });
        from = this.end;
      } else from += this.width(from);
    }
    return out;
  }

  private width(at: number): number {
    return (this.text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }

  /** A name may be used before its group: they are counted first. */
  private countNames(): void {
    let count = 0;
    for (const [whole, name] of this.source.matchAll(
      /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<([^=!>][^>]*)>|(?!\?))/gu,
    )) {
      if (!whole.startsWith("(")) continue;
      count += 1;
      if (name) this.names.set(name, count);
    }
  }

  private take(what: string): boolean {
    if (!this.source.startsWith(what, this.at)) return false;
    this.at += what.length;
    return true;
  }

  private choice(): Piece {
    const ways = [this.sequence()];
    while (this.take("|")) ways.push(this.sequence());
    const [only] = ways;
    if (ways.length === 1 && only) return only;
    return {
      make: (next) => {
        const made = ways.map((way) => way.make(next));
        return (at) => (this.clock.tick(), made.some((way) => way(at)));
      },
    };
  }

  private sequence(): Piece {
    const pieces: Piece[] = [];
    while (this.at < this.source.length && !"|)".includes(this.source.charAt(this.at)))
      pieces.push(this.repeated());
    const [only] = pieces;
    if (pieces.length === 1 && only) return only;
    return { make: (next) => pieces.reduceRight((then, piece) => piece.make(then), next) };
  }

  private repeated(): Piece {
    const first = this.groups + 1;
    const piece = this.atom();
    const found = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})(\?)?/.exec(this.source.slice(this.at));
    if (!found) return piece;
    this.at += found[0].length;
    const [, sign, least, comma, most, lazy] = found;
    const min = sign ? (sign === "+" ? 1 : 0) : Number(least);
    const max = sign ? (sign === "?" ? 1 : Infinity) : comma ? (most ? Number(most) : Infinity) : min;
    if (piece.test) return this.letters(piece.test, min, max, lazy === "?");
    return this.loop(piece, min, max, lazy === "?", first, this.groups);
  }

  /** A single letter again and again: walked, never recursed into. */
  private letters(test: Test, min: number, max: number, lazy: boolean): Piece {
    const step = (at: number) => {
      const point = this.text.codePointAt(at);
      return point !== undefined && test(point) ? (point > 0xffff ? 2 : 1) : 0;
    };
    const make: Make = (next) => (start) => {
      let at = start;
      let count = 0;
      for (let by = 1; count < (lazy ? min : max) && by > 0;) {
        by = step(at);
        if (by === 0) break;
        at += by;
        count += 1;
        this.clock.tick();
      }
      if (count < min) return false;
      for (;;) {
        this.clock.tick();
        if (next(at)) return true;
        if (lazy) {
          const by = count < max ? step(at) : 0;
          if (by === 0) return false;
          at += by;
          count += 1;
        } else {
          if (count === min) return false;
          count -= 1;
          const low = this.text.charCodeAt(at - 1);
          at -= low >= 0xdc00 && low < 0xe000 && (this.text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : 1;
        }
      }
    };
    return { make };
  }

  private loop(piece: Piece, min: number, max: number, lazy: boolean, first: number, last: number): Piece {
    return {
      make: (next) => {
        let count = 0;
        let begun = -1;
        const body = piece.make((at) => (at === begun && count > min ? false : enter(at)));
        const again = (at: number, done: number, before: number): boolean => {
          if (done >= max) return false;
          const kept = this.closed.slice(first, last + 1);
          this.closed.fill(undefined, first, last + 1);
          [count, begun] = [done + 1, at];
          if (body(at)) return true;
          [count, begun] = [done, before];
          kept.forEach((place, i) => (this.closed[first + i] = place));
          return false;
        };
        const leave = (at: number, done: number, before: number): boolean => {
          if (done < min) return false;
          if (next(at)) return true;
          [count, begun] = [done, before];
          return false;
        };
        const enter: Go = (at) => {
          this.clock.tick();
          const [done, before] = [count, begun];
          return lazy
            ? leave(at, done, before) || again(at, done, before)
            : again(at, done, before) || leave(at, done, before);
        };
        return (at) => {
          const kept = [count, begun] as const;
          [count, begun] = [0, -1];
          if (enter(at)) return true;
          [count, begun] = kept;
          return false;
        };
      },
    };
  }

  private atom(): Piece {
    if (this.take("(")) return this.group();
    if (this.take("^")) return this.where((at) => at === 0 || LINE_END.test(this.text.charAt(at - 1)));
    if (this.take("$"))
      return this.where((at) => at === this.text.length || LINE_END.test(this.text.charAt(at)));
    if (this.take(String.raw`\b`)) return this.where((at) => this.isWord(at) !== this.isWordBefore(at));
    if (this.take(String.raw`\B`)) return this.where((at) => this.isWord(at) === this.isWordBefore(at));
    const back = /^\\(?:([1-9]\d*)|k<([^>]+)>)/.exec(this.source.slice(this.at));
    if (back) {
      this.at += back[0].length;
      return this.same(back[1] ? Number(back[1]) : (this.names.get(back[2] ?? "") ?? 0));
    }
    const found =
      /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z]|.)|.|\n)/su.exec(
        this.source.slice(this.at),
      );
    const letter = found?.[0] ?? "";
    this.at += Math.max(1, letter.length);
    const test = this.test(letter);
    const make: Make = (next) => (at) => {
      this.clock.tick();
      const point = this.text.codePointAt(at);
      return point !== undefined && test(point) && next(at + (point > 0xffff ? 2 : 1));
    };
    return { make, test };
  }

  private group(): Piece {
    if (this.take("?:")) return { make: this.inner().make };
    if (this.take("?=")) return this.look(this.inner(), true);
    if (this.take("?!")) return this.look(this.inner(), false);
    if (this.take("?<=")) return this.lookBack(this.inner(), true);
    if (this.take("?<!")) return this.lookBack(this.inner(), false);
    if (this.take("?<")) this.at = this.source.indexOf(">", this.at) + 1;
    const number = ++this.groups;
    const inner = this.inner();
    return {
      make: (next) => {
        const made = inner.make((at) => {
          const before = this.closed[number];
          this.closed[number] = [this.opened[number] ?? at, at];
          if (next(at)) return true;
          this.closed[number] = before;
          return false;
        });
        return (at) => {
          const before = this.opened[number] ?? 0;
          this.opened[number] = at;
          if (made(at)) return true;
          this.opened[number] = before;
          return false;
        };
      },
    };
  }

  private inner(): Piece {
    const piece = this.choice();
    this.at += 1;
    return piece;
  }

  private look(piece: Piece, wanted: boolean): Piece {
    return this.where(
      this.apart(
        piece.make(() => true),
        wanted,
      ),
      wanted,
    );
  }

  private lookBack(piece: Piece, wanted: boolean): Piece {
    let target = 0;
    const made = piece.make((at) => at === target);
    const look: Go = (at) => {
      const kept = target;
      target = at;
      let found = false;
      for (let from = at; from >= 0 && !found; from--) {
        this.clock.tick();
        found = made(from);
      }
      target = kept;
      return found;
    };
    return this.where(this.apart(look, wanted), wanted);
  }

  /** What a look ahead found in its groups stays only where it was looked for and is there. */
  private apart(look: Go, wanted: boolean): Go {
    return (at) => {
      const kept = [...this.closed];
      const found = look(at);
      if (!found || !wanted) kept.forEach((place, i) => (this.closed[i] = place));
      return found;
    };
  }

  private where(holds: Go, wanted = true): Piece {
    return {
      make: (next) => (at) => {
        this.clock.tick();
        return holds(at) === wanted && next(at);
      },
    };
  }

  private same(group: number): Piece {
    const alike = (text: string) => (this.anyCase ? text.toLowerCase() : text);
    return {
      make: (next) => (at) => {
        const place = this.closed[group];
        const words = place ? this.text.slice(...place) : "";
        this.clock.tick(1 + words.length);
        return alike(this.text.slice(at, at + words.length)) === alike(words) && next(at + words.length);
      },
    };
  }

  private isWord(at: number): boolean {
    const point = this.text.codePointAt(at);
    return point !== undefined && this.letter(point);
  }

  private isWordBefore(at: number): boolean {
    if (at === 0) return false;
    const low = this.text.charCodeAt(at - 1);
    return this.isWord(low >= 0xdc00 && low < 0xe000 && at > 1 ? at - 2 : at - 1);
  }

  /** Which letters a class, an escape or a letter stands for; `\w` is a letter of any script. */
  private test(letter: string): Test {
    const source = letter.startsWith("[")
      ? letter.replaceAll(/\\.|./gsu, (one) => (one === String.raw`\w` ? WORD : one))
      : letter === String.raw`\w`
        ? `[${WORD}]`
        : letter === String.raw`\W`
          ? `[^${WORD}]`
          : letter;
    const native = new RegExp(`^(?:${source})$`, this.anyCase ? "iu" : "u");
    const known = new Map<number, boolean>();
    const ascii = Uint8Array.from({ length: 128 }, (_, point) =>
      native.test(String.fromCharCode(point)) ? 1 : 0,
    );
    return (point) => {
      if (point < 128) return ascii[point] === 1;
      let is = known.get(point);
      if (is === undefined) {
        is = native.test(String.fromCodePoint(point));
        known.set(point, is);
      }
      return is;
    };
  }
}
