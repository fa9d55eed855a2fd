// Every node of the document, one line each. The order is the schema's: a block is a paragraph where nothing else is said.
import type { NodeSpec } from "prosemirror-model";
import { doc } from "./doc";
import { headline, kicker, standfirst } from "./heads";
import { paragraph } from "./paragraph";
import { heading } from "./heading";
import { attribution, quotation } from "./quotation";
import { pull_quote } from "./pull_quote";
import { list, list_item } from "./list";
import { table, table_cell, table_header, table_row } from "./table";
import { caption, figure, picture_credit } from "./figure";
import { verse, verse_line } from "./verse";
import { speaker, turn } from "./turn";
import { box } from "./box";
import { epigraph } from "./epigraph";
import { code } from "./code";
import { rule } from "./rule";
import { embed } from "./embed";
import { text } from "./text";
import { lineBreak } from "./break";
import { note } from "./note";
import { note_again } from "./note_again";
import { placeholder } from "./placeholder";

export const nodes = {
  doc,
  kicker,
  headline,
  standfirst,
  paragraph,
  heading,
  quotation,
  attribution,
  pull_quote,
  list,
  list_item,
  table,
  table_row,
  table_cell,
  table_header,
  figure,
  caption,
  picture_credit,
  verse,
  verse_line,
  turn,
  speaker,
  box,
  epigraph,
  code,
  rule,
  embed,
  text,
  break: lineBreak,
  note,
  note_again,
  placeholder,
} satisfies Record<string, NodeSpec>;
