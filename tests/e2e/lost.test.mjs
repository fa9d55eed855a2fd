// Never a word lost: a full disk, a kill, a desk that is gone, a sleep, two windows on one piece, very much text at once.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { button, caretAfter, dialog, newPage, openPiece, saved, status, text } from "./at.mjs";
import { launch, startHost, violations } from "./host.mjs";
import { root, until } from "../window/driver.mjs";

const run = promisify(execFile);
let browser;
const hosts = [];
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  for (const host of hosts.reverse()) host.stop();
});

async function host(options) {
  const made = await startHost(options);
  hosts.push(made);
  return made;
}
/** A page of that host with the ferry piece open. */
async function piece(of, label = "nobody lost") {
  const page = await newPage(browser);
  await page.goto(of.url);
  await openPiece(page, label);
  return page;
}
const notSaved = (page) => page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Not saved");
const shown = (page) => text(page).innerText();
const kept = async (of) => (await run("find", [path.join(of.person.home, "stet/state/recovery"), "-mindepth", "2", "-name", "*.json"])).stdout.split("\n").filter(Boolean);

/** Every change of a file in the desk's folder fails from the n-th on, as on a full disk. */
async function full(person, folder, n) {
  const library = path.join(person.home, "recorder.so");
  await run("cc", ["-shared", "-fPIC", "-O1", "-o", library, path.join(root, "tests/faults/recorder.c"), "-ldl", "-lpthread"]);
  return { LD_PRELOAD: library, STET_RECORD_DIR: folder, STET_RECORD_LOG: path.join(person.home, "list"), STET_FAULT_AT: String(n), STET_FAULT_ERRNO: "28", STET_FAULT_EVER: "1" };
}

test("words that a full disk and a kill kept from being saved are chosen one by one, and undone by one undo", async () => {
  const first = await host();
  const env = await full(first.person, path.dirname(first.desk), 60);
  const broken = await host({ beside: first, more: () => env });
  const page = await piece(broken);
  await caretAfter(page, "nobody lost");
  // Until the disk takes no more.
  for (let n = 0; n < 40 && (await status(page).textContent()) !== "Not saved"; n++) {
    await page.keyboard.type(n % 9 === 8 ? "." : "x");
    await page.waitForFunction(() => ["Saved", "Not saved"].includes(document.querySelector(".foot .save")?.textContent));
  }
  await notSaved(page);
  await caretAfter(page, "days ago the council");
  await page.keyboard.type(" of the harbour");
  const typed = await shown(page);
  await until("the words to be kept beside", async () => {
    const files = await kept(first);
    return files.length === 1 && (await run("grep", ["-c", "of the harbour", files[0]]).catch(() => null));
  });
  await broken.kill();
  await page.context().close();

  const next = await host({ beside: first });
  const again = await newPage(browser);
  await again.goto(next.url);
  await again.getByText(/Words of .*ferry-vote.* were not saved before/).waitFor();
  await openPiece(again, "nobody lost");
  await dialog(again).getByRole("heading", { name: "Words that were not saved" }).waitFor();
  assert.ok(!(await shown(again)).includes("of the harbour"), "nothing is taken unasked");
  assert.deepEqual(await violations(again), []);
  if (process.env.STET_SHOTS) await again.screenshot({ path: path.join(process.env.STET_SHOTS, "recovery.png") });
  const changes = dialog(again).getByRole("checkbox");
  const lines = await changes.count();
  assert.ok(lines >= 2, `${lines} changes`);
  // Only the last: "of the harbour".
  for (let n = 0; n < lines - 1; n++) await changes.nth(n).uncheck();
  const before = await shown(again);
  await button(again, "Take what is ticked").click();
  await saved(again);
  await dialog(again).waitFor({ state: "detached" });
  assert.match(await next.cli("show", "ferry-vote", "--text"), /days ago the council of the harbour met/);
  await until("the kept words to go", async () => (await kept(first)).length === 0);
  await text(again).click();
  await again.keyboard.press("Control+z");
  await until("one undo to take it back", async () => (await shown(again)) === before);
  await saved(again);
  // The whole of it is among the versions.
  const versions = await next.cli("history", "ferry-vote", "--json");
  assert.match(versions, /not saved: Tomas Meyer/);
  assert.ok(typed.includes("of the harbour"));
  // And nobody is asked twice.
  await again.reload();
  await openPiece(again, "nobody lost");
  await saved(again);
  assert.equal(await dialog(again).count(), 0);
  assert.deepEqual(again.wrong, []);
  await again.context().close();
});

