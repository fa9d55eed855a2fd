// A piece on its way out of the window: what is typed is made durable first.
import type { OpenArticle } from "../../stores/article.svelte";
import { room } from "../../stores/room.svelte";

/** Whether the piece may leave as it is; else only as a marked working copy. */
export const leavesAsItIs = (open: OpenArticle): boolean =>
  room.desk.state(open.article.state)?.exports ?? false;

export async function exportPiece(open: OpenArticle): Promise<void> {
  if (!(await open.flush())) return;
  await room.exports.begin([open.id], !leavesAsItIs(open));
  room.screen.dialog = "export";
}

export async function previewPiece(open: OpenArticle): Promise<void> {
  if (!(await open.flush())) return;
  room.screen.dialog = "preview";
}
