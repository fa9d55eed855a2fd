// The real window under test: Xvfb, WebKitWebDriver on a session bus of its own, and a thin W3C client. No test lives here.
import { spawn, execFile } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync, openSync, rmSync } from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const program = path.join(root, "target/debug/stet-window");
export const stet = path.join(root, "target/debug/stet");
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
const KEYS = { Control: "\uE009", Shift: "\uE008", Alt: "\uE00A", Enter: "\uE007", Escape: "\uE00C", Tab: "\uE004", Backspace: "\uE003",
  Delete: "\uE017", Home: "\uE011", End: "\uE010", ArrowUp: "\uE013", ArrowDown: "\uE015", ArrowLeft: "\uE012", ArrowRight: "\uE014",
  Space: " ", F1: "\uE031", F6: "\uE036", F8: "\uE038" };

/** Waits until `look` answers something true; says what it waited for when it does not. */
export async function until(what, look, patience = 15000) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) { last = error; }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

/** One X server for a test file; `stop` ends it. */
export async function startDisplay(size = "1280x800x24") {
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", size, "-noreset", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const number = await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", () => reject(new Error("Xvfb ended")));
    server.stdio[3].once("data", (data) => resolve(String(data).trim()));
  });
  return { display: `:${number}`, stop: () => server.kill() };
}

