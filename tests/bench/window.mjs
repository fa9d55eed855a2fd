// What the real window costs: first paint and memory beside an empty Tauri window in the same run.
import { readFileSync } from "node:fs";
import path from "node:path";
import { cli, freshPerson, openWindow, program, root, startDisplay } from "../window/driver.mjs";
import { commandOf, memoryOf } from "./memory.mjs";
import { part } from "./watch.mjs";

/** When a process started, in milliseconds since 1970, to a hundredth of a second: both clocks are read now. */
const startOf = (pid) => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const running = Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) - Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]) / 100;
  return Date.now() - running * 1000;
};

/** Milliseconds from the start of the process to the first paint with content, and MiB of all its processes. */
async function opened(display, binary, desk) {
  const person = freshPerson("stet-bench");
  const window = await openWindow({ display, person, binary, desk });
  const painted = await window.see("the first paint", () => {
    const entry = performance.getEntriesByName("first-contentful-paint")[0];
    return entry ? performance.timeOrigin + entry.startTime : null;
  });
  const all = await window.processes();
  const started = startOf(all.find((pid) => commandOf(pid) === binary));
  const memory = await memoryOf(window);
  await window.close();
  person.remove();
  return { paint: painted - started, memory };
}

const screen = await startDisplay();
const maker = freshPerson("stet-bench");
const desk = path.join(maker.home, "harbour.stet");
await cli(maker, "sample", desk);
const empty = path.join(root, "target/debug/examples/empty");
const figures = { stet: { paint: [], memory: [] }, empty: { paint: [], memory: [] } };
for (let round = 0; round < 9; round += 1) {
  for (const [name, binary, file] of [["stet", program, desk], ["empty", empty, undefined]]) {
    const one = await opened(screen.display, binary, file);
    figures[name].paint.push(one.paint);
    figures[name].memory.push(one.memory);
  }
}
const middle = (list) => part(list, 0.5);
const ratio = middle(figures.stet.paint) / middle(figures.empty.paint);
console.log(`first paint, sample desk      ${middle(figures.stet.paint).toFixed(0)} ms; empty Tauri window ${middle(figures.empty.paint).toFixed(0)} ms; ratio ${ratio.toFixed(2)} (goal ≤ 1.3)`);
console.log(`memory of all processes (PSS) ${middle(figures.stet.memory).toFixed(0)} MiB; empty Tauri window ${middle(figures.empty.memory).toFixed(0)} MiB`);

maker.remove();
screen.stop();
