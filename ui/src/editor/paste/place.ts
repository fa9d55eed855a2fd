// Puts what was read into the text: fitted to its place, as one change and one step of undo, the caret behind it.
import { type Fragment, type Node, type ResolvedPos, Slice } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import { TextSelection, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import { fitted, isWhole, lettersOf } from "./fit";
import { freshIds } from "./fresh";
import { keep, type Stretch } from "./pending";

/** Blocks as a slice whose outer words join the words around them; never opened into a line, nor into what stands apart. */
export function opened(content: Fragment): Slice {
  const depth = (edge: (of: Fragment) => Node | null): number => {
    let found = 0;
    for (let node = edge(content); node && !node.isInline && !node.isLeaf; node = edge(node.content)) {
      if (node.type.spec.isolating) break;
      found++;
      if (node.inlineContent) break;
    }
    return found;
  };
  return new Slice(
    content,
    depth((of) => of.firstChild),
    depth((of) => of.lastChild),
  );
}

/** Whether the open edge of a slice is made of the same nodes as the place that it comes to. */
function continues(
  slice: Slice,
  $pos: ResolvedPos,
  open: number,
  edge: (of: Fragment) => Node | null,
): boolean {
  let content = slice.content;
  for (let i = 0; i < open; i++) {
    const node = edge(content);
    const around = $pos.node($pos.depth - open + 1 + i);
    if (!node || node.type !== around.type) return false;
    content = node.content;
  }
  return true;
}

/** What was taken from such a place goes back to it exactly; null where it came from another one. */
function exactly(tr: Transaction, slice: Slice, { from, to }: Stretch): Transaction | null {
  const [$from, $to] = [tr.doc.resolve(from), tr.doc.resolve(to)];
  const { openStart, openEnd } = slice;
  if ($from.depth - openStart !== $to.depth - openEnd || $from.depth < openStart) return null;
  if (
    !continues(slice, $from, openStart, (of) => of.firstChild) ||
    !continues(slice, $to, openEnd, (of) => of.lastChild)
  )
    return null;
  try {
    const done = tr.step(new ReplaceStep(from, to, slice));
    done.doc.check();
    return done;
  } catch {
    return null;
  }
}

/** The change that puts a slice in place of the selection. */
function replaced(tr: Transaction, slice: Slice): Transaction {
  const { firstChild: only } = slice.content;
  const { $from, from, to } = tr.selection;
  if ($from.parent.type.spec.code && $from.sameParent(tr.selection.$to))
    return tr.insertText(lettersOf(slice), from, to);
  if (isWhole(slice) && $from.index(0) < 3) return tr.replace(0, tr.doc.content.size, slice);
  const single = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  return single && only ? tr.replaceSelectionWith(only, false) : tr.replaceSelection(slice);
}

/** Puts a slice in place of a stretch. `name` keeps the stretch that it became under that name, or forgets it. */
export function put(
  view: EditorView,
  read: Slice,
  at: Stretch,
  tell: (message: string) => void,
  name?: { id: number; keep: boolean },
): void {
  const { doc, selection } = view.state;
  const own = selection.from === at.from && selection.to === at.to;
  const start = (): Transaction => closeHistory(view.state.tr);
  let tr = exactly(start(), freshIds(read, doc, at), at);
  if (!tr) {
    const [$from, $to] = [doc.resolve(at.from), doc.resolve(at.to)];
    const { slice: shaped, told } = fitted(read, $from, $to);
    const slice = freshIds(shaped, doc, at);
    if (told) tell(told);
    if (own && !$from.parent.type.spec.code) {
      // Cells into cells is the tables' own business.
      if (name) view.dispatch(keep(view.state.tr, name.id, null));
      const event = new Event("paste") as ClipboardEvent;
      if (view.someProp("handlePaste", (handle) => handle(view, event, slice))) return;
    }
    tr = start();
    if (!own) tr.setSelection(TextSelection.between($from, $to));
    tr = replaced(tr, slice);
  }
  const end = Math.min(tr.mapping.map(at.to, 1), tr.doc.content.size);
  if (name) keep(tr, name.id, name.keep ? { from: tr.mapping.map(at.from, -1), to: end } : null);
  if (own) tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1)).scrollIntoView();
  else tr.setSelection(selection.getBookmark().map(tr.mapping).resolve(tr.doc));
  view.dispatch(tr.setMeta("paste", true).setMeta("uiEvent", "paste"));
}
