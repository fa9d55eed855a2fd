// The page's own size (settings) between the pointer and the boxes on the page. What is placed or dragged is the caller's.

/** How many of the pointer's pixels one of the page's has. */
export const pageZoom = (): number => Number(getComputedStyle(document.body).zoom) || 1;

/** An element's box in the pointer's pixels: within a zoom WebKit gives boxes in the page's own. */
export function boxOf(node: HTMLElement): DOMRect {
  const box = node.getBoundingClientRect();
  const by = pageZoom() / (box.width / node.offsetWidth || 1);
  return new DOMRect(box.x * by, box.y * by, box.width * by, box.height * by);
}
