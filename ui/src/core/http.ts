// The door to Rust from a browser, over the loopback host that the browser tests start. Not used in the window.
import type { Transport } from "./transport";
import type { Event } from "./types";

const token = new URLSearchParams(location.search).get("token") ?? "";
const headers = (more: Record<string, string> = {}): Record<string, string> => ({
  "x-token": token,
  ...more,
});

async function answerOf(response: Response): Promise<unknown> {
  if (!response.ok) throw await response.json();
  const kind = response.headers.get("content-type") ?? "";
  return kind.startsWith("application/json") ? response.json() : response.arrayBuffer();
}

export const http: Transport = {
  async call(command, input, bytes) {
    const head = JSON.stringify(input ?? {});
    const more: Record<string, string> = bytes ? { "x-head": encodeURIComponent(head) } : {};
    const body = bytes ? bytes.slice().buffer : head;
    return answerOf(await fetch(`/call/${command}`, { method: "POST", headers: headers(more), body }));
  },
  ahead: () => null,
  async listen(on) {
    let live = true;
    let after = 0;
    const poll = async (): Promise<void> => {
      while (live) {
        try {
          const response = await fetch(`/events?after=${String(after)}`, { headers: headers() });
          const { events, next } = (await response.json()) as { events: Event[]; next: number };
          after = next;
          if (live) events.forEach(on);
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 500));
        }
      }
    };
    // Numbering starts where the host is now, so that nothing between this call and the first poll is missed.
    const start = await fetch("/events?after=-1", { headers: headers() });
    after = ((await start.json()) as { next: number }).next;
    void poll();
    return () => {
      live = false;
    };
  },
  mediaUrl: (hash, width) => `/media/${hash}${width ? `?w=${String(width)}` : ""}`,
  async preview(html) {
    const own = html.replaceAll("stet-media://localhost/", "/media/");
    const id = await answerOf(await fetch("/preview", { method: "POST", headers: headers(), body: own }));
    return `/preview/${String(id)}`;
  },
  closing: () => Promise.resolve(),
};
