// Ctrl+Z in plain inputs: WebKitGTK does nothing there by itself.

/** Undoes and redoes in inputs and textareas. Editors have their own. */
export function undoInInputs(event: KeyboardEvent): void {
  const mod = event.ctrlKey || event.metaKey;
  if (!mod || event.altKey || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  const { target } = event;
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  document.execCommand(key === "y" || event.shiftKey ? "redo" : "undo");
}
