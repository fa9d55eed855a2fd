// Dragging by pointer capture: works with mouse, pen and finger, and after the system's own drags, too. What is dragged and where it may go is the caller's.

export interface Drag {
  /** True when the press starts a drag of this thing. */
  start(): boolean;
  /** The pointer is over this element of the page (never the dragged thing itself). */
  over(target: Element | null): void;
  drop(target: Element | null): void;
  /** What scrolls sideways while the thing is held at its edge. */
  scroller?: HTMLElement | undefined;
  /** Escape, or the press was taken away. */
  cancel(): void;
}

/** How far a press moves before it is a drag (CSS px). */
const SLACK = 5;
/** How near to an edge what is held scrolls, and by how much in a frame (CSS px). */
const EDGE = 36;
const STEP = 14;

/** Makes an element draggable; a press that does not move stays a click. */
export function draggable(node: HTMLElement, drag: Drag): () => void {
  let from: { x: number; y: number; id: number; scrolled: number; most: number } | null = null;
  let going = false;
  let last = { x: 0, y: 0 };

  const under = (): Element | null => document.elementFromPoint(last.x, last.y);
  /** The thing follows the pointer, whatever has been scrolled meanwhile. */
  function follow(): void {
    if (!from) return;
    const zoom = node.getBoundingClientRect().width / node.offsetWidth || 1;
    const x = (last.x - from.x) / zoom + (drag.scroller?.scrollLeft ?? 0) - from.scrolled;
    node.style.setProperty("translate", `${x}px ${(last.y - from.y) / zoom}px`);
    drag.over(under());
  }
  function scroll(): void {
    const { scroller } = drag;
    if (!from || !going || !scroller) return;
    const box = scroller.getBoundingClientRect();
    const by = last.x > box.right - EDGE ? STEP : last.x < box.left + EDGE ? -STEP : 0;
    const before = scroller.scrollLeft;
    scroller.scrollLeft = Math.min(before + by, Math.max(before, from.most));
    if (scroller.scrollLeft !== before) follow();
    requestAnimationFrame(scroll);
  }
  /** The press that dragged is no click when it is let go, even where Escape ended it before. */
  function noClick(): void {
    const swallow = (click: Event): void => {
      click.preventDefault();
      click.stopPropagation();
    };
    addEventListener("click", swallow, true);
    const over = (): void => void setTimeout(() => removeEventListener("click", swallow, true));
    addEventListener("pointerup", over, { capture: true, once: true });
    addEventListener("pointercancel", over, { capture: true, once: true });
  }
  function end(): void {
    from = null;
    going = false;
    node.style.removeProperty("translate");
    node.classList.remove("dragged");
    removeEventListener("keydown", key, true);
  }
  function key(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end();
    drag.cancel();
  }
  function down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("button, input, select, textarea")) return;
    const { scroller } = drag;
    const scrolled = scroller?.scrollLeft ?? 0;
    // What is held lies over the end and would make it longer.
    const most = scroller ? scroller.scrollWidth - scroller.clientWidth : 0;
    from = { x: event.clientX, y: event.clientY, id: event.pointerId, scrolled, most };
  }
  function move(event: PointerEvent): void {
    if (!from || event.pointerId !== from.id) return;
    last = { x: event.clientX, y: event.clientY };
    if (!going) {
      if (Math.hypot(last.x - from.x, last.y - from.y) < SLACK) return;
      if (!drag.start()) return void (from = null);
      going = true;
      noClick();
      node.setPointerCapture(event.pointerId);
      node.classList.add("dragged");
      addEventListener("keydown", key, true);
      requestAnimationFrame(scroll);
    }
    event.preventDefault();
    follow();
  }
  function up(event: PointerEvent): void {
    if (!going) return void (from = null);
    last = { x: event.clientX, y: event.clientY };
    const target = under();
    end();
    setTimeout(() => drag.drop(target));
  }
  function lost(): void {
    if (!going) return;
    end();
    drag.cancel();
  }
  const native = (event: Event): void => event.preventDefault();
  node.addEventListener("pointerdown", down);
  node.addEventListener("pointermove", move);
  node.addEventListener("pointerup", up);
  node.addEventListener("pointercancel", lost);
  node.addEventListener("dragstart", native);
  return () => {
    lost();
    node.removeEventListener("pointerdown", down);
    node.removeEventListener("pointermove", move);
    node.removeEventListener("pointerup", up);
    node.removeEventListener("pointercancel", lost);
    node.removeEventListener("dragstart", native);
  };
}
