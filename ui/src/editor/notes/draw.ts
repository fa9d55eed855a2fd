// A note's words at the foot while nobody edits them: plain DOM from the outer state, its findings marked.
import { DOMSerializer, type Node } from "prosemirror-model";
import type { Decoration } from "prosemirror-view";
import { schema } from "../schema";

const serializer = DOMSerializer.fromSchema(schema);

/** The note's content as DOM; decorations are in positions of the note's content. */
export function drawNote(note: Node, decorations: readonly Decoration[]): DocumentFragment {
  const out = document.createDocumentFragment();
  const cuts = [...new Set(decorations.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  note.forEach((child, offset) => {
    const end = offset + child.nodeSize;
    const edges = [offset, ...(child.isText ? cuts.filter((cut) => cut > offset && cut < end) : []), end];
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from = 0, to = 0] = edges.slice(i, i + 2);
      let dom = serializer.serializeNode(child.isText ? child.cut(from - offset, to - offset) : child);
      for (const one of decorations) {
        if (one.from > from || one.to < to) continue;
        const span = document.createElement("span");
        for (const [name, value] of Object.entries(
          (one.spec as { attrs?: Record<string, string> }).attrs ?? {},
        ))
          if (name !== "nodeName") span.setAttribute(name, value);
        span.append(dom);
        dom = span;
      }
      out.append(dom);
    }
  });
  return out;
}
