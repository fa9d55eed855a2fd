// What the real window costs: first paint and memory beside an empty Tauri window in the same run; the work of a key.
import { readFileSync } from "node:fs";
import path from "node:path";
import { cli, freshPerson, openWindow, program, root, startDisplay } from "../window/driver.mjs";

/** When a process started, in milliseconds since 1970, to a hundredth of a second: both clocks are read now. */
const startOf = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const running = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) - Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]) / 100;
  return Date.now() - running * 1000;
};
const commandOf = (pid) => { try { return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]; } catch { return ""; } };
const pss = (pid) => { try { return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) / 1024; } catch { return 0; } };
const sorted = (list) => [...list].sort((a, b) => a - b);
const at = (list, part) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * part))];

/** Milliseconds from the start of the process to the first paint with content, and MiB of all its processes. */
async function opened(display, binary, desk) {
  const person = freshPerson("stet-bench");
  const window = await openWindow({ display, person, binary, desk });
  const painted = await window.see("the first paint", () => {
    const entry = performance.getEntriesByName("first-contentful-paint")[0];
    return entry ? performance.timeOrigin + entry.startTime : null;
  });
  const all = await window.processes();
  const main = all.find((pid) => commandOf(pid) === binary);
  const memory = all.filter((pid) => !/WebKitWebDriver|dbus/.test(commandOf(pid))).reduce((sum, pid) => sum + pss(pid), 0);
  return { window, person, paint: painted - startOf(main), memory, end: async () => { await window.close(); person.remove(); } };
}

const screen = await startDisplay();
const maker = freshPerson("stet-bench");
const desk = path.join(maker.home, "harbour.stet");
await cli(maker, "sample", desk);
const empty = path.join(root, "target/debug/examples/empty");
const figures = { stet: { paint: [], memory: [] }, empty: { paint: [], memory: [] } };
for (let round = 0; round < 5; round += 1) {
  for (const [name, binary, file] of [["stet", program, desk], ["empty", empty, undefined]]) {
    const one = await opened(screen.display, binary, file);
    figures[name].paint.push(one.paint);
    figures[name].memory.push(one.memory);
    await one.end();
  }
}
const middle = (list) => at(list, 0.5);
const ratio = middle(figures.stet.paint) / middle(figures.empty.paint);
console.log(`first paint, sample desk      ${middle(figures.stet.paint).toFixed(0)} ms; empty Tauri window ${middle(figures.empty.paint).toFixed(0)} ms; ratio ${ratio.toFixed(2)} (goal ≤ 1.3)`);
console.log(`memory of all processes (PSS) ${middle(figures.stet.memory).toFixed(0)} MiB; empty Tauri window ${middle(figures.empty.memory).toFixed(0)} MiB`);

// The work of a key: what the editor itself measures around each dispatch, in a piece of about 1,000 words.
const typist = await opened(screen.display, program, desk);
const { window } = typist;
await window.click("link", "The ferry vote that nobody lost");
await window.clickCss("[data-part=body] p, .ProseMirror p");
await window.page(() => {
  const times = [];
  document.addEventListener("stet-bench", (event) => event.detail.push(...times));
  new PerformanceObserver((list) => times.push(...list.getEntriesByName("stet:key").map((entry) => entry.duration))).observe({ entryTypes: ["measure"] });
});
await window.type("The clerk read the numbers aloud, twice, and nobody in the room wrote them down. ".repeat(4));
const work = await window.page(() => {
  const times = [];
  document.dispatchEvent(new CustomEvent("stet-bench", { detail: times }));
  return times;
});
console.log(`work of a key, about 1,000 words: p50 ${at(work, 0.5).toFixed(1)} ms, p95 ${at(work, 0.95).toFixed(1)} ms over ${work.length} keys (goal p95 ≤ 8 ms)`);
await typist.end();
maker.remove();
screen.stop();
