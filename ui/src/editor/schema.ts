// The one schema of an article's text. `document/` mirrors it in Rust; tests/cases/schema.json holds the two together.
import { Schema } from "prosemirror-model";
import { marks } from "./marks/index";
import { nodes } from "./nodes/index";

export type NodeName = keyof typeof nodes;
export type MarkName = keyof typeof marks;

export const schema = new Schema<NodeName, MarkName>({ nodes, marks, topNode: "doc" });
