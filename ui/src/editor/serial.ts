// The whole document as one JSON string, byte for byte what `JSON.stringify(doc.toJSON())` gives; each block's string is kept by node.
import { Node } from "prosemirror-model";
import { schema } from "./schema";

const kept = new WeakMap<Node, string>();

function block(node: Node): string {
  let text = kept.get(node);
  if (text === undefined) {
    text = JSON.stringify(node.toJSON());
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
