// What is typed, what is saved, and what happens when somebody else writes on the same desk or nobody answers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { caretAfter, newPage, openPiece, row, saved, status, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";
import { until } from "../window/driver.mjs";

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(desk.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  await browser?.close();
  desk?.stop();
});
const shows = (words, slug = "ferry-vote") => until(`the desk to say “${words}”`, async () => (await desk.cli("show", slug, "--text")).includes(words));

test("what is typed is saved, and the command line reads it", async () => {
  await caretAfter(page, "nobody lost");
  await page.keyboard.type(" twice");
  await saved(page);
  assert.match(await desk.cli("show", "ferry-vote", "--text"), /nobody lost twice/);
});

test("what the command line writes stands in the window within half a second", async () => {
  await desk.cli("set", "ferry-vote", "standfirst", "The clerk of the council wrote this line.");
  await text(page).getByText("The clerk of the council wrote this line.").waitFor({ timeout: 500 });
  assert.equal(await status(page).textContent(), "Saved");
});

test("a change from elsewhere is no step of this window's undo", async () => {
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".ProseMirror").innerText.includes("nobody lost twice"));
  assert.ok((await text(page).innerText()).includes("The clerk of the council wrote this line."));
  await page.keyboard.press("Control+Shift+z");
  await saved(page);
});

test("a piece that two people change at once is told, and both texts are kept", async () => {
  let go;
  const held = new Promise((resolve) => (go = resolve));
  await page.route("**/call/article_save", async (route) => {
    await held;
    await route.continue();
  });
  await caretAfter(page, "nobody lost twice");
  await page.keyboard.type(" in the window");
  await desk.cli("set", "ferry-vote", "headline", "A headline from the command line");
  go();
  await page.getByText("Two people changed this text.").waitFor();
  await page.unroute("**/call/article_save");
  const pieces = JSON.parse(await desk.cli("history", "ferry-vote", "--json"));
  const list = await desk.call("article_list", { sort: "date", descending: false, offset: 0, limit: 50 });
  const article = list.rows.find((one) => one.slug === "ferry-vote").id;
  const versions = await desk.call("version_list", { article });
  const texts = [await desk.cli("show", "ferry-vote", "--text")];
  for (const version of versions) texts.push((await desk.call("version_get", { article, version: version.id })).doc);
  assert.ok(JSON.stringify(pieces).includes("not merged"), "the history names the conflict");
  for (const words of ["A headline from the command line", "nobody lost twice in the window"])
    assert.ok(texts.some((one) => one.includes(words)), `“${words}” is kept`);
});

test("undo goes on where it was after the piece was left and opened again", async () => {
  await toList(page);
  await openPiece(page, "promised in 1931");
  await caretAfter(page, "promised in 1931");
  await page.keyboard.type(" and again");
  await shows("1931 and again", "bridge-history");
  await toList(page);
  await row(page, "1931 and again").waitFor();
  await openPiece(page, "promised in 1931");
  await caretAfter(page, "1931 and again");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => !document.querySelector(".ProseMirror").innerText.includes("and again"));
  await saved(page);
  assert.doesNotMatch(await desk.cli("show", "bridge-history", "--text"), /and again/);
});

test("a save of this window is not read again, and one from elsewhere is", async () => {
  const read = () => page.asked.filter((url) => url.endsWith("/call/article_get")).length;
  await page.waitForLoadState("networkidle").catch(() => undefined);
  const before = read();
  await caretAfter(page, "promised in 1931");
  for (const letter of " or more") {
    await page.keyboard.type(letter);
    await saved(page);
  }
  // The list of findings comes after what the save told; by then the page has heard of it.
  const checked = page.waitForResponse((response) => response.url().endsWith("/call/article_findings"));
  for (let n = 0; n < " or more".length; n++) await page.keyboard.press("Backspace");
  await checked;
  await saved(page);
  assert.equal(read(), before);
  await desk.cli("set", "bridge-history", "kicker", "Harbour");
  await text(page).getByText("Harbour", { exact: true }).waitFor();
  assert.ok(read() > before);
});

test("when the core answers again, what was typed meanwhile is saved without a hand", async () => {
  await caretAfter(page, "promised in 1931");
  await page.route("**/call/article_save", (route) => route.abort());
  await page.keyboard.type(", on its own");
  await page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Not saved");
  await page.keyboard.type(", once");
  await page.unroute("**/call/article_save");
  await saved(page);
  await page.getByText("The text is kept in this window").waitFor({ state: "detached" });
  assert.match(await desk.cli("show", "bridge-history", "--text"), /1931, on its own, once/);
});

test("when the core is gone the window says Not saved and keeps the text", async () => {
  await caretAfter(page, "promised in 1931");
  await page.keyboard.type(", first half");
  desk.kill();
  await page.keyboard.type(", second half");
  await page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Not saved");
  await page.getByRole("alert").getByText("The text is kept in this window").waitFor();
  await page.keyboard.type(", and on");
  assert.ok((await text(page).innerText()).includes("1931, first half, second half, and on"));
  assert.equal(await status(page).textContent(), "Not saved");
  assert.deepEqual(page.wrong, []);
});
