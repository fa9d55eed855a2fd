// From a finding's fix to the text or field that it mends. How edits are made in the text is the editor's business.
import { type ArticleEditor, type Chosen, makeFixes, replaced } from "../../editor";
import type { Finding, Fix } from "../../core/types";
import { counted } from "../../parts/intl";
import type { OpenArticle } from "../../stores/article.svelte";
import type { FieldName } from "../../stores/fields";

/** The fix that can be made without looking, or none. */
export const safeFix = (finding: Finding): Fix | undefined => finding.fixes.find(({ safe }) => safe);

const STALE =
  "The text there has changed since it was checked, so nothing was changed; it is being checked again.";

const inField = ({ field }: Finding): boolean => field !== null && field !== "alt";

/** Makes a fix in a field, which has its own undo beside it. */
function inItsField(open: OpenArticle, finding: Finding, fix: Fix): boolean {
  const field = open.field(finding.field as FieldName);
  const { value } = field;
  const words = finding.before + finding.text + finding.after;
  const start = finding.start - finding.before.length;
  if (typeof value !== "string" || value.slice(start, start + words.length) !== words) return false;
  field.mend(replaced(value, fix.edits) as never);
  return true;
}

/** Makes fixes, those of the text as one undo. Answers what to tell, and whether all were made. */
export function fix(
  open: OpenArticle,
  editor: ArticleEditor | null,
  chosen: readonly { finding: Finding; fix: Fix }[],
): { told: string; done: boolean } {
  const bar = open.article.no_right_fields;
  const fields = chosen.filter(({ finding }) => inField(finding));
  // The last first, so that an earlier fix of the same field finds its place.
  const mended = bar ? 0 : fields.reverse().filter((one) => inItsField(open, one.finding, one.fix)).length;
  const text: Chosen[] = chosen
    .filter(({ finding }) => !inField(finding))
    .map(({ finding, fix: { edits } }) => ({ ...finding, edits }));
  const made = mended + (editor && text.length > 0 ? makeFixes(editor.access, text) : 0);
  const [only] = chosen;
  if (made === 0) return { told: bar && fields.length > 0 ? bar : STALE, done: false };
  if (chosen.length === 1 && only) return { told: `Done: ${only.fix.label}.`, done: true };
  const left = chosen.length - made;
  return {
    told: `${counted(made, "fix", "fixes")} made${left > 0 ? `, ${left} left as the text there has changed` : ""}.`,
    done: left === 0,
  };
}
