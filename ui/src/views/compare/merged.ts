// Two sides of a comparison in one line.
import type { Piece } from "../../core/types";

export const differs = (pieces: Piece[]): boolean => pieces.some((piece) => piece.kind !== "same");

/**
 * What stayed once, what went and what came where it did. What stayed is the same letters on both sides, cut
 * differently on each.
 */
export function merged(before: Piece[], after: Piece[]): Piece[] {
  const out: Piece[] = [];
  const left = [...before];
  const right = [...after];
  for (;;) {
    const [a] = left;
    const [b] = right;
    if (a?.kind === "deleted" || (a && !b)) {
      out.push(a);
      left.shift();
    } else if (b?.kind === "inserted" || (b && !a)) {
      out.push(b);
      right.shift();
    } else if (a && b) {
      const length = Math.min(a.text.length, b.text.length) || Math.max(a.text.length, b.text.length);
      out.push({
        text: b.text.slice(0, length),
        kind: a.kind === "format" || b.kind === "format" ? "format" : "same",
      });
      cut(left, a, length);
      cut(right, b, length);
    } else {
      return out.filter((piece) => piece.text !== "");
    }
  }
}

function cut(pieces: Piece[], first: Piece, length: number): void {
  pieces.shift();
  const rest = first.text.slice(length);
  if (rest) pieces.unshift({ ...first, text: rest });
}
