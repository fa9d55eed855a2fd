// Typing: marks that become what the language sets, letters and blocks written as Markdown. The letter is typed first, as it is; what
// it becomes is a change of its own, so that one step back, or one Backspace right after, leaves what was typed.
//
// **Invariant:** only a single typed letter ever starts a change; what is pasted or stands in the text is never touched.
import { closeHistory } from "prosemirror-history";
import type { Mark } from "prosemirror-model";
import { type EditorState, Plugin, PluginKey, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { offsetAt, positionAt } from "../blocks";
import { flat } from "../find/fold";
import { schema } from "../schema";
import { type Written, written } from "./marks";
import { type Shortcut, shortcut } from "./shortcuts";
import { type Change, smarten } from "./smart";

/** What typing asks of the editor around it. */
export interface TypingHost {
  /** Whether marks follow the language. */
  smart(): boolean;
  /** Whether signs of Markdown become what they stand for. */
  signs(): boolean;
  /** The language at a position. */
  lang(state: EditorState, pos: number): string;
}

interface State {
  /** The change that Backspace takes back, with what followed from it. */
  last: readonly Transaction[];
  /** Where the last mark that was made here stands; -1 for nowhere. */
  made: number;
}

const key = new PluginKey<State>("typing");
const NONE: State = { last: [], made: -1 };
/** How far back a mark that opened may be corrected. */
const NEAR = 12;
/** How much of a block before the caret is read. */
const READ = 2000;

type Decided = { change: Change } | { sign: Written } | { block: Shortcut };

/** What a letter typed at `from`, over what stands up to `to`, would become; null where it stays what it is. */
function decide(
  state: EditorState,
  host: TypingHost,
  from: number,
  to: number,
  char: string,
): Decided | null {
  const [$from, $to] = [state.doc.resolve(from), state.doc.resolve(to)];
  const { parent } = $from;
  if (!parent.inlineContent || parent.type.spec.code || !$from.sameParent($to)) return null;
  const text = flat(parent);
  const before = text.slice(0, offsetAt($from)).slice(-READ);
  const block = host.signs() && parent.type === schema.nodes.paragraph ? shortcut(before + char) : null;
  if (block) return { block };
  const sign = host.signs() ? written(before + char) : null;
  if (sign) return parent.type.allowsMarkType(sign.mark.type) ? { sign } : null;
  if (!host.smart()) return null;
  const { made } = key.getState(state) ?? NONE;
  const back = made < 0 ? 0 : from - made;
  const change = smarten({
    before,
    char,
    after: text.slice(offsetAt($to)),
    lang: host.lang(state, from),
    made: back > 0 && back <= NEAR ? back : 0,
  });
  return change ? { change } : null;
}

/** The letter that stands before the caret becomes what was decided. */
function become(view: EditorView, decided: Decided): void {
  const { state } = view;
  const { $from } = state.selection;
  const at = offsetAt($from);
  const position = (back: number) =>
    positionAt({ node: $from.parent, pos: $from.start() - 1 }, Math.max(0, at - back));
  const tr = closeHistory(state.tr);
  if ("block" in decided) {
    const turned = decided.block(tr, $from);
    if (turned) view.dispatch(turned.setMeta(key, { last: [turned], made: -1 }).scrollIntoView());
    return;
  }
  if ("sign" in decided) {
    const { start, from, to, mark } = decided.sign;
    tr.addMark(position(from), position(to), mark);
    tr.delete(position(to), $from.pos).delete(position(start), position(from));
    tr.removeStoredMark(mark.type);
    view.dispatch(tr.setMeta(key, { last: [tr], made: -1 }).scrollIntoView());
    return;
  }
  const { cut, text } = decided.change;
  const old = flat($from.parent).slice(at - cut, at);
  // Letters at the end that are only carried along stay as they are.
  let same = 0;
  while (same < Math.min(old.length, text.length) && old.at(-1 - same) === text.at(-1 - same)) same++;
  const [from, to] = [position(cut), position(same)];
  const words = text.slice(0, text.length - same);
  if (words === "") tr.delete(from, to);
  else tr.replaceWith(from, to, schema.text(words, marksAt(state, from, to)));
  view.dispatch(tr.setMeta(key, { last: [tr], made: from }).scrollIntoView());
}

const marksAt = (state: EditorState, from: number, to: number): readonly Mark[] =>
  (from < to ? state.doc.nodeAt(from)?.marks : state.doc.resolve(from).marks()) ?? [];

/** Backspace right after a change: what was typed stands there again. */
function takeBack(view: EditorView): boolean {
  const last = key.getState(view.state)?.last ?? [];
  if (last.length === 0) return false;
  const { tr } = view.state;
  for (const change of last.toReversed()) {
    for (const [i, step] of [...change.steps.entries()].reverse()) {
      const doc = change.docs[i];
      if (!doc || tr.maybeStep(step.invert(doc)).failed) return false;
    }
  }
  view.dispatch(closeHistory(tr).setMeta(key, NONE).scrollIntoView());
  return true;
}

export const typing = (host: TypingHost): Plugin =>
  new Plugin<State>({
    key,
    state: {
      init: () => NONE,
      apply: (tr, value) => {
        const asked = tr.getMeta(key) as State | undefined;
        if (asked) return asked;
        // Ids that are given to what was made belong to the change.
        if (value.last.length > 0 && tr.getMeta("appendedTransaction"))
          return { ...value, last: [...value.last, tr] };
        if (!tr.docChanged) return tr.selectionSet ? NONE : value;
        const made = value.made < 0 ? null : tr.mapping.mapResult(value.made, 1);
        return made && !made.deletedAfter ? { last: [], made: made.pos } : NONE;
      },
    },
    props: {
      handleTextInput: (view, from, to, text, typed) => {
        if (view.composing || text.length !== 1) return false;
        const decided = decide(view.state, host, from, to, text);
        if (!decided) return false;
        view.dispatch(typed().scrollIntoView());
        become(view, decided);
        return true;
      },
      handleKeyDown: (view, event) =>
        event.key === "Backspace" &&
        !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || view.composing) &&
        takeBack(view),
      handleDOMEvents: {
        // A dead key or an input method that gives one mark: it is as good as typed, once the composition is over.
        compositionend: (view, { data }) => {
          if (data.length === 1)
            setTimeout(() => {
              const { $from, empty } = view.state.selection;
              if (view.isDestroyed || view.composing || !empty || !$from.parent.inlineContent) return;
              if (flat($from.parent).charAt(offsetAt($from) - 1) !== data) return;
              const decided = decide(view.state, host, $from.pos - 1, $from.pos, data);
              if (decided) become(view, decided);
            });
          return false;
        },
      },
    },
  });
