// Pictures on their way to the desk: chosen in a dialog, dropped as files. Where they stand is the text's.
import { call } from "../core/client";
import type { Failure, FileToken, MediaInfo } from "../core/types";

/** Endings of pictures that Stet shows. */
const PICTURE = /\.(png|jpe?g|gif|webp)$/i;

export const isPicture = (file: FileToken): boolean => PICTURE.test(file.name);

/** Whether files of these names are pictures, all of them. */
export const picturesOnly = (names: readonly string[]): boolean => names.every((name) => PICTURE.test(name));

/** Keeps the picture of a file that a person chose or dropped. Rejects with a Failure. */
export const takePicture = (file: FileToken): Promise<MediaInfo> => call("media_take", { token: file.token });

/** Asks for a picture; null where the dialog was closed. Rejects with a Failure. */
export async function choosePicture(): Promise<MediaInfo | null> {
  try {
    return await call("media_choose", {});
  } catch (thrown) {
    if ((thrown as Failure).code === "cancelled") return null;
    throw thrown;
  }
}
