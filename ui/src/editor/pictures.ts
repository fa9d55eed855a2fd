// The pictures of a text as a list: for choosing one. What is done with a picture in the text is `block/`.
import type { Access } from "./access";

export interface PictureInText {
  /** The hash by which it is kept. */
  src: string;
  alt: string;
  /** What stands under it. */
  caption: string;
}

/** Every picture in reading order, each once. */
export function picturesIn(access: Access): PictureInText[] {
  const out: PictureInText[] = [];
  access.state().doc.descendants((node) => {
    if (node.type.name !== "figure") return !node.inlineContent;
    const src = node.attrs["src"] as string;
    if (src && !out.some((known) => known.src === src))
      out.push({ src, alt: node.attrs["alt"] as string, caption: node.child(0).textContent });
    return false;
  });
  return out;
}
