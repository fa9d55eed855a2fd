// What is pasted goes to the core: words to be read, pictures to be kept. What a button copies, too. No text is changed here.
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

/** Puts the same words on the system's clipboard as HTML and as text; false: it was not taken. */
export async function toClipboard(html: string, text: string): Promise<boolean> {
  return (await call("clipboard_put", { html, text })).taken || copiedByPage(html, text);
}

/** Puts plain text there, a paragraph a line; false: it was not taken. */
export function copyText(text: string): Promise<boolean> {
  const line = document.createElement("p");
  const lines = text.split("\n").map((words) => {
    line.textContent = words;
    return line.outerHTML;
  });
  return toClipboard(lines.join(""), text);
}

/** By a copy event, as a key would: in a browser. */
function copiedByPage(html: string, text: string): boolean {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/html", html);
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put, { capture: true });
  return done;
}
