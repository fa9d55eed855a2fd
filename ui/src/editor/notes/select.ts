// Selecting by keys passes a reference as one letter: browsers stop on either side of what cannot be typed into.
import { type Command, Plugin, TextSelection } from "prosemirror-state";
import { schema } from "../schema";
import { rightToLeft } from "./move";

const passes =
  (left: boolean): Command =>
  (state, dispatch, view) => {
    const { selection } = state;
    if (!(selection instanceof TextSelection)) return false;
    const { $anchor, $head } = selection;
    const back = left !== rightToLeft(state, view);
    const beside = $head.textOffset > 0 ? null : back ? $head.nodeBefore : $head.nodeAfter;
    if (beside?.type !== schema.nodes.note) return false;
    const to = state.doc.resolve($head.pos + (back ? -beside.nodeSize : beside.nodeSize));
    dispatch?.(state.tr.setSelection(new TextSelection($anchor, to)).scrollIntoView());
    return true;
  };

export const selectReferences = (): Plugin =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (!event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return false;
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
        return passes(event.key === "ArrowLeft")(view.state, view.dispatch.bind(view), view);
      },
    },
  });
