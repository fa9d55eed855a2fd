// The handle in the margin: it takes hold of the block under the pointer. A drag moves it, a click opens its controls.
// Keys do the same (Alt and the arrows; the command `block-controls`), so it is no stop for Tab.
import { type EditorState, Plugin, Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { pointerScale } from "../float";
import type { Host } from "../host";
import { blockName } from "./around";
import { handles, moveTo } from "./move";

/** How far before a block the pointer still counts as on it (pixels); an item's number stands there. */
const REACH = 26;
const ITEM_REACH = 48;
/** A shorter way is a click (pixels). */
const CLICK = 4;
/** How near to the edge of what scrolls a drag scrolls it, and how far each time (pixels). */
const EDGE = 36;
const STEP = 14;

interface Held {
  from: number;
  y: number;
  /** Where it would go; null where it stays. */
  gap: number | null;
  moved: boolean;
}

class Handle {
  private readonly place: HTMLElement;
  private readonly button = document.createElement("button");
  private readonly line = document.createElement("div");
  private at: number | null = null;
  private held: Held | null = null;
  private frame = 0;

  constructor(
    private readonly view: EditorView,
    private readonly host: Host,
  ) {
    this.place = view.dom.parentElement ?? view.dom;
    this.button.className = "block-handle";
    this.button.type = "button";
    this.button.tabIndex = -1;
    this.button.hidden = true;
    this.line.className = "block-line";
    this.line.hidden = true;
    this.place.append(this.button, this.line);
    this.place.addEventListener("pointermove", this.over);
    this.place.addEventListener("pointerleave", this.away);
    this.button.addEventListener("pointerdown", this.take);
    this.button.addEventListener("pointermove", this.drag);
    this.button.addEventListener("pointerup", this.drop);
    this.button.addEventListener("pointercancel", this.cancel);
    addEventListener("keydown", this.key, true);
    addEventListener("resize", this.away);
  }

  update(_view: EditorView, before: EditorState): void {
    if (before.doc === this.view.state.doc) return;
    this.cancel();
    this.show(null);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.place.removeEventListener("pointermove", this.over);
    this.place.removeEventListener("pointerleave", this.away);
    removeEventListener("keydown", this.key, true);
    removeEventListener("resize", this.away);
    this.button.remove();
    this.line.remove();
  }

  private readonly over = (event: PointerEvent): void => {
    if (this.held || event.buttons !== 0 || event.pointerType === "touch") return;
    if (event.target === this.button) return;
    cancelAnimationFrame(this.frame);
    const { clientX: x, clientY: y } = event;
    this.frame = requestAnimationFrame(() =>
      this.show(this.view.editable ? (this.blocksAt(x, y)[0] ?? null) : null),
    );
  };

  private readonly away = (): void => {
    if (!this.held) this.show(null);
  };

  private readonly take = (event: PointerEvent): void => {
    if (this.at === null || event.button !== 0) return;
    event.preventDefault();
    this.button.setPointerCapture(event.pointerId);
    this.held = { from: this.at, y: event.clientY, gap: null, moved: false };
  };

  private readonly drag = (event: PointerEvent): void => {
    const { held } = this;
    if (!held) return;
    held.moved ||= Math.abs(event.clientY - held.y) > CLICK;
    if (!held.moved) return;
    this.button.classList.add("held");
    const { clientX: x, clientY: y } = event;
    cancelAnimationFrame(this.frame);
    const follow = (): void => {
      if (this.scroll(y)) this.frame = requestAnimationFrame(follow);
      this.mark(x, y);
    };
    this.frame = requestAnimationFrame(follow);
  };

  private readonly drop = (): void => {
    const { held } = this;
    if (!held) return;
    this.cancel();
    const { state } = this.view;
    if (!held.moved) {
      const node = state.doc.nodeAt(held.from);
      const inside = Selection.near(state.doc.resolve(held.from + (node?.isLeaf ? 0 : 1)), 1);
      this.view.dispatch(state.tr.setSelection(inside));
      this.host.want("block-controls", {});
      return;
    }
    const tr = held.gap === null ? null : moveTo(state, held.from, held.gap);
    if (tr) this.view.dispatch(tr);
    this.view.focus();
  };

  private readonly cancel = (): void => {
    cancelAnimationFrame(this.frame);
    this.held = null;
    this.line.hidden = true;
    this.button.classList.remove("held");
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.held) return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  };

  /** Where the blocks begin that the pointer is on, the innermost first. */
  private blocksAt(x: number, y: number): number[] {
    const box = this.view.dom.getBoundingClientRect();
    const scale = pointerScale();
    const inside = Math.max(box.left * scale + 4, Math.min(box.right * scale - 4, x));
    const found = this.view.posAtCoords({ left: inside, top: y });
    if (!found) return [];
    const { doc } = this.view.state;
    const $pos = doc.resolve(found.pos);
    const starts = handles($pos);
    // A rule, an embed: nothing of it lies around the position.
    const leaf = found.inside >= 0 ? doc.nodeAt(found.inside) : null;
    if (leaf?.isBlock && leaf.isLeaf && !starts.includes(found.inside)) starts.unshift(found.inside);
    const rtl = getComputedStyle(this.view.dom).direction === "rtl";
    return starts.filter((pos) => {
      const one = this.boxOf(pos);
      if (!one) return false;
      if (doc.resolve(pos).depth === 0) return true;
      const reach = doc.nodeAt(pos)?.type.name === "list_item" ? ITEM_REACH : REACH;
      return rtl ? x / scale <= one.right + reach : x / scale >= one.left - reach;
    });
  }

  private boxOf(pos: number): DOMRect | null {
    const dom = this.view.nodeDOM(pos);
    return dom instanceof HTMLElement ? dom.getBoundingClientRect() : null;
  }

  private show(pos: number | null): void {
    this.at = pos;
    const box = pos === null ? null : this.boxOf(pos);
    const node = pos === null ? null : this.view.state.doc.nodeAt(pos);
    this.button.hidden = !box;
    if (!box || !node) return;
    const item = node.type.name === "list_item";
    this.button.setAttribute(
      "aria-label",
      `${item ? "List item" : blockName(node)}: drag it to move it, click for its controls`,
    );
    this.button.title = "Drag to move, click for controls";
    const { left, top, zoom } = this.origin();
    const rtl = getComputedStyle(this.view.dom).direction === "rtl";
    const room = item ? ITEM_REACH - 4 : REACH - 2;
    const start = rtl ? box.right + room - 20 * zoom : box.left - room;
    this.button.style.left = `${String((start - left) / zoom)}px`;
    this.button.style.top = `${String((box.top - top) / zoom)}px`;
  }

  /** Where the place begins and how much the page is zoomed. */
  private origin(): { left: number; top: number; zoom: number } {
    const { left, top, width } = this.place.getBoundingClientRect();
    return { left, top, zoom: width / (this.place.offsetWidth || 1) || 1 };
  }

  /** Shows the gap that the block would go to. */
  private mark(x: number, y: number): void {
    const { held } = this;
    if (!held) return;
    held.gap = null;
    for (const pos of this.blocksAt(x, y)) {
      const box = this.boxOf(pos);
      const node = this.view.state.doc.nodeAt(pos);
      if (!box || !node) continue;
      const after = y / pointerScale() > (box.top + box.bottom) / 2;
      const gap = after ? pos + node.nodeSize : pos;
      if (!moveTo(this.view.state, held.from, gap)) continue;
      held.gap = gap;
      const { left, top, zoom } = this.origin();
      this.line.style.left = `${String((box.left - left) / zoom)}px`;
      this.line.style.width = `${String(box.width / zoom)}px`;
      this.line.style.top = `${String(((after ? box.bottom : box.top) - top) / zoom)}px`;
      break;
    }
    this.line.hidden = held.gap === null;
  }

  /** Scrolls where the pointer is at the edge of what scrolls; true while it does. */
  private scroll(y: number): boolean {
    const scroller = this.place.parentElement;
    if (!scroller) return false;
    const { top, bottom } = scroller.getBoundingClientRect();
    const at = y / pointerScale();
    const by = at < top + EDGE ? -STEP : at > bottom - EDGE ? STEP : 0;
    const before = scroller.scrollTop;
    if (by !== 0) scroller.scrollTop += by;
    return scroller.scrollTop !== before;
  }
}

export const handle = (host: Host): Plugin => new Plugin({ view: (view) => new Handle(view, host) });
