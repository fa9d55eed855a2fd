// What is pasted goes to the core: words to be read, pictures to be kept. No text is changed here.
import { call } from "../core/client";
import type { ClipboardRead, Clipping, MediaInfo } from "../core/types";

/** Reads what another program put on the clipboard; `lang` is the piece's language. */
export const readClipboard = (
  wish: Pick<ClipboardRead, "text" | "html" | "how">,
  lang: string,
): Promise<Clipping> => call("clipboard_read", { ...wish, lang: lang || "und" });

/** Keeps a picture. */
export const putPicture = async (picture: Blob, name: string): Promise<MediaInfo> =>
  call("media_put", { name }, new Uint8Array(await picture.arrayBuffer()));
