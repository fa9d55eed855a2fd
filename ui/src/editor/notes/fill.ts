// Fill notes: a list that came by mail, each text to its note. What would be done is shown first; it is one change.
import { DOMSerializer, type Fragment, type Node } from "prosemirror-model";
import { closeHistory } from "prosemirror-history";
import type { Access } from "../access";
import { findBlock } from "../blocks";
import { schema } from "../schema";
import { parse } from "../serial";
import {
  type Entry,
  type Line,
  linesOfBlocks,
  linesOfText,
  readList,
  type Reading,
  wordsOfNote,
} from "./list";
import { isEmptyNote, notesIn } from "./references";

/** One text and the note that it would go into. */
export interface FillRow {
  id: string;
  number: number;
  now: string;
  /** The note has no text yet. */
  empty: boolean;
  /** It says the same already. */
  same: boolean;
  next: string;
  /** Draws the new text with its letters. */
  draw(place: HTMLElement): void;
}

export interface FillPlan {
  rows: FillRow[];
  /** Numbers of empty notes that get no text. */
  missing: number[];
  /** Texts for which there is no note, or a second one for the same. */
  over: { number: number; text: string }[];
  /** Lines that belong to no number. */
  rest: string[];
  inOrder: boolean;
  /** Puts the texts of these notes in, as one change. */
  apply(ids: ReadonlySet<string>): boolean;
}

const bodyStart = (doc: Node): number =>
  doc.child(0).nodeSize + doc.child(1).nodeSize + doc.child(2).nodeSize;

const serializer = DOMSerializer.fromSchema(schema);

/** Shows inline content as it would print. */
export const drawer =
  (content: Fragment) =>
  (place: HTMLElement): void => {
    place.replaceChildren(serializer.serializeFragment(content));
  };

/** The lines of a list that was copied with its letters, as the core reads it; null where it cannot. */
async function linesOfHtml(access: Access, text: string, html: string): Promise<Line[] | null> {
  try {
    const { doc } = await access.host.readClipboard({ text, html, how: "rich" });
    const read = parse(doc);
    return linesOfBlocks(read.content.cut(bodyStart(read)));
  } catch {
    return null;
  }
}

/** What filling the notes of a text from this list would do; `html` is the same list with its letters, if it came so. */
export async function planFill(access: Access, text: string, html: string | null = null): Promise<FillPlan> {
  const lines = (html === null ? null : await linesOfHtml(access, text, html)) ?? linesOfText(text);
  return plan(access, readList(lines, notesIn(access.state()).list.length));
}

function plan(access: Access, { entries, rest, inOrder }: Reading): FillPlan {
  const { list } = notesIn(access.state());
  const texts = new Map<string, Entry>();
  const rows: FillRow[] = [];
  const over: FillPlan["over"] = [];
  for (const entry of entries) {
    const node = list[entry.number - 1]?.node;
    const id = node?.attrs["id"] as string | undefined;
    if (!node || id === undefined || texts.has(id)) {
      over.push({ number: entry.number, text: entry.text });
      continue;
    }
    texts.set(id, entry);
    rows.push({
      id,
      number: entry.number,
      now: wordsOfNote(node),
      empty: isEmptyNote(node),
      same: node.content.eq(entry.content),
      next: entry.text,
      draw: drawer(entry.content),
    });
  }
  const missing = list.flatMap(({ node }, index) =>
    isEmptyNote(node) && !texts.has(node.attrs["id"] as string) ? [index + 1] : [],
  );
  return {
    rows: rows.sort((a, b) => a.number - b.number),
    missing,
    over,
    rest,
    inOrder,
    apply: (ids) => apply(access, texts, ids),
  };
}

function apply(access: Access, texts: ReadonlyMap<string, Entry>, ids: ReadonlySet<string>): boolean {
  if (!access.editable()) return false;
  const tr = closeHistory(access.state().tr);
  for (const [id, { content }] of texts) {
    const found = ids.has(id) ? findBlock(tr.doc, id) : null;
    if (found) tr.replaceWith(found.pos + 1, found.pos + 1 + found.node.content.size, content);
  }
  if (!tr.docChanged) return false;
  access.dispatch(tr);
  return true;
}
