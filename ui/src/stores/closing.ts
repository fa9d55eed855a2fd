// The window wants to close: what is made durable first, what is told where that cannot be, and what closing again does.
import { answerClosing } from "../core/client";
import type { Room } from "./room.svelte";

/** What is being typed into a plain input counts as typed. */
export function leaveInput(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement)
    activeElement.blur();
}

/** How long it takes to read a warning, and how long it counts (ms). */
const READ = 1500;
const FORGOTTEN = 60_000;
export class Closing {
  /** When the person was told what closing again does, on the clock that nobody sets: with last words, kept or not, with a pasted text. */
  private warned = { at: -Infinity, words: false, kept: false, pasted: false };

  constructor(private readonly room: Pick<Room, "open" | "opens" | "saved" | "imports" | "screen">) {}

  /** The window wants to close: everything is made durable first. What cannot be is given up only by a person who was told so. */
  async wished(): Promise<void> {
    leaveInput();
    const { opens } = this.room;
    let ready: boolean;
    // What was typed in one piece while another was still being saved is saved as well.
    do ready = (await Promise.all(opens.map((open) => open.flush()))).every(Boolean);
    while (ready && !this.room.saved);
    const since = performance.now() - this.warned.at;
    const { pasted } = this.room.imports;
    const told = (ready || this.warned.words) && (!pasted || this.warned.pasted);
    const again = told && since > READ && since < FORGOTTEN;
    // What was typed from here on would be neither saved nor kept.
    this.room.open?.lock(ready || again);
    const kept = ready || (await Promise.all(opens.map((open) => open.keepBeside()))).every(Boolean);
    if (again ? kept || !this.warned.kept : ready && !pasted) return answerClosing("ready");
    this.room.open?.lock(false);
    if (since > READ || !told) {
      this.warned = { at: performance.now(), words: !ready, kept, pasted: pasted !== null };
      if (pasted) await this.showPasted(pasted.preview.name);
      if (!ready)
        this.room.screen.tell(
          kept
            ? "Not saved yet: the window stays open. Closed again, it keeps the last words on this machine and shows them when the piece is opened."
            : "Not saved yet: the window stays open. Closing it again gives the last words up.",
          true,
        );
    }
    await answerClosing("wait");
  }

  /** What was pasted and not added is brought before the person's eyes. */
  private async showPasted(name: string): Promise<void> {
    await this.room.screen.go({ name: "import" });
    this.room.screen.tell(
      `“${name}” was pasted and is not on the desk yet: the window stays open. Closing it again gives the text up.`,
      true,
    );
  }
}
