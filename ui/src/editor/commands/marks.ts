// Commands on letters: emphasis, strong, links, foreign words. They work in the text and in a note alike.
import { toggleMark } from "prosemirror-commands";
import type { Mark, MarkType } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import type { Host } from "../host";
import { isLanguage } from "../kinds";
import { safeLink, typedLink } from "../links";
import { schema } from "../schema";

/** The stretch around the caret (or the selection) that carries a mark of this type, with the mark; null when none does. */
export function markRange(
  state: EditorState,
  type: MarkType,
): { from: number; to: number; mark: Mark } | null {
  const { $from, from, to, empty } = state.selection;
  if (!empty) {
    let mark: Mark | undefined;
    state.doc.nodesBetween(from, to, (node) => {
      mark ??= type.isInSet(node.marks);
    });
    return mark ? { from, to, mark } : null;
  }
  const parent = $from.parent;
  if (!parent.inlineContent) return null;
  const start = $from.start();
  let at = start;
  for (let i = 0; i < parent.childCount; i++) {
    const child = parent.child(i);
    const mark = type.isInSet(child.marks);
    const end = at + child.nodeSize;
    if (mark && at <= from && end >= from) {
      let first = at;
      let last = end;
      for (let j = i - 1; j >= 0 && mark.isInSet(parent.child(j).marks); j--)
        first -= parent.child(j).nodeSize;
      for (let j = i + 1; j < parent.childCount && mark.isInSet(parent.child(j).marks); j++)
        last += parent.child(j).nodeSize;
      return { from: first, to: last, mark };
    }
    at = end;
  }
  return null;
}

function setMark(type: MarkType, attrs: Record<string, unknown> | null): Command {
  return (state, dispatch) => {
    const around = markRange(state, type);
    const range = state.selection.empty ? around : state.selection;
    if (!range || (attrs === null && !around)) return false;
    if (!state.doc.resolve(range.from).parent.type.allowsMarkType(type)) return false;
    if (dispatch) {
      const tr = state.tr.removeMark(range.from, range.to, type);
      if (attrs) tr.addMark(range.from, range.to, type.create(attrs));
      dispatch(tr.removeStoredMark(type).scrollIntoView());
    }
    return true;
  };
}

/** Links the selection, or changes the link at the caret; the argument is an address, `{href, title?}`, or null to unlink. */
export function link(argument: unknown): Command {
  if (argument === null || argument === "") return setMark(schema.marks.link, null);
  const { href, title } = (typeof argument === "string" ? { href: argument } : argument) as {
    href: string;
    title?: string;
  };
  const address = safeLink(href) ?? typedLink(href);
  return address === null ? () => false : setMark(schema.marks.link, { href: address, title: title ?? "" });
}

/** Takes the link at the caret off, whichever kind it is. */
export const unlink: Command = (state, dispatch) =>
  setMark(schema.marks.link, null)(state, dispatch) ||
  setMark(schema.marks.article_link, null)(state, dispatch);

/** Links the selection to another piece: `{article, label}`; with nothing selected its label is written. null unlinks. */
export function articleLink(argument: unknown): Command {
  if (argument === null) return setMark(schema.marks.article_link, null);
  const { article, label } = (argument ?? {}) as { article?: unknown; label?: unknown };
  if (typeof article !== "string" || !/^[A-Za-z0-9_-]{1,64}$/.test(article)) return () => false;
  const mark = schema.marks.article_link.create({ article });
  return (state, dispatch) => {
    const { empty, $from } = state.selection;
    if (!empty || markRange(state, mark.type)) return setMark(mark.type, { article })(state, dispatch);
    const words = typeof label === "string" ? label.trim() : "";
    if (words === "" || !$from.parent.type.allowsMarkType(mark.type)) return false;
    dispatch?.(
      state.tr
        .replaceSelectionWith(schema.text(words, [mark]), false)
        .removeStoredMark(mark.type)
        .scrollIntoView(),
    );
    return true;
  };
}

/** Opens what the link at the caret leads to: a page outside, or a piece of the desk. */
export const openLink =
  (host: Pick<Host, "openLink" | "openPiece">): Command =>
  (state, dispatch) => {
    const out = markRange(state, schema.marks.link)?.mark.attrs["href"] as string | undefined;
    const piece = markRange(state, schema.marks.article_link)?.mark.attrs["article"] as string | undefined;
    if (out === undefined && piece === undefined) return false;
    if (dispatch && out !== undefined) host.openLink(out);
    else if (dispatch && piece !== undefined) host.openPiece(piece);
    return true;
  };

/** Says which language the selected words are in; null takes it away. */
export function foreign(argument: unknown): Command {
  if (argument === null || argument === "") return setMark(schema.marks.foreign, null);
  return isLanguage(argument) ? setMark(schema.marks.foreign, { lang: argument }) : () => false;
}

/** Emphasis and its like; words stand with the blank around them left out. */
export const toggle = (type: MarkType): Command =>
  toggleMark(type, null, { removeWhenPresent: false, includeWhitespace: false });

/** Names of the marks that are on at the caret or over the whole selection. */
export function activeMarks(state: EditorState): string[] {
  const { from, $from, to, empty } = state.selection;
  if (empty) return (state.storedMarks ?? $from.marks()).map((mark) => mark.type.name);
  let shared: Set<string> | null = null;
  state.doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return;
    const here = new Set(node.marks.map((mark) => mark.type.name));
    shared = shared === null ? here : new Set([...(shared as Set<string>)].filter((name) => here.has(name)));
  });
  return shared === null ? [] : [...(shared as Set<string>)];
}

/** Puts letters where the caret is, as typed. */
export const typeText =
  (text: string): Command =>
  (state, dispatch) => {
    if (!state.selection.$from.parent.inlineContent) return false;
    dispatch?.(state.tr.insertText(text).scrollIntoView());
    return true;
  };
