// The door to Rust inside the window. The only file that imports @tauri-apps/*.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Transport } from "./transport";
import type { AppState, Event } from "./types";

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Windows and Android serve custom schemes over http. */
const overHttp = navigator.userAgent.includes("Windows");
const scheme = (name: string, rest: string): string =>
  overHttp ? `http://${name}.localhost/${rest}` : `${name}://localhost/${rest}`;

declare global {
  interface Window {
    /** Left by the shell before the page's own scripts run. */
    __STET_AHEAD__?: AppState;
  }
}

/** True inside Stet's own window. */
export const inWindow = (): boolean => "__TAURI_INTERNALS__" in window;

export const tauri: Transport = {
  async call(command, input, bytes) {
    const head = JSON.stringify(input ?? {});
    const headers: Record<string, string> = { "x-command": command };
    if (bytes) headers["x-head"] = encodeURIComponent(head);
    const answer = await invoke<ArrayBuffer>("call", bytes ?? encoder.encode(head), { headers });
    const body = new Uint8Array(answer);
    // The first byte tells what follows: J for JSON, B for bytes.
    const rest = body.subarray(1);
    return body[0] === 0x4a ? JSON.parse(decoder.decode(rest)) : rest.slice().buffer;
  },
  ahead: () => window.__STET_AHEAD__ ?? null,
  async listen(on) {
    return listen<Event>("stet", (message) => on(message.payload));
  },
  mediaUrl: (hash, width) => scheme("stet-media", `${hash}${width ? `?w=${String(width)}` : ""}`),
  async preview(html) {
    return scheme("stet-preview", await invoke<string>("preview", { html }));
  },
  async closing(answer) {
    await invoke("closing", { answer });
  },
};
