// Pictures into the open text: asked for, dropped. The desk keeps each whole before it stands anywhere.
import type { ArticleEditor } from "../../editor";
import type { FileToken, MediaInfo } from "../../core/types";
import { choosePicture, isPicture, takePicture } from "../../stores/pictures";
import { room } from "../../stores/room.svelte";

type Take = () => Promise<MediaInfo | null>;

/** Takes pictures one after the other and puts each in, the first at a position; true when one stands. */
async function putIn(editor: ArticleEditor, takes: Take[], at: number | null): Promise<boolean> {
  let where = at;
  let stands = false;
  for (const take of takes) {
    try {
      const info = await take();
      if (!info) continue;
      const { hash: src, width, height } = info;
      if (editor.run("figure", { src, width, height, ...(where === null ? {} : { at: where }) })) {
        stands = true;
        where = null;
      } else room.screen.tell("A picture has no place here: put the caret into the text.");
    } catch (thrown) {
      room.screen.fail(thrown);
    }
  }
  return stands;
}

/** Asks for a picture and puts it in at the caret. */
export const askForPicture = (editor: ArticleEditor): Promise<boolean> =>
  putIn(editor, [choosePicture], null);

/** Puts dropped picture files in where they fell; answers the other files. */
export function dropPictures(
  editor: ArticleEditor,
  files: FileToken[],
  x: number,
  y: number,
  done: () => void,
): FileToken[] {
  const { view } = editor.access;
  const under = document.elementFromPoint(x, y);
  const pictures = files.filter(isPicture);
  if (pictures.length === 0 || !editor.access.editable() || !under?.closest("main")) return files;
  const at = view.posAtCoords({ left: x, top: y })?.pos ?? null;
  void putIn(
    editor,
    pictures.map((file) => () => takePicture(file)),
    at,
  ).then((stands) => {
    if (!stands) return;
    room.screen.tell(
      pictures.length === 1 ? "The picture stands where it fell." : "The pictures stand where they fell.",
    );
    done();
  });
  return files.filter((file) => !isPicture(file));
}
