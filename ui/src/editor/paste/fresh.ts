// A second copy of a block or note is another one and has a name of its own; what was cut and comes back keeps its name,
// and its comments.
import { Fragment, type Node, Slice } from "prosemirror-model";
import { namedOf } from "../blocks";
import { newId } from "../ids";
import { schema } from "../schema";
import type { Stretch } from "./pending";

const { marks } = schema;

/** The comments that stand in a text outside the stretch that goes. */
function commentsOf(doc: Node, gone: Stretch): Set<string> {
  const ids = new Set<string>();
  doc.descendants((node, pos) => {
    if (pos >= gone.from && pos + node.nodeSize <= gone.to) return false;
    for (const mark of node.marks) if (mark.type === marks.comment) ids.add(mark.attrs["id"] as string);
    return true;
  });
  return ids;
}

/** The slice with names that stand nowhere else in `doc`; citings within it follow the notes that they mean. */
export function freshIds(slice: Slice, doc: Node, gone: Stretch): Slice {
  const stays = namedOf(doc).filter(({ node, pos }) => pos < gone.from || pos + node.nodeSize > gone.to);
  const known = new Set(stays.map(({ node }) => node.attrs["id"] as string));
  const comments = commentsOf(doc, gone);
  const renamed = new Map<string, string>();
  slice.content.descendants((node) => {
    if (!("id" in node.attrs)) return;
    const id = node.attrs["id"] as string;
    // `n1` is a name that only a copy has.
    if (id === "" || known.has(id) || /^n\d+$/.test(id)) renamed.set(id, newId());
    known.add(id);
  });
  const taken = new Set<string>();
  const attrsOf = (node: Node): Record<string, unknown> => {
    const attrs: Record<string, unknown> = { ...node.attrs };
    if ("id" in attrs) {
      const id = attrs["id"] as string;
      attrs["id"] = id === "" || taken.has(id) ? newId() : (renamed.get(id) ?? id);
      taken.add(id);
    }
    for (const name of ["note", "of"]) {
      const id = attrs[name];
      if (typeof id === "string" && id !== "") attrs[name] = renamed.get(id) ?? id;
    }
    return attrs;
  };
  const walk = (fragment: Fragment): Fragment => {
    const out: Node[] = [];
    fragment.forEach((node) => {
      const kept = node.marks.filter(
        (mark) => mark.type !== marks.comment || !comments.has(mark.attrs["id"] as string),
      );
      out.push(node.isText ? node.mark(kept) : node.type.create(attrsOf(node), walk(node.content), kept));
    });
    return Fragment.fromArray(out);
  };
  return new Slice(walk(slice.content), slice.openStart, slice.openEnd);
}