test("fields that a kill kept from being saved are shown beside what the piece has, and taken by a tick", async () => {
  const first = await host();
  const page = await piece(first);
  await page.route("**/call/field_set", (route) => route.abort());
  await page.getByRole("navigation", { name: "The piece" }).getByRole("button", { name: /Author’s note|Source line|preface/ }).click();
  const fields = page.getByRole("region", { name: "Fields" });
  await fields.getByRole("textbox", { name: "Author’s note" }).fill("Ana Prata reports from the harbour.");
  await fields.getByRole("textbox", { name: "Social text" }).fill("A vote that nobody lost.");
  await until("both fields to be kept beside", async () => {
    const files = await kept(first);
    return files.length === 1 && (await run("grep", ["-c", "reports from the harbour.*nobody lost", files[0]]).catch(() => null));
  });
  await first.kill();
  await page.context().close();

  const next = await host({ beside: first });
  const again = await newPage(browser);
  await again.goto(next.url);
  await again.getByText(/Words of .*ferry-vote.* were not saved before/).waitFor();
  await openPiece(again, "nobody lost");
  await dialog(again).getByRole("heading", { name: "Words that were not saved" }).waitFor();
  assert.deepEqual(await violations(again), []);
  if (process.env.STET_SHOTS) await again.screenshot({ path: path.join(process.env.STET_SHOTS, "recovery-fields.png") });
  const stored = async () => (await next.call("article_get", { article: (await next.call("article_find", { slug: "ferry-vote" })).article })).fields;
  assert.equal((await stored()).teasers.social_text, "", "nothing is taken unasked");
  await dialog(again).getByRole("checkbox", { name: "Author’s note" }).uncheck();
  await button(again, "Take what is ticked").click();
  await dialog(again).waitFor({ state: "detached" });
  assert.equal((await stored()).teasers.social_text, "A vote that nobody lost.");
  assert.notEqual((await stored()).author_note, "Ana Prata reports from the harbour.");
  await until("the kept words to go", async () => (await kept(first)).length === 0);
  // What was not taken is among the versions.
  assert.match(await next.cli("history", "ferry-vote", "--json"), /not saved: Tomas Meyer/);
  assert.deepEqual(again.wrong, []);
  await again.context().close();
});

test("a kept file that is damaged is told once when the desk is opened, and kept aside", async () => {
  const first = await host();
  const folder = path.join(first.person.home, "stet/state/recovery/0123456789abcdef");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "alive"), "");
  await writeFile(path.join(folder, "words.json"), '{"desk":"');
  const page = await newPage(browser);
  await page.goto(first.url);
  await page.getByText("damaged and cannot be shown").waitFor();
  assert.equal((await readdir(path.join(first.person.home, "stet/state/recovery/damaged"))).length, 1);
  await page.reload();
  await page.locator("[data-row]").first().waitFor();
  await openPiece(page, "nobody lost");
  assert.equal(await page.getByText("damaged and cannot be shown").count(), 0);
  assert.deepEqual(page.wrong, []);
  await page.context().close();
});

test("a desk whose file is moved away keeps its words in the window and saves them when it is back", async () => {
  const one = await host();
  const page = await piece(one);
  await caretAfter(page, "nobody lost");
  await page.keyboard.type(" before");
  await saved(page);
  await rename(one.desk, `${one.desk}.away`);
  await page.keyboard.type(" and after");
  await notSaved(page);
  await page.getByRole("alert").getByText("moved, deleted or replaced").first().waitFor();
  assert.match(await shown(page), /nobody lost before and after/);
  await until("the words to be kept beside", async () => (await kept(one)).length === 1);
  await rename(`${one.desk}.away`, one.desk);
  await button(page, "Try now").click();
  await saved(page);
  assert.match(await one.cli("show", "ferry-vote", "--text"), /nobody lost before and after/);
  await until("what was kept beside to go", async () => (await kept(one)).length === 0);
  await page.context().close();
});

test("a machine that sleeps while one types saves everything when it wakes", async () => {
  const one = await host();
  const page = await piece(one);
  await caretAfter(page, "nobody lost");
  one.signal("SIGSTOP");
  await page.keyboard.type(" while it slept");
  await page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Saving…");
  await page.keyboard.type(" and on");
  one.signal("SIGCONT");
  await saved(page);
  assert.match(await one.cli("show", "ferry-vote", "--text"), /nobody lost while it slept and on/);
  await page.context().close();
});

test("two windows on one piece follow each other, and a conflict is told in both, to compare", async () => {
  const one = await host();
  const two = await host({ beside: one });
  const [a, b] = [await piece(one), await piece(two)];
  await caretAfter(a, "nobody lost");
  await a.keyboard.type(" twice");
  await text(b).getByText("nobody lost twice").waitFor({ timeout: 3000 });
  await caretAfter(b, "nobody lost twice");
  await b.keyboard.type(" over");
  await text(a).getByText("nobody lost twice over").waitFor({ timeout: 3000 });
  // Both at once: one of them is the head, the other is kept.
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await b.route("**/call/article_save", async (route) => {
    await held;
    await route.continue();
  });
  await b.keyboard.type(" in the second");
  await caretAfter(a, "nobody lost twice over");
  await a.keyboard.type(" in the first");
  await saved(a);
  go();
  for (const page of [a, b]) await page.getByText("Two people changed this text.").waitFor();
  await b.unroute("**/call/article_save");
  for (const page of [a, b]) {
    assert.match(await shown(page), /over in the first/);
    await button(page, "Compare").first().click();
    await page.locator(".sheet ins, .sheet del").first().waitFor();
    assert.match(await page.locator(".sheet").innerText(), /in the second/);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
  }
});

test("fifty thousand words pasted at once are saved", async () => {
  const one = await host();
  const page = await piece(one, "promised in 1931");
  const paragraph = `${"harbour ".repeat(26)}water`;
  const plain = Array.from({ length: 2000 }, (_, n) => `${paragraph} ${n}`).join("\n\n");
  await caretAfter(page, "promised in 1931");
  await page.keyboard.press("Control+End");
  await page.evaluate((plain) => {
    const data = new DataTransfer();
    data.setData("text/plain", plain);
    document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, plain);
  await page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Saved" && document.querySelector(".ProseMirror").innerText.includes("water 1999"), null, { timeout: 60000 });
  const words = (await one.cli("show", "bridge-history", "--text")).split(/\s+/).length;
  assert.ok(words > 50_000, `${words} words`);
  await page.context().close();
});
