// What a few typed characters at a block's start turn it into; Backspace right after takes it back. Letters are never changed.
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { Plugin } from "prosemirror-state";
import { schema } from "../schema";

const { nodes } = schema;

export const input = (): Plugin[] => [
  keymap({ Backspace: undoInputRule }),
  inputRules({
    rules: [
      textblockTypeInputRule(/^(#{2,4}) $/, nodes.heading, (match) => ({ level: match[1]?.length ?? 2 })),
      wrappingInputRule(/^> $/, nodes.quotation),
      wrappingInputRule(/^[-*] $/, nodes.list, { kind: "bulleted" }),
      wrappingInputRule(
        /^(\d{1,4})\. $/,
        nodes.list,
        (match) => ({ kind: "numbered", start: Number(match[1]) }),
        (match, node) =>
          node.attrs["kind"] === "numbered" &&
          node.childCount + (node.attrs["start"] as number) === Number(match[1]),
      ),
    ],
  }),
];
