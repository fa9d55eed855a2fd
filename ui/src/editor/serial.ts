// The whole document as one JSON string, byte for byte what `JSON.stringify(doc.toJSON())` gives; each block's string is kept by node.
//
// **Invariant:** what is written is text that everybody can read: half a character, as a broken input method or another program may
// leave it, is written as the sign for an unreadable one. The desk would refuse it, and everything else of the piece with it.
import { Node } from "prosemirror-model";
import { schema } from "./schema";

const kept = new WeakMap<Node, string>();

/** Half of a character that takes two units, as JSON escapes it; a backslash of the text itself stands before it doubled. */
const HALF = /(\\\\)|\\ud[89a-f][\da-f]{2}/g;

function whole(json: string): string {
  return json.includes("\\ud") ? json.replace(HALF, (_, sign: string | undefined) => sign ?? "\ufffd") : json;
}

function block(node: Node): string {
  let text = kept.get(node);
  if (text === undefined) {
    text = whole(JSON.stringify(node.toJSON()));
    kept.set(node, text);
  }
  return text;
}

/** The document as one string. */
export function write(doc: Node): string {
  const blocks: string[] = [];
  doc.forEach((node) => blocks.push(block(node)));
  return `{"type":"doc","content":[${blocks.join(",")}]}`;
}

/** The document that a string holds. Throws where a node, mark or attribute is unknown or stands where it may not. */
export function parse(doc: string): Node {
  const node = Node.fromJSON(schema, JSON.parse(doc) as unknown);
  node.check();
  return node;
}
