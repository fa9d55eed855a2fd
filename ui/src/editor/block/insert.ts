// Blocks put in at the caret, and the way out of them again. Which attributes a block has is set elsewhere (around.ts).
import { exitCode } from "prosemirror-commands";
import { Fragment, type Node, type NodeType } from "prosemirror-model";
import { type Command, type EditorState, NodeSelection, Selection, TextSelection } from "prosemirror-state";
import { isLanguage } from "../kinds";
import { safeLink, typedLink } from "../links";
import { schema } from "../schema";

const { nodes } = schema;

/** Where a block can go: over the empty paragraph at the caret, else behind the nearest block that may have it as a neighbour. */
function placeFor(state: EditorState, type: NodeType): { from: number; to: number } | null {
  const { $to } = state.selection;
  const { parent } = $to;
  const empty = parent.type === nodes.paragraph && parent.content.size === 0 && state.selection.empty;
  if (empty && $to.node(-1).canReplaceWith($to.index(-1), $to.indexAfter(-1), type))
    return { from: $to.before(), to: $to.after() };
  if (state.selection instanceof NodeSelection && state.selection.node.isBlock) {
    const at = state.selection.to;
    const $at = state.doc.resolve(at);
    if ($at.parent.canReplaceWith($at.index(), $at.index(), type)) return { from: at, to: at };
  }
  for (let depth = $to.depth; depth > 0; depth--) {
    const index = $to.indexAfter(depth - 1);
    if (depth === 1 && $to.index(0) < 3) return null;
    // A cell's words are not torn apart by what is put in behind them; a line of verse is not a place for a block.
    if ($to.node(depth - 1).canReplaceWith(index, index, type))
      return { from: $to.after(depth), to: $to.after(depth) };
  }
  return null;
}

/** Puts a block in and the caret to where it is filled in; an atom is selected. */
const insertBlock =
  (make: () => Node | null): Command =>
  (state, dispatch) => {
    const node = make();
    const place = node && placeFor(state, node.type);
    if (!node || !place) return false;
    if (!dispatch) return true;
    const tr = state.tr.replaceWith(place.from, place.to, node);
    const $in = tr.doc.resolve(place.from + 1);
    tr.setSelection(node.isAtom ? NodeSelection.create(tr.doc, place.from) : Selection.near($in, 1));
    dispatch(tr.scrollIntoView());
    return true;
  };

const text = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
const count = (value: unknown, most: number, fallback: number): number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most ? value : fallback;

/** A table of `{rows, columns, header}`; three by three with a header row where nothing is said. */
export function table(argument: unknown): Command {
  const asked = (argument ?? {}) as { rows?: unknown; columns?: unknown; header?: unknown };
  const [rows, columns] = [count(asked.rows, 200, 3), count(asked.columns, 50, 3)];
  const cell = (type: NodeType) => type.createChecked(null, nodes.paragraph.create());
  const row = (type: NodeType) =>
    nodes.table_row.create(
      null,
      Array.from({ length: columns }, () => cell(type)),
    );
  return insertBlock(() =>
    nodes.table.create(
      null,
      Array.from({ length: rows }, (_, at) =>
        row(at === 0 && asked.header !== false ? nodes.table_header : nodes.table_cell),
      ),
    ),
  );
}

/** A picture that the desk has: `{src, width, height}`, its SHA-256 and its pixels. */
export function figure(argument: unknown): Command {
  const { src, width, height, at } = (argument ?? {}) as Record<string, unknown>;
  const make = () => {
    try {
      const made = nodes.figure.create({ src, width, height }, [
        nodes.caption.create(),
        nodes.picture_credit.create(),
      ]);
      made.check();
      return made;
    } catch {
      return null;
    }
  };
  return (state, dispatch) => {
    const asked = typeof at === "number" && at <= state.doc.content.size ? at : null;
    if (asked === null) return insertBlock(make)(state, dispatch);
    // What falls on kicker, headline or standfirst stands first in the body.
    const body =
      state.doc.content.size - state.doc.children.slice(3).reduce((size, node) => size + node.nodeSize, 0);
    if (asked <= body) {
      const node = make();
      if (!node) return false;
      const tr = state.tr.insert(body, node);
      dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(body + 1), 1)).scrollIntoView());
      return true;
    }
    const here = state.apply(state.tr.setSelection(Selection.near(state.doc.resolve(asked))));
    return insertBlock(make)(here, dispatch);
  };
}

