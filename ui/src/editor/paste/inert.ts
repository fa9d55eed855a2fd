// Foreign HTML read by the window itself: for what is dropped, and when nobody answers who reads it better. It is parsed
// where nothing runs and nothing loads, cleaned, then read by the schema; of the shapes of single programs it knows little.
import { DOMParser, type ParseOptions, Slice } from "prosemirror-model";
import { schema } from "../schema";
import { clean } from "./clean";

/** More than this is not read here: it would hold up the window. */
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

/** What the browser may parse of foreign HTML; nothing where it is too much. */
export function harmless(html: string, tell: (message: string) => void): string {
  if (html.length > MOST) {
    tell("What was pasted is too long: import it as a file.");
    return "";
  }
  return nesting(html) > DEEPEST ? html.replace(/<[^>]*>/g, " ") : withoutStyle(html);
}

/** Parses what `clean` leaves over; what cannot be read gives nothing instead of an error. */
export class CleanParser extends DOMParser {
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
