// What a way to the core must offer. Two exist: tauri.ts in the window, http.ts in a browser beside the test host.
import type { AppState, Event } from "./types";

export interface Transport {
  /** Runs one command. `bytes` is the raw body of a bytes command; the answer is JSON, or an ArrayBuffer for bytes. Rejects with a Failure. */
  call(command: string, input: unknown, bytes?: Uint8Array): Promise<unknown>;
  /** How things stood when the window was opened; null where that is not told, and must be asked. */
  ahead(): AppState | null;
  /** Hears every event from now on, in order; the answer stops it. */
  listen(on: (event: Event) => void): Promise<() => void>;
  /** Where a picture is shown from: whole, or made smaller where it is wider than this (pixels). */
  mediaUrl(hash: string, width?: number): string;
  /** Hands over an exported page; answers its address for one `<iframe sandbox="">`. */
  preview(html: string): Promise<string>;
  /** Answers the event `closing`: all is durable, or something is not. */
  closing(answer: "ready" | "wait"): Promise<void>;
}
