// Beside the text: credits in another order by keys and by drag, the lead picture, how long the piece and its head may be.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, caretAfter, narrow, newPage, openPiece, saved, shot } from "./at.mjs";
import { writePicture } from "./files.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page, sea, boat;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  sea = writePicture(path.join(desk.person.home, "sea.png"), 600, 400);
  boat = writePicture(path.join(desk.person.home, "boat.png"), 300, 200);
  page = await newPage(browser);
  await page.goto(desk.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  await browser?.close();
  desk?.stop();
});
const fields = () => page.getByRole("region", { name: "Fields" });
const names = () => fields().getByLabel("Name", { exact: true }).evaluateAll((inputs) => inputs.map((input) => input.value));
const stored = async () => (await desk.call("article_get", { article: (await desk.call("article_find", { slug: "ferry-vote" })).article })).fields;
const until = async (what, isSo) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const value = await what();
    if (isSo(value)) return value;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  assert.fail(`never so: ${JSON.stringify(await what())}`);
};

test("credits change their order by keys, the focus goes along, and it is said", async () => {
  await page.getByRole("navigation", { name: "The piece" }).getByRole("button", { name: /Byline/ }).click();
  await fields().getByRole("button", { name: "Add a credit" }).click();
  await fields().getByLabel("Name", { exact: true }).last().fill("Rui Lopes");
  await fields().getByLabel("Affiliation", { exact: true }).last().fill("Port archive");
  await until(stored, ({ credits }) => credits.at(-1).name === "Rui Lopes");
  const before = await names();
  await fields().getByLabel("Name", { exact: true }).last().focus();
  await page.keyboard.press("Alt+ArrowUp");
  await until(names, (now) => now.at(-2) === "Rui Lopes");
  assert.equal(await page.evaluate(() => document.activeElement.value), "Rui Lopes");
  await page.locator(".unseen", { hasText: `Rui Lopes is now ${before.length - 1} of ${before.length}.` }).waitFor({ state: "attached" });
  await until(stored, ({ credits }) => credits.at(-2).name === "Rui Lopes");
  await page.keyboard.press("Alt+ArrowDown");
  await until(names, (now) => now.at(-1) === "Rui Lopes");
});

test("a credit is dragged to its place", async () => {
  const before = await names();
  const cards = fields().locator("[data-credit]");
  const last = await cards.last().boundingBox();
  const first = await cards.first().boundingBox();
  await page.mouse.move(last.x + 6, last.y + last.height / 2);
  await page.mouse.down();
  await page.mouse.move(last.x + 6, last.y, { steps: 8 });
  await page.mouse.move(first.x + 6, first.y + 20, { steps: 6 });
  await shot(page, "a credit is dragged");
  await page.mouse.up();
  await until(names, (now) => now[0] === before.at(-1));
  await until(stored, ({ credits }) => credits[0].name === before.at(-1));
  await accessible(page, "credits in another order");
  await page.keyboard.press("Escape");
});

test("a date that moves shows what follows before it is done, and is set by a yes", async () => {
  await desk.cli("date", "ferry-vote", "--publish", "2027-01-11 07:00", "--embargo", "2027-01-10 06:00");
  const article = (await desk.call("article_find", { slug: "ferry-vote" })).article;
  const out = async () => (await desk.call("article_get", { article })).dates.publish_at.wall;
  await page.keyboard.press("Control+Alt+d");
  const day = fields().getByLabel("Goes out", { exact: true });
  await page.waitForFunction(() => document.querySelector("[data-field=publish_at] input.day")?.value === "2027-01-11");
  await day.fill("2027-01-09");
  const follows = fields().getByRole("group", { name: "What follows from “Goes out”" });
  await follows.getByText("The embargo holds until").waitFor();
  await shot(page, "what follows from a date");
  await accessible(page, "what follows from a date");
  await page.keyboard.press("Tab");
  assert.equal(await out(), "2027-01-11T07:00", "leaving the field is no yes");
  await follows.getByRole("button", { name: "Leave it as it is" }).click();
  await follows.waitFor({ state: "detached" });
  assert.equal(await day.inputValue(), "2027-01-11");
  await day.fill("2027-01-09");
  await follows.waitFor();
  await day.press("Enter");
  await until(out, (wall) => wall === "2027-01-09T07:00");
  await follows.waitFor({ state: "detached" });
  await desk.cli("date", "ferry-vote", "--publish", "none", "--embargo", "none");
  await page.keyboard.press("Escape");
});

