// The world around paste and copy of one piece: who reads, who keeps pictures, what is offered, what the embargo says.
import type { ClipboardHost } from "../../editor";
import { whenLong } from "../../parts/intl";
import type { OpenArticle } from "../../stores/article.svelte";
import { putPicture, readClipboard } from "../../stores/clipboard";
import { room } from "../../stores/room.svelte";

/** How long an offer stays, in ms: longer than a remark, for it may be taken. */
const OFFERED = 30_000;

export const clipboardOf = (open: OpenArticle): ClipboardHost => ({
  readClipboard: (wish) => readClipboard(wish, open.article.fields.lang),
  putPicture,
  offer: (message, label, run) => room.screen.tell(message, false, { label, run, stay: OFFERED }),
  embargo: () => {
    const { embargo } = open.article.dates;
    if (!embargo || Date.parse(embargo.instant) <= Date.now()) return null;
    const elsewhere = embargo.zone !== room.desk.desk?.zone;
    return elsewhere ? `${whenLong(embargo.wall)} (${embargo.zone})` : whenLong(embargo.wall);
  },
});
