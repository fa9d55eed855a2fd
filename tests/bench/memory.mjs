// What all processes of a window hold in memory. Measured here alone.
import { readFileSync } from "node:fs";

export const commandOf = (pid) => {
  try { return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]; } catch { return ""; }
};
const pss = (pid) => {
  try { return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) / 1024; } catch { return 0; }
};

/** MiB of the window's processes, shared pages counted by share; the driver is none of them. */
export async function memoryOf(window) {
  const all = await window.processes();
  return all.filter((pid) => !/WebKitWebDriver|dbus/.test(commandOf(pid))).reduce((sum, pid) => sum + pss(pid), 0);
}
