// What comes in over the clipboard and by dropping: read where nothing runs and nothing loads, cleaned, then parsed by
// the schema. Remote pictures are not fetched; files are not typed in by their paths.
import { DOMParser, Fragment, type Node, type ParseOptions, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { namedOf } from "../blocks";
import type { Host } from "../host";
import { newId } from "../ids";
import { schema } from "../schema";
import { clean } from "./clean";

const { nodes } = schema;

/** More than this is not pasted as formatted text: so much HTML is a file, not a passage. */
const MOST = 5_000_000;

/** Browsers take seconds to parse tags nested deeper than this; only the letters are kept then. */
const DEEPEST = 2000;

/** How deep the tags are nested, roughly: elements that need no end tag are not counted. */
function nesting(html: string): number {
  let [depth, deepest] = [0, 0];
  for (const [tag] of html.matchAll(/<\/?[a-z][^>]*>/gi)) {
    if (tag.startsWith("</")) depth = Math.max(0, depth - 1);
    else if (
      !/^<(area|base|br|col|hr|img|input|link|meta|source|wbr|p|li|td|th|tr|dt|dd|option)\b/i.test(tag) &&
      !tag.endsWith("/>")
    )
      deepest = Math.max(deepest, ++depth);
  }
  return deepest;
}

/** Styles under another name: the window's content policy lets no style of a stranger apply, even where nothing is shown. */
const withoutStyle = (html: string): string =>
  html
    .replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(?<=[\s"'/])style(?=\s*=)/gi, "data-style"));

/** Parses what `clean` leaves over; what cannot be read gives nothing instead of an error. */
class CleanParser extends DOMParser {
  constructor(private readonly tell: (message: string) => void) {
    super(schema, DOMParser.fromSchema(schema).rules);
  }

  override parseSlice(dom: globalThis.Node, options?: ParseOptions): Slice {
    try {
      const { pictures } = clean(dom as HTMLElement);
      if (pictures === 1) this.tell("A picture was not pasted: add it as a file.");
      if (pictures > 1) this.tell(`${String(pictures)} pictures were not pasted: add them as files.`);
      return super.parseSlice(dom, options);
    } catch {
      this.tell("What was pasted could not be read.");
      return Slice.empty;
    }
  }
}

/** Whether a paste or drop brings files; WebKitGTK gives them as `file:` addresses that would be typed into the text. */
function holdsFiles(data: DataTransfer | null): boolean {
  if (!data) return false;
  if (data.files.length > 0 || Array.from(data.types).includes("Files")) return true;
  return (
    /^file:\/\//m.test(data.getData("text/uri-list")) ||
    /^file:\/\/\/\S*$/.test(data.getData("text/plain").trim())
  );
}

/** A second copy of a block or note is another one and has an id of its own; what was cut and comes back keeps its id. */
function freshIds(slice: Slice, view: EditorView): Slice {
  if (view.dragging?.move) return slice;
  const known = new Set(namedOf(view.state.doc).map(({ node }) => node.attrs["id"] as string));
  const walk = (fragment: Fragment): Fragment => {
    const out: Node[] = [];
    fragment.forEach((node) => {
      if (node.isText) return out.push(node);
      let { attrs } = node;
      if ("id" in attrs) {
        const id = attrs["id"] as string;
        if (id === "" || known.has(id)) attrs = { ...attrs, id: newId() };
        known.add(attrs["id"] as string);
      }
      return out.push(node.type.create(attrs, walk(node.content), node.marks));
    });
    return Fragment.from(out);
  };
  return new Slice(walk(slice.content), slice.openStart, slice.openEnd);
}

/** The letters of a slice without its blocks; between two blocks stands what `between` makes. */
function inlineOf(slice: Slice, between: () => Node, fits: (node: Node) => boolean): Node[] {
  const out: Node[] = [];
  let apart = false;
  slice.content.descendants((node) => {
    if (node.isTextblock) apart = out.length > 0;
    if (!node.isInline || !fits(node)) return node.type !== nodes.note;
    if (apart) out.push(between());
    apart = false;
    out.push(node);
    return false;
  });
  return out;
}

/** Only what may stand in a note: letters, line breaks, placeholders; blocks are joined by breaks. */
const forNote = (slice: Slice): Slice =>
  new Slice(
    Fragment.from(
      inlineOf(
        slice,
        () => nodes.break.create(),
        (node) => node.type !== nodes.note,
      ),
    ),
    0,
    0,
  );

/** For a line that cannot be two: everything in one, blocks parted by a space. */
const forLine = (slice: Slice): Slice =>
  new Slice(
    Fragment.from(
      inlineOf(
        slice,
        () => schema.text(" "),
        () => true,
      ),
    ),
    0,
    0,
  );

/** For verse: each block is a line. */
function forVerse(slice: Slice): Slice {
  const lines: Node[] = [];
  slice.content.descendants((node) => {
    if (node.isTextblock)
      lines.push(nodes.verse_line.create(null, node.type === nodes.code ? null : node.content));
    else if (node.isInline) lines.push(nodes.verse_line.create(null, node));
    return !node.isTextblock && !node.isInline;
  });
  return new Slice(Fragment.from(lines), 1, 1);
}

const LINES = new Set([
  "kicker",
  "headline",
  "standfirst",
  "attribution",
  "caption",
  "picture_credit",
  "speaker",
]);

const hasBlocks = (slice: Slice): boolean => slice.content.firstChild?.isInline === false;

/** Blocks dropped on a line that cannot be two: their letters go into it. */
function dropOnLine(view: EditorView, event: DragEvent, slice: Slice, moved: boolean): boolean {
  const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
  if (pos === undefined || !hasBlocks(slice) || !LINES.has(view.state.doc.resolve(pos).parent.type.name))
    return false;
  event.preventDefault();
  const tr = moved ? view.state.tr.deleteSelection() : view.state.tr;
  const at = tr.mapping.map(pos);
  view.dispatch(tr.replace(at, at, forLine(slice)).setMeta("uiEvent", "drop"));
  return true;
}

/** What was copied, as it can stand where the selection is: no word of it is dropped because a block has no place there. */
function fitted(slice: Slice, { state }: EditorView): Slice {
  const { $from, $to } = state.selection;
  if (!hasBlocks(slice)) return slice;
  const apart = Math.min($from.index(0), 3) !== Math.min($to.index(0), 3);
  if (LINES.has($from.parent.type.name) || apart) return forLine(slice);
  return $from.parent.type === nodes.verse_line ? forVerse(slice) : slice;
}

/** Copied text as plain text: blocks parted by an empty line, a note's words in brackets. */
function plain(slice: Slice): string {
  const blocks: string[] = [];
  let open = false;
  const text = (node: Node): string => {
    if (node.isLeaf) return node.text ?? node.type.spec.leafText?.(node) ?? "";
    let inner = "";
    node.forEach((child) => (inner += text(child)));
    return node.type === nodes.note ? ` [${inner}]` : inner;
  };
  slice.content.descendants((node) => {
    if (node.isTextblock) blocks.push(text(node));
    else if (node.isInline) blocks.push((open ? (blocks.pop() ?? "") : "") + text(node));
    open = node.isInline;
    return !node.isTextblock && !node.isInline;
  });
  return blocks.join("\n\n");
}

/** Paste, cut, copy and drop in one view; `inNote` for the view of a note. */
export function paste(host: Pick<Host, "tell">, inNote = false): Plugin {
  const tell = (message: string) => host.tell(message);
  const files = (event: Event, data: DataTransfer | null): boolean => {
    if (!holdsFiles(data)) return false;
    event.preventDefault();
    tell("Files are not pasted into the text.");
    return true;
  };
  return new Plugin({
    props: {
      clipboardParser: new CleanParser(tell),
      transformPastedHTML: (html) => {
        if (html.length > MOST) {
          tell("What was pasted is too long: import it as a file.");
          return "";
        }
        return nesting(html) > DEEPEST ? html.replace(/<[^>]*>/g, " ") : withoutStyle(html);
      },
      transformPasted: (slice, view) => freshIds(inNote ? forNote(slice) : fitted(slice, view), view),
      clipboardTextSerializer: plain,
      handleDrop: (view, event, slice, moved) => !inNote && dropOnLine(view, event, slice, moved),
      handleDOMEvents: {
        paste: (_view, event) => files(event, event.clipboardData),
        drop: (_view, event) => files(event, event.dataTransfer),
      },
    },
  });
}
