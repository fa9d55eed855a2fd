// Every mark of the document, one line each. The order is their rank: the first is the outermost.
import type { MarkSpec } from "prosemirror-model";
import { link } from "./link";
import { article_link } from "./article_link";
import { dateline, emphasis, small_caps, strike, strong, sub, sup } from "./plain";
import { foreign } from "./foreign";
import { comment, source } from "./anchors";
import { deletion, insertion, modification } from "./suggestions";

export const marks = {
  link,
  article_link,
  emphasis,
  strong,
  small_caps,
  sub,
  sup,
  strike,
  foreign,
  dateline,
  source,
  comment,
  insertion,
  deletion,
  modification,
} satisfies Record<string, MarkSpec>;
