// Copy and cut: what goes onto the clipboard, and what is said when the piece may not go out yet.
import { DOMSerializer, type Fragment, Slice } from "prosemirror-model";
import { Plugin, type Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Host } from "../host";
import { notesIn } from "../notes/references";
import { bare, type Piece } from "./bare";
import { copiedNotes } from "./notes";
import { schema } from "../schema";
import { write } from "./own";
import { plain } from "./text";

const { nodes, marks } = DOMSerializer.fromSchema(schema);

/** What a drag carries to other programs; within the text it moves the nodes themselves. */
class Outside extends DOMSerializer {
  constructor(private readonly piece: () => Piece) {
    super(nodes, marks);
  }

  override serializeFragment(
    content: Fragment,
    options?: { document?: Document },
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const inner = target ? content : bare(new Slice(content, 0, 0), this.piece()).content;
    return super.serializeFragment(inner, options, target);
  }
}

/** What is chosen on the screen, where the state has not heard of it yet: a key may come before the browser tells. */
function chosen(view: EditorView): Selection {
  const { selection, doc } = view.state;
  const shown = view.dom.ownerDocument.getSelection();
  if (!selection.empty || !shown || shown.isCollapsed || !shown.anchorNode || !shown.focusNode)
    return selection;
  if (!view.dom.contains(shown.anchorNode) || !view.dom.contains(shown.focusNode)) return selection;
  const at = (node: Node, offset: number) => doc.resolve(view.posAtDOM(node, offset));
  return TextSelection.between(
    at(shown.anchorNode, shown.anchorOffset),
    at(shown.focusNode, shown.focusOffset),
  );
}

/** Copy, cut and what a drag carries out of one view. */
export function copy(host: Pick<Host, "tell" | "embargo" | "text" | "lang">): Plugin {
  // A note in hand has a state of its own, in which nothing is numbered.
  const piece = (): Piece => {
    const state = host.text();
    return { numbers: state ? notesIn(state).numbers : new Map(), lang: host.lang };
  };
  const out = (view: EditorView, event: ClipboardEvent): boolean => {
    const { clipboardData: data } = event;
    const selection = chosen(view);
    if (!data || selection.empty || view.composing) return false;
    event.preventDefault();
    if (!selection.eq(view.state.selection)) view.dispatch(view.state.tr.setSelection(selection));
    const { html, text } = write(selection.content(), piece(), host);
    data.clearData();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    const until = host.embargo();
    if (until)
      host.tell(`This piece is under embargo until ${until}. What you copied must not go out before.`);
    return true;
  };
  return new Plugin({
    props: {
      clipboardSerializer: new Outside(piece),
      clipboardTextSerializer: (slice) => {
        const out = bare(slice, piece());
        return plain(out, copiedNotes(out, host.lang));
      },
      handleDOMEvents: {
        copy: out,
        cut: (view, event) => {
          if (!out(view, event)) return false;
          if (view.editable)
            view.dispatch(view.state.tr.deleteSelection().scrollIntoView().setMeta("uiEvent", "cut"));
          return true;
        },
      },
    },
  });
}
