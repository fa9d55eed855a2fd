// The desk as a calendar: dates on their days, moved by drag and by keys, with what follows told before it is done.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, narrow, newPage, row, text } from "./at.mjs";
import { launch, startHost } from "./host.mjs";
import { until } from "../window/driver.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost({ args: ["--now", "2026-11-25T12:00:00Z"] })]);
  for (const [slug, ...dates] of [
    ["ferry-vote", "--deadline", "2026-11-25 17:00", "--publish", "2026-11-26 07:00"],
    ["letters", "--planned", "2026-12-01"],
  ]) await host.cli("date", slug, ...dates).catch(() => undefined);
  page = await newPage(browser);
  await page.goto(host.url);
  await row(page, "ferry vote").waitFor();
  await page.getByRole("group", { name: "View" }).getByRole("button", { name: "Calendar" }).click();
  await entry("publish_at", "ferry vote").waitFor();
});
after(async () => {
  await browser?.close();
  host?.stop();
});

const entry = (date, label) => page.locator(`.ev.${date}`, { hasText: label });
const day = (iso) => page.locator(`[data-day="${iso}"]`);
const ask = () => page.getByRole("alertdialog");
const dates = async (slug) => JSON.parse(await host.cli("show", slug, "--json")).dates;
const middle = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + Math.min(20, box.width / 2), y: box.y + Math.min(12, box.height / 2) };
};
async function carry(what, where) {
  const from = await middle(what);
  const box = await where.boundingBox();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 9, from.y + 9);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 20, { steps: 6 });
}

test("what is due and what goes out stand on their days, told apart by words", async () => {
  await day("2026-11-25").locator(".ev.deadline", { hasText: "due 17:00" }).waitFor();
  await day("2026-11-26").locator(".ev.publish_at", { hasText: "07:00" }).waitFor();
  assert.equal(await day("2026-11-25").getAttribute("aria-current"), "date");
});

test("the calendar is legible to everybody, in light and dark, and whole when narrow", async () => {
  await accessible(page, "the calendar");
  await narrow(page, "the calendar");
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("a date dragged to another day asks first, and keeps its time", async () => {
  await carry(entry("publish_at", "ferry vote"), day("2026-11-30"));
  await page.mouse.up();
  await ask().getByText(/^Monday.*30.*2026.*07:00$/).waitFor();
  assert.equal((await dates("ferry-vote")).publish_at.wall, "2026-11-26T07:00", "nothing is moved before it is answered");
  await ask().getByRole("button", { name: "Move" }).click();
  await day("2026-11-30").locator(".ev.publish_at", { hasText: "ferry vote" }).waitFor();
  assert.equal((await dates("ferry-vote")).publish_at.wall, "2026-11-30T07:00");
});

test("keys do the same: Alt with an arrow, then Enter; the focus stays with the date", async () => {
  await entry("publish_at", "ferry vote").focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await ask().waitFor();
  await page.keyboard.press("Enter");
  await day("2026-11-29").locator(".ev.publish_at", { hasText: "ferry vote" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.dataset.entry?.endsWith(":publish_at"));
});

test("what would be broken is said before it is done, and Escape leaves it", async () => {
  await host.cli("date", "ferry-vote", "--embargo", "2026-11-28 06:00");
  await page.locator(".ev.embargo", { hasText: "ferry vote" }).waitFor();
  await entry("publish_at", "ferry vote").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await ask().getByText("The embargo holds until 28 November 2026, 06:00.").waitFor();
  await page.keyboard.press("Escape");
  await ask().waitFor({ state: "detached" });
  assert.equal((await dates("ferry-vote")).publish_at.wall, "2026-11-29T07:00");
});

test("a time that the clocks skip is told before it is taken", async () => {
  await host.cli("date", "ferry-vote", "--embargo", "none");
  await host.cli("date", "ferry-vote", "--publish", "2027-03-27 01:30");
  await page.getByRole("group", { name: "Days shown" }).getByRole("button", { name: "Month" }).click();
  for (let step = 0; step < 4; step++) await page.getByRole("button", { name: "Later" }).click();
  await day("2027-03-27").locator(".ev.publish_at").waitFor();
  await entry("publish_at", "ferry vote").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await ask().getByText(/skip 01:30/).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Today", exact: true }).click();
  await host.cli("date", "ferry-vote", "--publish", "sun 7:00");
});

test("a piece without a date is planned for a day by drag", async () => {
  await page.getByRole("group", { name: "Days shown" }).getByRole("button", { name: "Weeks" }).click();
  const { article } = await host.call("article_new", { headline: "Who pays for the lamps", slug: "lamps" });
  assert.ok(article);
  const card = page.getByRole("complementary", { name: "Beside the calendar" }).getByRole("link", { name: "Who pays for the lamps" });
  await card.waitFor();
  await carry(card, day("2026-12-02"));
  await page.mouse.up();
  await ask().getByRole("button", { name: "Plan" }).click();
  await day("2026-12-02").locator(".ev.planned", { hasText: "lamps" }).waitFor();
  assert.equal((await dates("lamps")).planned.wall, "2026-12-02");
});

test("the agenda lists the days that have something, and Enter opens the piece", async () => {
  await page.getByRole("group", { name: "Days shown" }).getByRole("button", { name: "Agenda" }).click();
  await entry("planned", "lamps").focus();
  await page.keyboard.press("Enter");
  await text(page).waitFor();
});

test("a date is typed as people write it, with the result shown before it is set", async () => {
  await page.locator("button.date").click();
  const field = page.locator("[data-field=deadline]");
  await field.getByLabel("Copy due", { exact: true }).fill("next thu 7pm");
  await field.getByText(/December 2026, 19:00/).waitFor();
  await page.keyboard.press("Enter");
  await until("the date on the desk", async () => (await dates("lamps")).deadline?.wall === "2026-12-03T19:00");
  await field.getByText(/2026, 19:00$/).waitFor();
  await field.getByLabel("Copy due", { exact: true }).fill("someday");
  await page.keyboard.press("Enter");
  await field.getByText("“someday” is not a date").waitFor();
  await page.keyboard.press("Escape");
});

test("nothing on the page was refused or went wrong", () => assert.deepEqual(page.wrong, []));
