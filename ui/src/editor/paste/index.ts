// What comes in over the clipboard and by dropping. What Stet wrote is put in at once; a picture is kept by the desk; what
// another program wrote is read by the core (foreign.ts says why). Remote pictures are not fetched, and files are not
// typed in by their paths.
//
// **Invariant:** nothing foreign is parsed where it could run or load; one paste is one change and one step of undo.
import { Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { read } from "../copy/own";
import type { Host } from "../host";
import { schema } from "../schema";
import { fitted, isLine } from "./fit";
import { takeForeign } from "./foreign";
import { freshIds } from "./fresh";
import { CleanParser, harmless } from "./inert";
import { pending } from "./pending";
import { askedPicture, holdsFiles, picturesOf, takePictures } from "./pictures";
import { put } from "./place";

/** Whether HTML says anything but one picture. */
const saysNothing = (html: string): boolean =>
  html
    .replace(/<(style|script|title)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<[^>]*>/gi, "")
    .replaceAll(/&nbsp;|\s/g, "") === "";

/** Words typed in as they are; the marks at the caret go on. */
function putWords(view: EditorView, text: string, host: Host): void {
  const { selection, storedMarks } = view.state;
  const marks = selection.$from.parent.type.spec.code ? [] : (storedMarks ?? selection.$from.marks());
  const words = Fragment.from(schema.text(text, marks));
  put(view, new Slice(words, 0, 0), selection, host.tell);
}

/** Controls that no text may hold, and the line ends of other systems. */
const cleanText = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, "\n")
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g, "");

/** Paste and drop in one view; `inNote` for the view of a note. */
export function paste(host: Host, inNote = false): Plugin[] {
  const tell = (message: string): void => host.tell(message);
  /** When Ctrl+Shift+V was pressed whose paste has not come yet; long ago where none is awaited. */
  let asText = -Infinity;

  function take(view: EditorView, event: ClipboardEvent, data: DataTransfer): boolean {
    const plain = performance.now() - asText < 1000;
    asText = -Infinity;
    const html = plain ? "" : data.getData("text/html");
    const text = cleanText(data.getData("text/plain"));
    const { $from, $to } = view.state.selection;
    const inCode = $from.parent.type.spec.code === true && $from.sameParent($to);
    event.preventDefault();
    const pictures = picturesOf(data);
    if (pictures.length > 0 && (html === "" || saysNothing(html))) {
      void takePictures(view, host, Promise.resolve(pictures));
    } else if (holdsFiles(data) && (html === "" || saysNothing(html))) {
      tell("Files are not pasted into the text: import them, or drop them on the window.");
    } else if (html === "" && text === "") {
      void takePictures(
        view,
        host,
        askedPicture().then((picture) => (picture ? [picture] : [])),
      );
    } else if (inCode && text !== "") {
      putWords(view, text, host);
    } else {
      const own = html === "" ? null : read(html, text, host);
      if (own) put(view, own, view.state.selection, host.tell);
      else if (html === "" && !/[\n\t]/.test(text)) putWords(view, text, host);
      else if (html === "" && (inNote || isLine($from)) && !/\t/.test(text))
        putWords(view, text.trim().replaceAll(/\s*\n\s*/g, " "), host);
      else
        void takeForeign(view, host, { text, html: html === "" ? null : html, how: plain ? "text" : "rich" });
    }
    return true;
  }

  return [
    pending(),
    new Plugin({
      props: {
        clipboardParser: new CleanParser(tell),
        transformPastedHTML: (html) => harmless(html, tell),
        transformPasted: (slice, view) => {
          if (view.dragging?.move) return slice;
          const { selection, doc } = view.state;
          return freshIds(fitted(slice, selection.$from, selection.$to).slice, doc, selection);
        },
        handleDrop: (view, event, slice) => !inNote && dropOnLine(view, event, slice),
        handleDOMEvents: {
          keydown: (_view, event) => {
            if (event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v")
              asText = performance.now();
            return false;
          },
          paste: (view, event) => {
            const { clipboardData: data } = event;
            return (
              Boolean(data && view.editable && !view.composing) && data !== null && take(view, event, data)
            );
          },
          drop: (_view, event) => {
            if (!event.dataTransfer || !holdsFiles(event.dataTransfer)) return false;
            event.preventDefault();
            tell("Files are not dropped into the text: import them, or drop them on the window.");
            return true;
          },
        },
      },
    }),
  ];
}

/** Blocks dropped on a line that cannot be two: their letters go into it. */
function dropOnLine(view: EditorView, event: DragEvent, slice: Slice): boolean {
  const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
  if (pos === undefined || slice.content.firstChild?.isInline !== false) return false;
  const $pos = view.state.doc.resolve(pos);
  if (!isLine($pos)) return false;
  event.preventDefault();
  const tr = view.dragging?.move ? view.state.tr.deleteSelection() : view.state.tr;
  const at = tr.mapping.map(pos);
  view.dispatch(tr.replace(at, at, fitted(slice, $pos, $pos).slice).setMeta("uiEvent", "drop"));
  return true;
}
