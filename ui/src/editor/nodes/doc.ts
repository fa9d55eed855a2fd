// The article's text as a whole: three parts that are always there, then the body.
import type { NodeSpec } from "prosemirror-model";
import { blockMarks } from "./attributes";

export const doc: NodeSpec = { content: "kicker headline standfirst block+", marks: blockMarks };
