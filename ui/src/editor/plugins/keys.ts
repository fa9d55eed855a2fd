// The keys of the text. In a list Tab moves the item and in a table it walks the cells; everywhere else it leaves the
// text, and Escape then Tab leaves from anywhere: nobody is caught.
import {
  baseKeymap,
  chainCommands,
  createParagraphNear,
  liftEmptyBlock,
  newlineInCode,
  selectAll,
} from "prosemirror-commands";
import { redo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { splitListItem } from "prosemirror-schema-list";
import { type Command, Plugin, type TextSelection } from "prosemirror-state";
import { nextCell, previousCell } from "../block/tables";
import { act } from "../commands/act";
import { boundKeys } from "../commands/bound";
import { command } from "../commands/index";
import { enterLine, split } from "../commands/enter";
import { depthOf, indent, lineBreak, outdent } from "../commands/blocks";
import { removeNote } from "../commands/notes";
import type { Host } from "../host";
import { schema } from "../schema";
import { backspacePart, deletePart, enterPart } from "./borders";

const { nodes } = schema;

/** Whether the caret stands at the very start (or end) of its block. */
const atEdge =
  (end: boolean): Command =>
  (state) => {
    const { $cursor } = state.selection as TextSelection;
    return Boolean($cursor && $cursor.parentOffset === (end ? $cursor.parent.content.size : 0));
  };

const inList =
  (inner: Command): Command =>
  (state, dispatch) => {
    if (depthOf(state, nodes.list) === 0) return false;
    act(inner)(state, dispatch);
    return true;
  };

export function keys(host: Host): Plugin[] {
  let leaving = false;
  const tab =
    (inner: Command): Command =>
    (state, dispatch, view) =>
      leaving ? false : inner(state, dispatch, view);
  return [
    new Plugin({
      props: {
        handleKeyDown: (_view, event) => {
          if (event.key !== "Tab" && event.key !== "Shift") leaving = event.key === "Escape";
          return false;
        },
        handleDOMEvents: { blur: () => ((leaving = false), false) },
      },
    }),
    boundKeys(host, (id) => command(id, host)),
    keymap({
      "Mod-y": redo,
      "Mod-a": selectAll,
      Tab: tab(chainCommands(nextCell, inList(indent))),
      "Shift-Tab": tab(chainCommands(previousCell, inList(outdent))),
      Enter: chainCommands(
        enterPart,
        enterLine,
        splitListItem(nodes.list_item),
        newlineInCode,
        createParagraphNear,
        liftEmptyBlock,
        split,
      ),
      "Shift-Enter": lineBreak,
      Backspace: chainCommands(removeNote(-1), backspacePart),
      Delete: chainCommands(removeNote(1), deletePart),
    }),
    keymap(baseKeymap),
    // What is left at a block's edge would be done by the browser, which knows nothing of parts.
    keymap({ Backspace: atEdge(false), Delete: atEdge(true) }),
  ];
}
