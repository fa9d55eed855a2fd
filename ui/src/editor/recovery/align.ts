// Which things of two rows are the same, in order. No words, no document.

/** A stretch of either row that the other does not have; one of the two may be empty. */
export interface Gap {
  from: number;
  to: number;
  otherFrom: number;
  otherTo: number;
}

/** More pairs than this are not looked at one by one: the whole stretch counts as replaced. */
const MOST = 16_000_000;

/** The stretches in which two rows differ, by their longest common row. */
export function gaps(before: readonly string[], after: readonly string[]): Gap[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  if (a.length === 0 && b.length === 0) return [];
  const whole = { from: start, to: start + a.length, otherFrom: start, otherTo: start + b.length };
  if (a.length === 0 || b.length === 0 || a.length * b.length > MOST) return [whole];
  return between(a, b).map((gap) => ({
    from: gap.from + start,
    to: gap.to + start,
    otherFrom: gap.otherFrom + start,
    otherTo: gap.otherTo + start,
  }));
}

function between(a: readonly string[], b: readonly string[]): Gap[] {
  const width = b.length + 1;
  // How long the common row is from here on.
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const found: Gap[] = [];
  let [i, j, from, otherFrom] = [0, 0, 0, 0];
  const close = (): void => {
    if (i > from || j > otherFrom) found.push({ from, to: i, otherFrom, otherTo: j });
  };
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      close();
      i += 1;
      j += 1;
      [from, otherFrom] = [i, j];
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  [i, j] = [a.length, b.length];
  close();
  return found;
}
