// Commands on blocks: paragraph and headings, who said a quotation, lists, rule, line break. Kicker, headline and standfirst stay what they are.
import { setBlockType } from "prosemirror-commands";
import type { NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, Selection, type Transaction } from "prosemirror-state";
import { findWrapping } from "prosemirror-transform";
import { verseIndent } from "../block/frames";
import { schema } from "../schema";

const { nodes } = schema;

/** The depth of the nearest node of a type around the selection, 0 when there is none. */
export function depthOf(state: EditorState, type: NodeType): number {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return depth;
  return 0;
}

/** Turns the selected text blocks into this type; lines with a duty of their own (caption, speaker …) are left alone. */
export function block(type: NodeType, attrs: Record<string, unknown> | null = null): Command {
  return (state, dispatch) => {
    const fit = (name: string) =>
      name === "paragraph" || name === "heading" || name === "pull_quote" || name === "code";
    const parent = state.selection.$from.parent.type.name;
    if (!fit(parent)) return false;
    if (type === nodes.code && !onlyLetters(state)) return false;
    return keepPlace(setBlockType(type, attrs))(state, dispatch);
  };
}

/** Whether the selected blocks hold nothing that code has no place for: a note's words would go with it. */
function onlyLetters(state: EditorState): boolean {
  let only = true;
  state.doc.nodesBetween(state.selection.from, state.selection.to, (node) => {
    if (node.inlineContent)
      only &&= node.children.every((child) => child.isText || child.type === nodes.break);
    return !node.inlineContent;
  });
  return only;
}

/** setBlockType gives fresh attributes; the block's id, language and direction are its own and stay. */
function keepPlace(command: Command): Command {
  return (state, dispatch) =>
    command(
      state,
      dispatch &&
        ((tr: Transaction) => {
          state.doc.nodesBetween(state.selection.from, state.selection.to, (node, pos) => {
            if (!node.isTextblock) return;
            const at = tr.mapping.map(pos);
            const now = tr.doc.nodeAt(at);
            if (!now?.isTextblock) return;
            for (const name of ["id", "lang", "dir"])
              if (now.attrs[name] !== node.attrs[name]) tr.setNodeAttribute(at, name, node.attrs[name]);
          });
          dispatch(tr);
        }),
    );
}

/** Adds the line that says whose words a quotation is, and puts the caret there. */
export const attribution: Command = (state, dispatch) => {
  const depth = depthOf(state, nodes.quotation) || depthOf(state, nodes.epigraph);
  if (depth === 0) return false;
  const { $from } = state.selection;
  const quote = $from.node(depth);
  const end = $from.after(depth) - 1;
  if (!dispatch) return true;
  const tr = state.tr;
  if (quote.lastChild?.type !== nodes.attribution) tr.insert(end, nodes.attribution.create());
  const last = tr.doc.nodeAt($from.before(depth))?.lastChild;
  const start =
    $from.before(depth) + (tr.doc.nodeAt($from.before(depth))?.nodeSize ?? 0) - 1 - (last?.nodeSize ?? 0);
  dispatch(
    tr
      .setSelection(Selection.near(tr.doc.resolve(start + 1 + (last?.content.size ?? 0)), -1))
      .scrollIntoView(),
  );
  return true;
};

/** Makes a list of this kind, changes the kind of the list around the caret, or takes the item out where it is that kind already. */
export function list(kind: "bulleted" | "numbered" | "lettered"): Command {
  return (state, dispatch) => {
    const depth = depthOf(state, nodes.list);
    if (depth === 0) {
      const { $from, $to } = state.selection;
      const range = $from.blockRange($to);
      if (!range || !findWrapping(range, nodes.list, { kind })) return false;
      return wrapInList(nodes.list, { kind })(state, dispatch);
    }
    const { $from } = state.selection;
    if ($from.node(depth).attrs["kind"] === kind) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute($from.before(depth), "kind", kind));
    return true;
  };
}

/** One level in; the new inner list is of the outer one's kind. A line of verse stands further in. */
export const indent: Command = (state, dispatch) => {
  if (verseIndent(1)(state, dispatch)) return true;
  const depth = depthOf(state, nodes.list);
  const kind: unknown = depth ? state.selection.$from.node(depth).attrs["kind"] : "bulleted";
  return sinkListItem(nodes.list_item)(
    state,
    dispatch &&
      ((tr) => {
        const { $from } = tr.selection;
        for (let d = $from.depth; d > 0; d--) {
          const node = $from.node(d);
          if (node.type !== nodes.list) continue;
          if (node.childCount === 1 && node.attrs["kind"] !== kind)
            tr.setNodeAttribute($from.before(d), "kind", kind);
          break;
        }
        dispatch(tr);
      }),
  );
};

/** One level out. */
export const outdent: Command = (state, dispatch) =>
  verseIndent(-1)(state, dispatch) || liftListItem(nodes.list_item)(state, dispatch);

/** A rule below the block with the caret. */
export const rule: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.depth === 0 || $from.index(0) < 3) return false;
  dispatch?.(state.tr.insert($from.after(1), nodes.rule.create()).scrollIntoView());
  return true;
};

/** A new line inside the block (in code, a newline in its text). */
export const lineBreak: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (!$from.sameParent($to) || !$from.parent.inlineContent) return false;
  if ($from.parent.type === nodes.code) {
    dispatch?.(state.tr.insertText("\n").scrollIntoView());
    return true;
  }
  dispatch?.(state.tr.replaceSelectionWith(nodes.break.create(), true).scrollIntoView());
  return true;
};
