// What can be done with the piece that is open: its text's commands, its fields, its neighbours, its way out.
import { type ArticleEditor, COMMANDS } from "../../editor";
import type { Act } from "../../stores/acts.svelte";
import type { OpenArticle } from "../../stores/article.svelte";
import { room } from "../../stores/room.svelte";
import { act } from "../acts";
import { COMMAND_GROUPS } from "../words";
import { exportPiece, previewPiece } from "./out";

/** What the article's screen does itself. */
export interface Ways {
  toFinding(by: 1 | -1): void;
  /** Makes the safe fix of the finding in hand, or all of them. */
  fix(all: boolean): void;
  toField(field: string): void;
  /** Shows what is to tick, the assignment, the series. */
  toPlan(): void;
  left(): void;
  right(): void;
}

export function articleActs(open: OpenArticle, editor: ArticleEditor | null, ways: Ways): Act[] {
  const active = editor?.active() ?? [];
  const fields = (["credits", "publish_at", "author_note", "search_title"] as const).map((field) =>
    act(`fields:${field}`, () => ways.toField(field)),
  );
  const text = open.article.editable ? COMMANDS : COMMANDS.filter(({ reads }) => reads);
  return [
    act("save", () => void open.flush()),
    act("next-finding", () => ways.toFinding(1)),
    act("previous-finding", () => ways.toFinding(-1)),
    ...(open.article.editable
      ? [act("fix", () => ways.fix(false)), act("fix-all", () => ways.fix(true))]
      : []),
    act("left", () => ways.left()),
    act("plan", () => ways.toPlan()),
    act("right", () => ways.right()),
    ...fields,
    act("next-piece", () => void room.step(1)),
    act("previous-piece", () => void room.step(-1)),
    act("preview", () => void previewPiece(open)),
    act("export", () => void exportPiece(open)),
    ...text.map(({ id, name, keys, group }) => ({
      id,
      name,
      keys,
      group: COMMAND_GROUPS[group] ?? group,
      everywhere: group === "find",
      ...(active.includes(id) ? { on: true } : {}),
      run: () => {
        if (!editor?.run(id)) room.screen.tell("That does not apply here.");
      },
    })),
  ];
}