test("the footer tells words part by part, and how many are left", async () => {
  await caretAfter(page, "What the minutes show is");
  const button = page.getByRole("button", { name: /\d+ \/ 800/ });
  await button.click();
  const panel = page.getByRole("group", { name: "Words", exact: true });
  await panel.waitFor();
  const rows = await panel.locator("tr").evaluateAll((all) => Object.fromEntries(all.map((row) => [row.cells[0].innerText, Number(row.cells[1].innerText.replace(/\D/g, ""))])));
  assert.equal(rows["Whole"], rows["Without notes"] + rows["Notes"]);
  assert.ok(rows["Text"] < rows["Without notes"]);
  assert.match(await panel.innerText(), /more than the 800 wanted/);
  await accessible(page, "words part by part");
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
});

test("the caret in the headline shows how long it may be, as the house sets it", async () => {
  await caretAfter(page, "The ferry vote");
  const meter = page.locator(".foot .meter");
  await meter.waitFor();
  assert.match(await meter.innerText(), /^31 \/ 70/);
  await page.keyboard.press("Control+Alt+s");
  await page.getByRole("tab", { name: "This desk" }).click();
  const most = page.getByLabel("Headline, at most");
  await most.fill("30");
  await most.blur();
  await until(() => desk.call("desk_info"), ({ limits }) => limits.headline === 30);
  await shot(page, "the house's limits");
  await accessible(page, "the house's limits");
  await page.keyboard.press("Escape");
  await caretAfter(page, "The ferry vote");
  await page.locator(".foot .meter.late", { hasText: "too long by 1" }).waitFor();
});

test("the lead picture is one of those in the text, and leads what is exported", async () => {
  for (const [at, file] of [["Each camp has since printed", sea], ["There was no division", boat]]) {
    const before = await page.locator(".ProseMirror figure").count();
    await caretAfter(page, at);
    await desk.answers({ files: [file] });
    await page.keyboard.press("Control+Alt+g");
    await page.waitForFunction((before) => document.querySelectorAll(".ProseMirror figure img").length === before + 1, before);
    await page.keyboard.type(path.basename(file));
    await page.keyboard.press("Escape");
  }
  await saved(page);
  await page.getByRole("navigation", { name: "The piece" }).getByRole("button", { name: /author’s note/i }).click();
  const lead = fields().getByLabel("Lead picture");
  await lead.selectOption({ index: 2 });
  const chosen = await lead.inputValue();
  await until(stored, ({ lead_picture }) => lead_picture === chosen && chosen.length === 64);
  await narrow(page, "the lead picture");
  assert.deepEqual(page.wrong, []);
});

test("who pauses in the middle of a field goes on where the caret stands", async () => {
  await page.getByRole("navigation", { name: "The piece" }).getByRole("button", { name: /Byline/ }).click();
  const preface = fields().getByLabel("Editor’s preface", { exact: true });
  await preface.fill("");
  await preface.pressSequentially("Ana is a ");
  await until(stored, (now) => now.preface === "Ana is a");
  await preface.pressSequentially("reporter.");
  await page.keyboard.press("Enter");
  await until(stored, (now) => now.preface === "Ana is a reporter.");
  await preface.pressSequentially("She lives in Porto. ");
  await preface.blur();
  await until(() => preface.inputValue(), (shown) => shown === "Ana is a reporter.\nShe lives in Porto.");
  assert.equal((await stored()).preface, "Ana is a reporter.\nShe lives in Porto.");
});

test("fields and dates that are for others are shut, with the sentence that the core says; and free again once the rule is another", async () => {
  const info = await desk.call("desk_info");
  const writer = info.people.find((one) => !one.roles.includes("copy editor") && !one.roles.includes("editor-in-chief"));
  const rule = async (who) => {
    const flow = await desk.call("workflow_get");
    for (const act of flow.acts) if (act.id === "fields" || act.id === "dates") act.who = who;
    await desk.call("workflow_set", flow);
  };
  await rule(["copy editor"]);
  await desk.call("person_me", { person: writer.id });
  await page.reload();
  await openPiece(page, "ferry vote");
  await page.getByRole("navigation", { name: "The piece" }).getByRole("button", { name: /Byline/ }).click();
  await fields().getByText(/^Changing fields is for a copy editor/).waitFor();
  await fields().getByText(/^Changing dates is for a copy editor/).waitFor();
  for (const name of ["Tags", "Slug", "Goes out"]) assert.equal(await fields().getByLabel(name, { exact: true }).isDisabled(), true, name);
  await accessible(page, "fields that are for others");
  await desk.call("person_me", { person: info.me.id });
  await rule([]);
  await page.waitForFunction(() => !document.querySelector("[data-field=tags] input").disabled);
  assert.deepEqual(page.wrong, []);
});
