// The page in Chromium against the core: starts the browser host on a desk of its own and opens a page. No test lives here.
import { spawn, execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { root, stet, freshPerson } from "../window/driver.mjs";

const run = promisify(execFile);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });

/** A host on a fresh sample desk (or on none, or on `beside`'s, for the same person) and what a test needs of it. */
export async function startHost({ sample = true, args = [], beside = null, more = () => ({}) } = {}) {
  const person = beside?.person ?? freshPerson("stet-e2e");
  const desk = path.join(person.home, "desks", "harbour.stet");
  mkdirSync(path.dirname(desk), { recursive: true });
  if (sample && !beside) await run(stet, ["sample", desk], { env: { ...process.env, ...person.env } });
  const env = { ...process.env, ...person.env, ...more(person, path.dirname(desk)) };
  const child = spawn(path.join(root, "target/debug/stet-host"), ["--ui", path.join(root, "ui/dist"), ...(sample ? ["--desk", desk] : []), ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  const { port, token } = await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("the host ended")));
    child.stdout.once("data", (line) => resolve(JSON.parse(String(line).split("\n")[0])));
  });
  const base = `http://127.0.0.1:${port}`;
  const post = (where, body) => fetch(base + where, { method: "POST", headers: { "x-token": token }, body: JSON.stringify(body) }).then((response) => response.json());
  return {
    base, token, desk, person, url: `${base}/?token=${token}`,
    call: (command, input = {}) => post(`/call/${command}`, input),
    answers: (value) => post("/host/answers", value),
    drop: (paths, x = 400, y = 300) => post("/host/drop", { paths, x, y }),
    /** Adds so many pieces, as an archive has them. */
    many: (count) => post("/host/many", count),
    opened: () => post("/host/opened", {}),
    cli: (...args) => run(stet, args, { env: { ...process.env, ...person.env, STET_DESK: desk } }).then((done) => done.stdout),
    /** Sends a signal: SIGSTOP and SIGCONT are a laptop that sleeps and wakes. */
    signal: (name) => child.kill(name),
    /** Ends the host as a pulled plug would. */
    kill: () => new Promise((ended) => child.once("exit", ended) && child.kill("SIGKILL")),
    stop: () => {
      child.kill();
      if (!beside) person.remove();
    },
  };
}

/** What axe finds wrong on the page as it stands, a line each. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} — ${violation.help}`));
}
