// Which names are meant by what is typed: all its words begin words of the name, or its letters follow each other in it.

interface Named {
  name: string;
  group: string;
}

const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** 0: not meant. More is likelier. */
export function rank(name: string, query: string): number {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return 1;
  const text = plain(name);
  const parts = text.split(/[^\p{L}\p{N}]+/u);
  if (text.startsWith(words.join(" "))) return 4;
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 3;
  if (words.every((word) => text.includes(word))) return 2;
  let from = 0;
  for (const letter of words.join("")) {
    const at = text.indexOf(letter, from);
    if (at < 0) return 0;
    from = at + 1;
  }
  return words.join("").length > 2 ? 1 : 0;
}

/** What is meant, the likeliest first; a heading's name finds what stands under it. */
export function ranked<T extends Named>(all: readonly T[], query: string): T[] {
  return all
    .map((one) => ({
      one,
      rank: Math.max(rank(one.name, query), Math.min(2, rank(`${one.group} ${one.name}`, query))),
    }))
    .filter(({ rank: found }) => found > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ one }) => one);
}
