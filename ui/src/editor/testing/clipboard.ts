// A clipboard for tests: copies from a view and pastes into one by the events that a browser would send.
import type { EditorView } from "prosemirror-view";

/** What lies on the clipboard, by type. */
export type Board = Record<string, string>;

const transfer = (board: Board, files: File[]) => ({
  files,
  get types() {
    return [...Object.keys(board), ...(files.length ? ["Files"] : [])];
  },
  getData: (type: string) => board[type] ?? "",
  setData: (type: string, data: string) => (board[type] = data),
  clearData: () => Object.keys(board).forEach((type) => Reflect.deleteProperty(board, type)),
});

function send(view: EditorView, name: string, board: Board, files: File[] = []): Event {
  const event = new Event(name, { cancelable: true, bubbles: true });
  Object.assign(event, { clipboardData: transfer(board, files) });
  view.dom.dispatchEvent(event);
  return event;
}

/** Copies (or cuts) the selection. */
export function copied(view: EditorView, name: "copy" | "cut" = "copy"): Board {
  const board: Board = {};
  send(view, name, board);
  return board;
}

/** Pastes; true when the editor took it. */
export const pasted = (view: EditorView, board: Board, files: File[] = []): boolean =>
  send(view, "paste", board, files).defaultPrevented;
