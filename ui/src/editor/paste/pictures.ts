// Pictures on the clipboard: kept by the desk, then set as a figure. Other files are imported, not pasted.
import { Slice, Fragment } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import type { Host } from "../host";
import { newId } from "../ids";
import { schema } from "../schema";
import { isLine } from "./fit";
import { keep, newStretch, stretch } from "./pending";
import { put } from "./place";

const { nodes } = schema;

/** The pictures among the files of a clipboard. */
export const picturesOf = (data: DataTransfer): File[] =>
  Array.from(data.files).filter(({ type }) => /^image\/(png|jpeg|gif|webp)$/.test(type));

/** Whether a paste or drop brings files; WebKitGTK gives them as `file:` addresses that would be typed into the text. */
export function holdsFiles(data: DataTransfer): boolean {
  if (data.files.length > 0 || Array.from(data.types).includes("Files")) return true;
  return (
    /^file:\/\//m.test(data.getData("text/uri-list")) ||
    /^file:\/\/\/\S*$/.test(data.getData("text/plain").trim())
  );
}

/** A picture that the browser gives only when it is asked (WebKitGTK shows no type for it). */
export async function askedPicture(): Promise<Blob | null> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((one) => /^image\/(png|jpeg|gif|webp)$/.test(one));
      if (type) return await item.getType(type);
    }
  } catch {
    // The browser does not give it away: then there is nothing to paste.
  }
  return null;
}

/** Sets pictures as figures where the selection is now. */
export async function takePictures(
  view: EditorView,
  host: Host,
  given: Promise<readonly Blob[]>,
): Promise<void> {
  const { $from } = view.state.selection;
  const id = newStretch();
  const { from, to } = view.state.selection;
  view.dispatch(keep(view.state.tr, id, { from, to }));
  const forget = (): void => {
    if (!view.isDestroyed) view.dispatch(keep(view.state.tr, id, null));
  };
  try {
    const pictures = await given;
    if (pictures.length === 0) return forget();
    if (view.state.doc.type === nodes.note || isLine($from) || $from.parent.type.spec.code) {
      host.tell("A picture cannot stand in a line; put it between two paragraphs.");
      return forget();
    }
    const figures = [];
    for (const picture of pictures) {
      const { hash, width, height } = await host.putPicture(
        picture,
        picture instanceof File ? picture.name : "",
      );
      const parts = [nodes.caption.create({ id: newId() }), nodes.picture_credit.create({ id: newId() })];
      figures.push(nodes.figure.create({ id: newId(), src: hash, width, height }, parts));
    }
    const at = view.isDestroyed ? null : stretch(view.state, id);
    if (!at) return host.tell("The text was left before the picture was kept. Paste it again.");
    put(view, new Slice(Fragment.fromArray(figures), 0, 0), at, host.tell, { id, keep: false });
  } catch (thrown) {
    forget();
    host.tell((thrown as { message?: string }).message ?? "The picture could not be kept.");
  }
}
