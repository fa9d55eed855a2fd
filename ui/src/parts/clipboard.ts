// Text to the system's clipboard. What is copied of a piece with its marks is the files' own.

/** Puts plain text there, by a copy event, for the window's clipboard interface may refuse. False: the clipboard did not take it. */
export async function copyText(text: string): Promise<boolean> {
  const put = (event: ClipboardEvent): void => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", put, { capture: true });
  if (done) return true;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
