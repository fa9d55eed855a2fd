// Other pieces of the desk, as a link to one needs them: found by words, named by their id.
import { call } from "../core/client";
import type { Likeness, Row } from "../core/types";

/** As many are offered at once. */
const MOST = 12;

/** Pieces that these words find, the best fit first; without words the ones that are due first. */
export async function findPieces(query: string): Promise<Row[]> {
  const page = await call("article_list", {
    state: null,
    query: query.trim(),
    sort: query.trim() ? "best" : "date",
    descending: false,
    offset: 0,
    limit: MOST,
    not_published: false,
  });
  return page.rows;
}

/** A piece by its id; null where the desk does not have it. */
export async function pieceNamed(article: string): Promise<Row | null> {
  try {
    return (await call("article_get", { article })).row;
  } catch {
    return null;
  }
}

/** Other pieces that are like this one, the most alike first. */
export function likePieces(article: string): Promise<Likeness[]> {
  return call("article_alike", { article });
}
