// Dialogs that come when they are first wanted.
export { default as Backups } from "./Backups.svelte";
export { default as DeskHistory } from "./DeskHistory.svelte";
export { default as Doctor } from "./Doctor.svelte";
export { default as ExportDialog } from "./ExportDialog.svelte";
export { default as Fees } from "./Fees.svelte";
export { default as Help } from "./Help.svelte";
export { default as Missed } from "./Missed.svelte";
export { default as Palette } from "./Palette.svelte";
export { default as People } from "./People.svelte";
export { default as PreviewDialog } from "./PreviewDialog.svelte";
export { default as Settings } from "./Settings.svelte";
export { default as TemplatesDialog } from "../planning/TemplatesDialog.svelte";
export { default as WorkloadDialog } from "../planning/WorkloadDialog.svelte";
export { default as WorkflowDialog } from "../workflow/WorkflowDialog.svelte";
