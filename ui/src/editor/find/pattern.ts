// What a person looks for, made ready: stretches of one block's text that match, and what a replacement says for each.
// It knows no document; the same is asked of fields.
import { fold, unfold, type Alike } from "./fold";
import { Clock, RanAway, Regexp } from "./regexp";
import { isEdge } from "./words";

export interface Query {
  text: string;
  matchCase: boolean;
  wholeWord: boolean;
  /** Accents, vowel marks and quotation marks are made alike. A regular expression takes them as they are. */
  loose: boolean;
  regexp: boolean;
}

/** A stretch in UTF-16 units of a block's text, with what a replacement may name. */
export interface Span {
  from: number;
  to: number;
  groups?: readonly (string | undefined)[];
  names?: ReadonlyMap<string, number>;
}

/** How long one search over a whole text may take, in ms. */
const MOST = 400;
const LETTER = /[\p{L}\p{M}\p{N}_]/u;

function said(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const why = message.slice(message.lastIndexOf(": ") + 1).trim();
  return `This pattern is not finished or not right: ${why.charAt(0).toLowerCase()}${why.slice(1)}.`;
}

/** **Invariant:** a pattern that failed finds nothing more, and says why in `failure`. */
export class Pattern {
  failure: string | null = null;
  private readonly clock = new Clock(MOST);
  private readonly regexp: Regexp | null = null;
  private readonly alike: Alike;
  private readonly needle: string = "";
  private readonly edges: readonly [boolean, boolean] = [false, false];

  constructor(readonly query: Query) {
    const { text, regexp, matchCase, loose } = query;
    this.alike = {
      letters: !matchCase && !regexp,
      loose: loose && !regexp,
      // Who asks for a no-break space means it.
      spaces: !regexp && !/[\u00A0\u2000-\u200A\u202F]/.test(text),
      composed: !regexp,
    };
    if (regexp) {
      try {
        this.regexp = text === "" ? null : new Regexp(text, !matchCase, this.clock);
      } catch (error) {
        this.failure = said(error);
      }
    } else {
      this.needle = fold(text, this.alike).text;
      const letters = [...text];
      this.edges = [LETTER.test(letters[0] ?? ""), LETTER.test(letters.at(-1) ?? "")];
    }
  }

  /** A new search begins: the clock starts again. */
  begin(): void {
    this.clock.start();
  }

  /** Every stretch that matches, in order; they do not overlap. */
  find(text: string, lang: string): Span[] {
    if (this.failure !== null || text === "") return [];
    const spans = this.regexp ? this.matches(text, this.regexp) : this.words(text);
    if (!this.query.wholeWord) return spans;
    const [first, last] = this.regexp ? [true, true] : this.edges;
    return spans.filter(
      ({ from, to }) => (!first || isEdge(text, from, lang)) && (!last || isEdge(text, to, lang)),
    );
  }

  /** What stands in place of a match. */
  replacement(template: string, span: Span): string {
    const { groups } = span;
    if (!groups) return template;
    return template.replaceAll(/\$(?:(\$)|(&)|(\d\d?)|<([^>]*)>)/g, (whole, sign, all, number, name) => {
      if (sign) return "$";
      if (all) return groups[0] ?? "";
      if (number) {
        const two = Number(number);
        if (two > 0 && two < groups.length) return groups[two] ?? "";
        const one = Number(String(number).charAt(0));
        if (String(number).length === 2 && one > 0 && one < groups.length)
          return (groups[one] ?? "") + String(number).charAt(1);
        return String(whole);
      }
      const known = span.names?.get(String(name));
      return known === undefined ? String(whole) : (groups[known] ?? "");
    });
  }

  private words(text: string): Span[] {
    if (this.needle === "") return [];
    const folded = fold(text, this.alike);
    const out: Span[] = [];
    for (let at = folded.text.indexOf(this.needle); at >= 0;) {
      const span = unfold(folded, at, at + this.needle.length);
      if (span) out.push(span);
      at = folded.text.indexOf(this.needle, span ? at + this.needle.length : at + 1);
    }
    return out;
  }

  private matches(text: string, regexp: Regexp): Span[] {
    const folded = fold(text, this.alike);
    try {
      return regexp.all(folded.text).flatMap(({ from, to, groups, names }) => {
        const span = unfold(folded, from, to);
        return span ? [{ ...span, groups, names }] : [];
      });
    } catch (error) {
      if (!(error instanceof RanAway || error instanceof RangeError)) throw error;
      this.failure =
        "This pattern takes too long on this text. Ask for less: fewer * and + within one another.";
      return [];
    }
  }
}
