// What comes in over the clipboard and by dropping: read where nothing runs and nothing loads, cleaned, then parsed by
// the schema. Remote pictures are not fetched; files are not typed in by their paths.
import { DOMParser, Fragment, type Node, type ParseOptions, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { findBlock } from "../blocks";
import type { Host } from "../host";
import { schema } from "../schema";
import { clean } from "./clean";

/** More than this is not pasted as formatted text: so much HTML is a file, not a passage. */
const MOST = 5_000_000;

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

/** A second copy of a block or note is another one: its id is taken away, and the ids plugin gives a new one. */
function freshIds(slice: Slice, view: EditorView): Slice {
  if (view.dragging?.move) return slice;
  const walk = (fragment: Fragment): Fragment => {
    const out: Node[] = [];
    fragment.forEach((node) => {
      if (node.isText) return out.push(node);
      const id = node.attrs["id"] as string | undefined;
      const attrs = id && findBlock(view.state.doc, id) ? { ...node.attrs, id: "" } : node.attrs;
      return out.push(node.type.create(attrs, walk(node.content), node.marks));
    });
    return Fragment.from(out);
  };
  return new Slice(walk(slice.content), slice.openStart, slice.openEnd);
}

/** Only what may stand in a note: letters, line breaks, placeholders; blocks are joined by breaks. */
function forNote(slice: Slice): Slice {
  const out: Node[] = [];
  let blocks = 0;
  slice.content.descendants((node) => {
    if (node.isTextblock && blocks++ > 0 && out.length > 0) out.push(schema.nodes.break.create());
    if (node.isInline && node.type !== schema.nodes.note) out.push(node);
    return node.type !== schema.nodes.note;
  });
  return new Slice(Fragment.from(out), 0, 0);
}

/** Copied text as plain text: blocks parted by an empty line, a note by its mark. */
function plain(slice: Slice): string {
  return slice.content.textBetween(
    0,
    slice.content.size,
    "\n\n",
    (leaf) => leaf.type.spec.leafText?.(leaf) ?? "",
  );
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
        if (html.length <= MOST) return html;
        tell("What was pasted is too long: import it as a file.");
        return "";
      },
      transformPasted: (slice, view) => freshIds(inNote ? forNote(slice) : slice, view),
      clipboardTextSerializer: plain,
      handleDOMEvents: {
        paste: (_view, event) => files(event, event.clipboardData),
        drop: (_view, event) => files(event, event.dataTransfer),
      },
    },
  });
}
