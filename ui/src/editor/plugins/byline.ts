// The byline between standfirst and body. It is made of fields and belongs to whoever gave the element; here it has its place only.
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { findPart } from "../blocks";
import type { Host } from "../host";

export const byline = (host: Host): Plugin =>
  new Plugin({
    props: {
      decorations: (state) => {
        const { byline: element } = host;
        const standfirst = findPart(state.doc, "standfirst");
        if (!element || !standfirst) return null;
        element.contentEditable = "false";
        const place = Decoration.widget(standfirst.pos + standfirst.node.nodeSize, element, {
          key: "byline",
          side: -1,
          ignoreSelection: true,
          stopEvent: () => true,
        });
        return DecorationSet.create(state.doc, [place]);
      },
    },
  });
