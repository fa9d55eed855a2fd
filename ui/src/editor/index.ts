// The editor's one door. What is not here is the editor's own business.
export { ArticleEditor, type EditorOptions, type Kept, type SelectionInfo } from "./article";
export type { Access } from "./access";
export type { ClipboardHost } from "./host";
export { centre } from "./typewriter";
export { COMMANDS } from "./commands/index";
export { applies, blocksAround, type Level, perform, setAttribute, swapPicture } from "./block/around";
export { linkHere } from "./block/link";
export { standing, toSentence } from "./block/pull";
export { tableAt } from "./block/tables";
export type { EditorFinding } from "./plugins/findings";
export { safeLink, typedLink } from "./links";
export { directionOf } from "./direction";
export { Find, type FindTold } from "./find/find";
export { Pattern, type Query } from "./find/pattern";
export { type FillPlan, planFill } from "./notes/fill";
export { hasTyped, planTyped, type TypedPlan } from "./notes/typed";
export type { NoteLine } from "./notes/lines";
export { type OutlineLine, sectionOf } from "./outline";
