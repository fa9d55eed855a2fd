// The one door to the core: picks the way (window or browser), types every command, makes every refusal a Failure.
import { http } from "./http";
import { inWindow, tauri } from "./tauri";
import type { Transport } from "./transport";
import type { AppState, Commands, Event, Failure } from "./types";

let transport: Transport = inWindow() ? tauri : http;

/** Takes another way to the core; tests bring their own. */
export function setTransport(other: Transport): void {
  transport = other;
}

/** What was thrown, as a Failure; what is not one says that the desk did not answer. */
export function failureOf(thrown: unknown): Failure {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown) {
    return { code: String(thrown.code), message: String(thrown.message) };
  }
  return { code: "unreachable", message: "The desk did not answer." };
}

/** Runs one command; `bytes` is the body of one that takes bytes. Rejects with a Failure. */
export async function call<K extends keyof Commands>(
  command: K,
  input: Commands[K]["in"],
  bytes?: Uint8Array,
): Promise<Commands[K]["out"]> {
  try {
    return (await transport.call(command, input, bytes)) as Commands[K]["out"];
  } catch (thrown) {
    throw failureOf(thrown);
  }
}

/** How things stood when the window was opened; null: ask. */
export const ahead = (): AppState | null => transport.ahead();
/** Hears every event; the answer stops it. */
export const listen = (on: (event: Event) => void): Promise<() => void> => transport.listen(on);
/** Where the picture with this hash is shown from: whole, or no wider than that (pixels). */
export const mediaUrl = (hash: string, width?: number): string => transport.mediaUrl(hash, width);
/** An address for one `<iframe sandbox="">` that shows `html`. */
export const previewUrl = (html: string): Promise<string> => transport.preview(html);
/** Answers the wish to close the window. */
export const answerClosing = (answer: "ready" | "wait"): Promise<void> => transport.closing(answer);
