// Where something that floats or follows the pointer stands beside a line of the text: under it or over it, never on it, and always in the window.
import type { Access } from "./access";

export interface Line {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How many of the pointer's pixels one of a rectangle's is: in a zoomed page WebKit gives rectangles without the zoom. */
export const pointerScale = (): number => innerWidth / document.body.getBoundingClientRect().width || 1;

/** Room that is left to the line, and to the window's edge. */
const GAP = 4;
const EDGE = 8;

/** Puts a fixed element beside the line, on the wished side where there is room, and over nothing but what holds the text where it fits there. Zoom is reckoned with. */
export function float(
  dom: HTMLElement,
  line: Line,
  wished: "under" | "over",
  rtl: boolean,
  holds?: Element | null,
): void {
  const { style } = dom;
  style.left = style.top = "0";
  const at = dom.getBoundingClientRect();
  const scale = at.width / dom.offsetWidth || 1;
  const { clientWidth, clientHeight } = document.documentElement;
  const start = rtl ? line.right - at.width + 12 : line.left - 12;
  const column = holds?.getBoundingClientRect();
  const fits = column && column.width >= at.width + 2 * EDGE;
  const [least, most] = fits ? [column.left + EDGE, column.right - EDGE] : [EDGE, clientWidth - EDGE];
  const left = Math.max(least, Math.min(start, most - at.width));
  const under = line.bottom + GAP;
  const over = line.top - at.height - GAP;
  const below = wished === "under" ? under + at.height < clientHeight - EDGE : over < EDGE;
  const top = below ? under : Math.max(EDGE, Math.min(over, clientHeight - at.height - EDGE));
  style.left = `${String((left - at.left) / scale)}px`;
  style.top = `${String((top - at.top) / scale)}px`;
}

/** The lines that are selected, in the note in hand where there is one: where the first begins, where the last ends. */
export function selectedLines(access: Access): Line {
  const { view } = access.note() ?? access;
  const { from, to } = view.state.selection;
  const range = view.dom.ownerDocument.createRange();
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)];
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
  const [first] = lines;
  if (!first) return view.coordsAtPos(from);
  return {
    left: first.left,
    right: first.right,
    top: first.top,
    bottom: lines.at(-1)?.bottom ?? first.bottom,
  };
}