/** Something that lives elsewhere: `{link, title}`; false where the address is none. */
export function embed(argument: unknown): Command {
  const { link, title } = (argument ?? {}) as Record<string, unknown>;
  const address = safeLink(text(link)) ?? typedLink(text(link));
  return insertBlock(() =>
    address === null ? null : nodes.embed.create({ link: address, title: text(title) }),
  );
}

/** Something still to come, with what it is; at the caret, in a note too. */
export const placeholder =
  (argument: unknown): Command =>
  (state, dispatch) => {
    const { $from, $to } = state.selection;
    const node = nodes.placeholder.create({ label: text(argument) });
    const { parent } = $from;
    if (!$from.sameParent($to) || !(parent.inlineContent || parent.type === nodes.note)) return false;
    if (!parent.canReplaceWith($from.index(), $to.indexAfter(), nodes.placeholder)) return false;
    dispatch?.(state.tr.replaceSelectionWith(node, true).scrollIntoView());
    return true;
  };

/** Says which language a whole block is in (`{lang}`), or which way it runs (`{dir}`); null lets it follow the article. */
export const blockLanguage =
  (argument: unknown): Command =>
  (state, dispatch) => {
    const lang = argument === null || argument === "" ? null : argument;
    if (lang !== null && !isLanguage(lang)) return false;
    const { from, to } = state.selection;
    const tr = state.tr;
    state.doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isTextblock) return true;
      if ("lang" in node.attrs && node.attrs["lang"] !== lang) tr.setNodeAttribute(pos, "lang", lang);
      return false;
    });
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };

const FRAMES = new Set(["quotation", "epigraph", "box", "turn", "list", "table", "figure", "verse"]);

/** On to a new paragraph below the frame that the caret is in (quotation, box, table …), below the block where it is in none. */
export const leave: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if ($to.parent.type === nodes.code) return exitCode(state, dispatch);
  if ($to.depth > 0 && $to.index(0) < 3) return false;
  let depth = $to.depth;
  while (depth > 0 && !FRAMES.has($to.node(depth).type.name)) depth--;
  const at = depth > 0 ? $to.after(depth) : $to.depth > 0 ? $to.after(1) : state.selection.to;
  const $at = state.doc.resolve(at);
  if (!$at.parent.canReplaceWith($at.index(), $at.index(), nodes.paragraph)) return false;
  if (!dispatch) return true;
  const tr = state.tr.insert(at, nodes.paragraph.create());
  dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
};

/** Takes the block around the caret out, words and all. */
export const removeBlock =
  (argument: unknown): Command =>
  (state, dispatch) => {
    const { $from } = state.selection;
    const at =
      typeof argument === "number" ? argument : $from.depth > 0 ? $from.before(Math.max(1, $from.depth)) : -1;
    const node = at >= 0 && at < state.doc.content.size ? state.doc.nodeAt(at) : null;
    if (!node?.isBlock) return false;
    const $at = state.doc.resolve(at);
    if ($at.depth === 0 && $at.index() < 3) return false;
    const left = $at.parent.canReplace($at.index(), $at.index() + 1);
    const fill = left ? Fragment.empty : Fragment.from(nodes.paragraph.create());
    if (!left && !$at.parent.canReplace($at.index(), $at.index() + 1, fill)) return false;
    if (!dispatch) return true;
    const tr = state.tr.replaceWith(at, at + node.nodeSize, fill);
    dispatch(
      tr.setSelection(Selection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size)), 1)).scrollIntoView(),
    );
    return true;
  };
