// A text to be read only (a version, an import): the JSON of a document as a small typed tree, with its notes numbered.

export interface TextNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: TextNode[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

export interface Reading {
  doc: TextNode;
  notes: TextNode[];
  /** The number of a note by its id. */
  numbers: Map<string, number>;
}

export const attr = (node: TextNode, name: string): string => {
  const value = node.attrs?.[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** Reads a document; null when it is none. */
export function read(json: string): Reading | null {
  let doc: TextNode;
  try {
    doc = JSON.parse(json) as TextNode;
  } catch {
    return null;
  }
  const notes: TextNode[] = [];
  const numbers = new Map<string, number>();
  const walk = (node: TextNode): void => {
    if (node.type === "note") {
      notes.push(node);
      numbers.set(attr(node, "id"), notes.length);
    }
    node.content?.forEach(walk);
  };
  walk(doc);
  return { doc, notes, numbers };
}

/** The letters of a node and all in it. */
export const lettersOf = (node: TextNode): string =>
  node.text ?? (node.content ?? []).map(lettersOf).join(node.type === "doc" ? "\n" : "");
