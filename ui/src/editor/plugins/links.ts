// Links: their address shows on hover (the browser's title), Mod-click opens them, a plain click only sets the caret.
import { Plugin } from "prosemirror-state";
import type { Host } from "../host";
import { markRange } from "../commands/marks";
import { schema } from "../schema";

export const links = (host: Host): Plugin =>
  new Plugin({
    props: {
      handleClick: (view, pos, event) => {
        if (!(event.ctrlKey || event.metaKey)) return false;
        const mark =
          schema.marks.link.isInSet(view.state.doc.resolve(pos).marks()) ??
          markRange(view.state, schema.marks.link)?.mark;
        if (!mark) return false;
        event.preventDefault();
        host.openLink(mark.attrs["href"] as string);
        return true;
      },
      handleDOMEvents: {
        // The window refuses navigation as well; a link in a text must not even ask for it.
        click: (_view, event) => {
          if ((event.target as HTMLElement).closest("a")) event.preventDefault();
          return false;
        },
      },
    },
  });
