// Typewriter scrolling: the line with the caret stays at one height while a person types or walks by keys. The choice is the person's.
import type { Access } from "./access";

/** Where the line stands, from the top of what is seen. */
const HEIGHT = 0.42;

let pressing = false;
addEventListener("pointerdown", () => (pressing = true), true);
addEventListener("keydown", () => (pressing = false), true);

/** Scrolls so that the caret's line stands where it belongs. After a press of the mouse nothing moves under the pointer. */
export function centre(access: Access, scroller: HTMLElement): void {
  if (pressing) return;
  requestAnimationFrame(() => {
    const view = access.note()?.view ?? access.view;
    if (view.isDestroyed || !view.hasFocus()) return;
    const caret = view.coordsAtPos(view.state.selection.head);
    const seen = scroller.getBoundingClientRect();
    // The window's zoom makes rectangles larger than what is scrolled by.
    const zoom = seen.height / scroller.clientHeight || 1;
    const by = ((caret.top + caret.bottom) / 2 - seen.top - seen.height * HEIGHT) / zoom;
    if (Math.abs(by) > 1) scroller.scrollTop += by;
  });
}
