// The slash menu: "/" at the start of an empty block lists what the block can become. The focus stays in the text, which
// names the line at hand; how the list looks is the window's business (`host.want("slash", …)`).
//
// **Invariant:** what is chosen takes the slash away and is done in one transaction, so that one step back undoes both.
import { closeHistory } from "prosemirror-history";
import { type EditorState, Plugin, PluginKey, Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { command, entry } from "../commands/index";
import type { Line } from "../float";
import type { Host } from "../host";
import { schema } from "../schema";
import { offered, type SlashItem } from "./list";

/** What the window shows; null when there is nothing to show. */
export interface SlashTold {
  items: readonly SlashItem[];
  /** The line at hand. */
  index: number;
  /** Where the slash stands now. */
  line(): Line;
  rtl: boolean;
  pick(id: string): void;
}

/** The ids of the list and of its lines, which the text names. */
export const SLASH = { list: "slash-menu", line: (id: string): string => `slash-${id}` };

/** Where the slash stands; null while no menu is open. */
const key = new PluginKey<number | null>("slash");
const LONGEST = 30;

/** What is typed after the slash; null where the caret is no longer behind it. */
function queryIn(state: EditorState, from: number): string | null {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type !== schema.nodes.paragraph || $from.start() !== from) return null;
  if ($from.parentOffset !== $from.parent.content.size) return null;
  const text = $from.parent.textContent;
  return text.startsWith("/") && text.length <= LONGEST ? text.slice(1) : null;
}

class Menu {
  told: SlashTold | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly host: Host,
  ) {}

  update(view: EditorView, before: EditorState): void {
    const from = key.getState(view.state) ?? null;
    if (from === null) this.tell(null);
    else if (!this.told || view.state.doc !== before.doc || key.getState(before) !== from) this.list(from);
  }

  destroy(): void {
    this.tell(null);
  }

  /** True where the key was for the menu. */
  key(event: KeyboardEvent): boolean {
    const { told } = this;
    if (!told || event.ctrlKey || event.metaKey || event.altKey || this.view.composing) return false;
    const count = told.items.length;
    const item = told.items[told.index];
    if (event.key === "ArrowDown") this.tell({ ...told, index: (told.index + 1) % count });
    else if (event.key === "ArrowUp") this.tell({ ...told, index: (told.index + count - 1) % count });
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && item) this.pick(item.id);
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }

  private list(from: number): void {
    const { view } = this;
    const query = queryIn(view.state, from);
    if (query === null) return;
    const bare = view.state.apply(view.state.tr.delete(from, view.state.selection.from));
    const items = offered(bare, this.host, query.trim());
    if (items.length === 0) return this.tell(null);
    this.tell({
      items,
      index: 0,
      line: () => view.coordsAtPos(key.getState(view.state) ?? from),
      rtl: getComputedStyle(view.domAtPos(from).node.parentElement ?? view.dom).direction === "rtl",
      pick: (id) => this.pick(id),
    });
  }

  private pick(id: string): void {
    const { view } = this;
    const { state } = view;
    const from = key.getState(state);
    const made = command(id, this.host);
    if (from == null || !made) return;
    const tr = closeHistory(state.tr.delete(from, state.selection.from)).setMeta(key, { from: null });
    if (entry(id)?.asks) {
      view.dispatch(tr);
      made(view.state, (next) => view.dispatch(next), view);
      return;
    }
    made(
      state.apply(tr),
      (next) => {
        for (const step of next.steps) tr.step(step);
        tr.setSelection(Selection.fromJSON(tr.doc, next.selection.toJSON() as object));
        view.dispatch(tr.scrollIntoView());
      },
      view,
    );
  }

  private close(): void {
    this.view.dispatch(this.view.state.tr.setMeta(key, { from: null }));
  }

  private tell(told: SlashTold | null): void {
    if (told === this.told) return;
    this.told = told;
    const { dom } = this.view;
    const item = told?.items[told.index];
    if (item) {
      dom.setAttribute("aria-haspopup", "listbox");
      dom.setAttribute("aria-controls", SLASH.list);
      dom.setAttribute("aria-activedescendant", SLASH.line(item.id));
    } else
      for (const name of ["aria-haspopup", "aria-controls", "aria-activedescendant"])
        dom.removeAttribute(name);
    this.host.want("slash", told);
  }
}

export function slash(host: Host): Plugin<number | null> {
  const menus = new WeakMap<EditorView, Menu>();
  return new Plugin<number | null>({
    key,
    state: {
      init: () => null,
      apply: (tr, value, _before, state) => {
        const asked = tr.getMeta(key) as { from: number | null } | undefined;
        if (asked) return asked.from;
        if (value === null) return null;
        const from = tr.mapping.map(value, -1);
        return queryIn(state, from) === null ? null : from;
      },
    },
    props: {
      handleTextInput: (view, from, to, text, typed) => {
        const { parent } = view.state.doc.resolve(from);
        if (text !== "/" || from !== to || view.composing) return false;
        if (parent.type !== schema.nodes.paragraph || parent.content.size > 0) return false;
        view.dispatch(typed().setMeta(key, { from }).scrollIntoView());
        return true;
      },
      handleKeyDown: (view, event) => menus.get(view)?.key(event) ?? false,
      handleDOMEvents: {
        blur: (view) => {
          if (key.getState(view.state) != null) view.dispatch(view.state.tr.setMeta(key, { from: null }));
          return false;
        },
      },
    },
    view: (view) => {
      const menu = new Menu(view, host);
      menus.set(view, menu);
      return menu;
    },
  });
}