/** A person's folders of their own, empty. */
export function freshPerson(name = "stet") {
  const home = mkdtempSync(path.join(tmpdir(), `${name}-`));
  for (const folder of ["config", "state", "data", "runtime"]) mkdirSync(path.join(home, folder), { mode: 0o700 });
  return { home, env: { HOME: home, STET_HOME: path.join(home, "stet"), XDG_CONFIG_HOME: path.join(home, "config"), XDG_STATE_HOME: path.join(home, "state"),
    XDG_DATA_HOME: path.join(home, "data"), XDG_RUNTIME_DIR: path.join(home, "runtime") }, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** The command line, as that person. Answers standard output; rejects with `code` and `stderr`. */
export const cli = (person, ...args) => run(stet, args, { env: { ...process.env, ...person.env } }).then((done) => done.stdout);

/** A port that nobody else has, in this test or another. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Opens the window and answers a handle on it. `desk`: a file to open. */
export async function openWindow({ display, person, desk, binary = program, args = desk ? [desk] : [], env = {} }) {
  const here = await freePort();
  const log = path.join(person.home, `driver-${here}.log`);
  const out = openSync(log, "w");
  const all = { ...process.env, ...person.env, DISPLAY: display, TAURI_WEBVIEW_AUTOMATION: "true", GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1",
    GDK_BACKEND: "x11", WAYLAND_DISPLAY: "", LANG: "C.UTF-8", ...env };
  const driver = spawn("dbus-run-session", ["--", "WebKitWebDriver", `--port=${here}`], { env: all, stdio: ["ignore", out, out], detached: true });
  const window = new Window(`http://127.0.0.1:${here}`, driver, log, person, display);
  await until("the driver", () => window.ask("GET", "/status"));
  const made = await window.ask("POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } } }, 60000);
  window.session = `/session/${made.sessionId}`;
  return window;
}

class Window {
  constructor(base, driver, log, person, display) { Object.assign(this, { base, driver, log, person, display, session: "" }); }

  async ask(method, where, body, patience = 20000) {
    const response = await fetch(this.base + where, { method, body: body === undefined ? (method === "POST" ? "{}" : undefined) : JSON.stringify(body), signal: AbortSignal.timeout(patience) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }
  do(method, where, body, patience) { return this.ask(method, this.session + where, body, patience); }

  /** Runs a function in the page with JSON arguments; answers what it returns. */
  page(look, ...args) { return this.do("POST", "/execute/sync", { script: `return (${look}).apply(null, arguments)`, args }); }
  /** Waits until a function in the page answers something true. */
  see(what, look, ...args) { return until(what, () => this.page(look, ...args)); }
  /** Waits until the window shows this text somewhere. */
  seeText(text, patience) { return until(`the text “${text}”`, () => this.page((t) => document.body.innerText.includes(t), text), patience); }
  seeNoText(text) { return until(`the text “${text}” to go`, () => this.page((t) => !document.body.innerText.includes(t), text)); }

  /** Finds a control by role and accessible name (whole, or its beginning with `…` at the end). */
  async find(role, name) {
    const element = await until(`the ${role} “${name}”`, () => this.page(findByName, role, name));
    return element[ELEMENT];
  }
  async click(role, name) {
    await until(`a click on the ${role} “${name}”`, async () => {
      const id = await this.find(role, name);
      await this.do("POST", `/element/${id}/click`, {});
      return true;
    });
  }
  async clickCss(css) {
    const found = await until(css, () => this.page((c) => document.querySelector(c), css));
    await this.do("POST", `/element/${found[ELEMENT]}/click`, {});
  }
  /** Presses one chord: `press("Control", "z")`. */
  async press(...keys) {
    const codes = keys.map((key) => KEYS[key] ?? key);
    const actions = [...codes.map((value) => ({ type: "keyDown", value })), ...codes.toReversed().map((value) => ({ type: "keyUp", value }))];
    await this.do("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] });
    await this.do("DELETE", "/actions");
  }
  /** Types text where the caret is; a newline is the Enter key. */
  async type(text) {
    for (const [at, line] of text.split("\n").entries()) {
      if (at) await this.press("Enter");
      const actions = [...line].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
      if (actions.length) await this.do("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] }, 60000);
    }
    await this.do("DELETE", "/actions");
  }
  /** Presses Tab (with Shift, backwards) until the focus is on what `css` names and, where it is given, what says `text`. */
  async tabTo(css, text = "", backwards = false) {
    for (let presses = 0; presses < 60; presses++) {
      if (await this.page((c, t) => document.activeElement?.matches(c) && document.activeElement.textContent.includes(t), css, text)) return;
      await this.press(...(backwards ? ["Shift", "Tab"] : ["Tab"]));
    }
    throw new Error(`Tab does not come to ${css} ${text}`);
  }
  /** Drags by the pointer, in steps as a hand does: the first `[css, text]` to the second. `held` looks before it is let go. */
  async drag(from, to, held) {
    const look = (...ends) => {
      const [thing, place] = ends.map(([css, text]) => [...document.querySelectorAll(css)].find((one) => one.textContent.includes(text ?? "")));
      if (!thing || !place) return null;
      for (const one of [place, thing]) one.scrollIntoView({ block: "nearest", inline: "nearest" });
      const [a, b] = [thing, place].map((one) => one.getBoundingClientRect());
      return [{ x: a.left + Math.min(24, a.width / 2), y: a.top + Math.min(14, a.height / 2) }, { x: b.left + b.width / 2, y: Math.min(b.bottom, innerHeight - 40) - 14 }]
        .map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
    };
    // What is drawn only once it is seen moves the rest about: the thing is taken when it stands still.
    let before = "";
    const spots = await until(`${from} and ${to}`, async () => {
      const found = await this.page(look, from, to);
      const still = found && JSON.stringify(found) === before;
      before = JSON.stringify(found);
      return still ? found : null;
    });
    const [a, b] = spots;
    const mouse = (...actions) => this.do("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
    const move = (part) => ({ type: "pointerMove", duration: 16, x: Math.round(a.x + (b.x - a.x) * part), y: Math.round(a.y + (b.y - a.y) * part) });
    await mouse({ ...move(0), duration: 0 }, { type: "pointerDown", button: 0 }, ...[0.02, 0.1, 0.3, 0.6, 0.9, 1].map(move));
    await held?.();
    await mouse({ type: "pointerUp", button: 0 });
  }
  /** Writes a picture of the page as PNG. */
  async picture(file) {
    const data = await this.do("GET", "/screenshot");
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(data, "base64"));
  }
  size(width, height) { return this.do("POST", "/window/rect", { width, height }); }

  /** What the window showed when something was waited for in vain, as a picture in the system's folder for such things. */
  async failed(error) {
    const file = path.join(tmpdir(), `stet-window-${this.driver.pid}.png`);
    await this.picture(file).catch(() => undefined);
    error.message += ` (the window then: ${file})`;
    throw error;
  }

  /** Starts the program once more, as this person, on a session bus of its own; answers how it ended. */
  async launchBeside() {
    const env = { ...process.env, ...this.person.env, DISPLAY: this.display, GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1" };
    return run("dbus-run-session", ["--", program], { env, timeout: 20000 }).then(() => ({ code: 0, stderr: "" }), (error) => ({ code: error.code ?? 1, stderr: error.stderr ?? "" }));
  }

  /** Starts the program once more on this window's own session bus, with a desk; answers how it ended. */
  async launchAgain(desk) {
    const [address] = (await this.processes()).map((pid) => {
      try { return /(?:^|\0)(DBUS_SESSION_BUS_ADDRESS=[^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, "utf8"))?.[1]; } catch { return undefined; }
    }).filter(Boolean).toReversed();
    const env = { ...process.env, ...this.person.env, DISPLAY: this.display, GSETTINGS_BACKEND: "memory", NO_AT_BRIDGE: "1", DBUS_SESSION_BUS_ADDRESS: address.slice(25) };
    return run(program, [desk], { env, timeout: 20000 }).then(() => ({ code: 0, stderr: "" }), (error) => ({ code: error.code ?? 1, stderr: error.stderr ?? "" }));
  }

  /** The window's process, and its children. */
  async processes() {
    const { stdout } = await run("pgrep", ["-g", String(this.driver.pid)]).catch(() => ({ stdout: "" }));
    return stdout.trim().split("\n").filter(Boolean).map(Number);
  }
  /** Ends the program as a pulled plug would. */
  async kill() {
    try { process.kill(-this.driver.pid, "SIGKILL"); } catch { /* already gone */ }
    await until("the window to be gone", async () => (await this.processes()).length === 0);
  }
  /** Closes the session and whatever is left of it. */
  async close() {
    await this.do("DELETE", "").catch(() => undefined);
    await this.kill();
  }
}

/** In the page: the visible element of that role whose accessible name is `name`. */
function findByName(role, name) {
  const roles = { button: "button,[role=button],summary", link: "a[href],[role=link]", textbox: "input:not([type=checkbox]):not([type=radio]),textarea,[role=textbox],[contenteditable=true]",
    checkbox: "input[type=checkbox],[role=checkbox]", radio: "input[type=radio],[role=radio]", combobox: "select,[role=combobox]", tab: "[role=tab]", menuitem: "[role=menuitem],[role=menuitemradio]",
    option: "[role=option],option", row: "[role=row],tr", any: "*" };
  const shown = (element) => element.getClientRects().length > 0;
  const named = (element) => {
    const by = element.getAttribute("aria-labelledby");
    const label = element.getAttribute("aria-label") ?? (by ? by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ") : null)
      ?? (element.labels?.length ? [...element.labels].map((l) => l.textContent).join(" ") : null) ?? (element.textContent || element.getAttribute("title") || element.getAttribute("placeholder") || "");
    return label.replace(/\s+/g, " ").trim();
  };
  const want = name.endsWith("…") && name.length > 1 ? (text) => text.startsWith(name.slice(0, -1)) : (text) => text === name;
  // What a dialog covers cannot be reached.
  const within = [...document.querySelectorAll("dialog[open], [role=dialog]")].at(-1) ?? document;
  const all = [...within.querySelectorAll(roles[role] ?? `[role=${role}]`)].filter(shown);
  return all.find((element) => want(named(element))) ?? null;
}
