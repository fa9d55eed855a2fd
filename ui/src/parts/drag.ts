// Dragging by pointer capture: works with mouse, pen and finger, and after the system's own drags, too. What is dragged and where it may go is the caller's.
import { boxOf, pageZoom } from "./zoom";

export interface Drag {
  /** True when the press starts a drag of this thing. */
  start(): boolean;
  /** The pointer is over this element of the page (never what is in hand). */
  over(target: Element | null): void;
  drop(target: Element | null): void;
  /** What scrolls while the thing is held at its edge. */
  scroller?: HTMLElement | undefined;
  /** Escape, or the press was taken away. */
  cancel(): void;
}

/** How far a press moves before it is a drag (CSS px). */
const SLACK = 5;
/** How near to an edge what is held scrolls, and by how much in a frame (CSS px). */
const EDGE = 36;
const STEP = 14;

/** Makes an element draggable; a press that does not move stays a click. What is dragged is asked for when a press begins, so that the thing may change meanwhile and stays in hand. */
export function draggable(node: HTMLElement, of: () => Drag): () => void {
  let drag: Drag | null = null;
  let from: { x: number; y: number; id: number } | null = null;
  let going = false;
  let last = { x: 0, y: 0 };
  /** What is seen in hand: a likeness over everything, for the thing itself is cut off by what it stands in. */
  let likeness: HTMLElement | null = null;

  const under = (): Element | null => document.elementFromPoint(last.x, last.y);
  function lift(): void {
    const box = boxOf(node);
    const zoom = pageZoom();
    likeness = node.cloneNode(true) as HTMLElement;
    for (const name of ["id", "href", ...Object.keys(node.dataset).map((key) => `data-${key}`)])
      likeness.removeAttribute(name);
    likeness.setAttribute("aria-hidden", "true");
    likeness.inert = true;
    const typed = node.querySelectorAll<HTMLInputElement>("input, select, textarea");
    likeness
      .querySelectorAll<HTMLInputElement>("input, select, textarea")
      .forEach((field, at) => (field.value = typed[at]?.value ?? ""));
    likeness.classList.add("dragged");
    Object.assign(likeness.style, {
      position: "fixed",
      insetBlockStart: `${box.top / zoom}px`,
      left: `${box.left / zoom}px`,
      inlineSize: `${node.offsetWidth}px`,
      margin: "0",
    });
    document.body.append(likeness);
    node.classList.add("lifted");
  }
  function follow(): void {
    if (!from || !likeness) return;
    const zoom = pageZoom();
    likeness.style.translate = `${(last.x - from.x) / zoom}px ${(last.y - from.y) / zoom}px`;
    drag?.over(under());
  }
  function scroll(): void {
    const scroller = drag?.scroller;
    if (!from || !going || !scroller) return;
    const box = boxOf(scroller);
    const by = (at: number, start: number, end: number): number =>
      at > end - EDGE ? STEP : at < start + EDGE ? -STEP : 0;
    const inside = last.x > box.left && last.x < box.right && last.y > box.top && last.y < box.bottom;
    const before = scroller.scrollLeft + scroller.scrollTop;
    if (inside) scroller.scrollBy(by(last.x, box.left, box.right), by(last.y, box.top, box.bottom));
    if (scroller.scrollLeft + scroller.scrollTop !== before) follow();
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
  /** From the press on, moves are heard wherever the pointer is: a quick hand has left the thing before it moves there. */
  function listen(): void {
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", lost);
  }
  function end(): void {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", lost);
    from = null;
    going = false;
    likeness?.remove();
    likeness = null;
    node.classList.remove("lifted");
    removeEventListener("keydown", key, true);
  }
  function key(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    end();
    drag?.cancel();
  }
  function down(event: PointerEvent): void {
    if (event.button !== 0 || (event.target as Element).closest("button, input, select, textarea")) return;
    drag = of();
    from = { x: event.clientX, y: event.clientY, id: event.pointerId };
    listen();
  }
  function move(event: PointerEvent): void {
    if (!from || event.pointerId !== from.id) return;
    last = { x: event.clientX, y: event.clientY };
    if (!going) {
      if (Math.hypot(last.x - from.x, last.y - from.y) < SLACK) return;
      if (!drag?.start()) return end();
      going = true;
      noClick();
      node.setPointerCapture(event.pointerId);
      lift();
      addEventListener("keydown", key, true);
      requestAnimationFrame(scroll);
    }
    event.preventDefault();
    follow();
  }
  function up(event: PointerEvent): void {
    if (!going) return end();
    last = { x: event.clientX, y: event.clientY };
    const target = under();
    end();
    const dropped = drag;
    setTimeout(() => dropped?.drop(target));
  }
  function lost(): void {
    const held = going;
    end();
    if (held) drag?.cancel();
  }
  const native = (event: Event): void => event.preventDefault();
  node.addEventListener("pointerdown", down);
  node.addEventListener("dragstart", native);
  return () => {
    lost();
    node.removeEventListener("pointerdown", down);
    node.removeEventListener("dragstart", native);
  };
}
