// What Stet writes onto the clipboard and knows again: beside the HTML for other programs the stretch itself, to the letter,
// in one attribute. It is believed only where the plain text beside it says the same words, so that a part of it that came
// through another program, or a page that imitates it, is read as any other HTML.
//
// **Invariant:** nothing that is the desk's own leaves the window: comments and ids stay in `last`.
import { type Fragment, type Node, Slice } from "prosemirror-model";
import { newId } from "../ids";
import { schema } from "../schema";
import { asRead, bare, type Piece, withoutAnchors } from "./bare";
import { html } from "./html";
import { copiedNotes } from "./notes";
import { plain } from "./text";

/** The last stretch that was copied in this window, whole, and the piece that it is of. */
let last: { key: string; slice: Slice; home: object } | null = null;

/** Both forms of a stretch of the piece `home` for the clipboard. */
export function write(slice: Slice, piece: Piece, home: object): { html: string; text: string } {
  const out = bare(slice, piece);
  const notes = copiedNotes(out, piece.lang);
  const key = newId();
  last = { key, slice: asRead(slice), home };
  // The number counts up when slices of before can no longer be read.
  const marker = {
    "data-stet": "1",
    "data-key": key,
    "data-in": piece.lang,
    "data-slice": JSON.stringify(out.toJSON()),
  };
  return { html: html(out, notes, marker), text: plain(out, notes) };
}

/** An attribute's value as every browser writes it. */
const unescape = (text: string): string =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&amp;", "&");

const squeezed = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, " ").trim();

/** Throws where a node could not stand in a text; along the open edges content may be missing. */
function check(content: Fragment, openStart: number, openEnd: number): void {
  content.forEach((node: Node, _offset, index) => {
    const first = index === 0 ? openStart : 0;
    const end = index === content.childCount - 1 ? openEnd : 0;
    if (first === 0 && end === 0) return node.check();
    node.type.createAndFill(node.attrs, null, node.marks)?.check();
    return check(node.content, Math.max(0, first - 1), Math.max(0, end - 1));
  });
}

/** The stretch that Stet put onto the clipboard, for the piece `home`; null where it is another's, or no longer all of it. */
export function read(markup: string, text: string, home: object): Slice | null {
  const found = /\sdata-stet="1" data-key="(\w+)"(?: data-in="([\w-]*)")? data-slice="([^"]*)"/.exec(markup);
  if (!found) return null;
  try {
    const slice = Slice.fromJSON(schema, JSON.parse(unescape(found[3] ?? "")) as object);
    check(slice.content, slice.openStart, slice.openEnd);
    if (squeezed(plain(slice, copiedNotes(slice, found[2] ?? ""))) !== squeezed(text)) return null;
    if (last === null || last.key !== found[1]) return slice;
    return last.home === home ? last.slice : withoutAnchors(last.slice);
  } catch {
    return null;
  }
}
