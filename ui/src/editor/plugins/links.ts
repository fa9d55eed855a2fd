// Links: Mod-click opens them, a plain click only sets the caret. Where they lead is shown by the view beside.
import { Plugin, TextSelection } from "prosemirror-state";
import type { Host } from "../host";
import { openLink } from "../commands/marks";

export const links = (host: Host): Plugin =>
  new Plugin({
    props: {
      handleClick: (view, pos, event) => {
        if (!(event.ctrlKey || event.metaKey)) return false;
        const at = view.state.apply(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)));
        if (!openLink(host)(at, () => undefined)) return false;
        event.preventDefault();
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
