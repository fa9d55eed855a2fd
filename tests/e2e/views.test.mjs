// One question for list, board, calendar and line-up; saved views; the list's columns; and all of it on a desk of 100,000 pieces.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, dialog, narrow, newPage, row, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(host.url);
  await row(page, "ferry vote").waitFor();
});
after(async () => {
  await browser?.close();
  host?.stop();
});

const field = () => page.getByRole("searchbox");
const view = (name) => page.getByRole("group", { name: "View" }).getByRole("button", { name }).click();
const slugs = async (query) => (await host.call("article_list", { query, limit: 500, sort: "date" })).rows.map((one) => one.slug);
const shown = () => page.locator("a.head").evaluateAll((all) => all.map((one) => one.getAttribute("href").slice(1)));
const shows = (wanted) => page.waitForFunction((wanted) => {
  const all = [...document.querySelectorAll("a.head")].map((one) => one.getAttribute("href").slice(1)).sort();
  return JSON.stringify(all) === JSON.stringify(wanted);
}, [...wanted].sort());

test("an operator and its value are completed by keys, and the list has what the question finds", async () => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("sta");
  await page.getByRole("option", { name: "state:" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("option", { name: "Copy edit" }).waitFor();
  await page.keyboard.type("cop");
  await page.waitForFunction(() => document.querySelectorAll("[role=option]").length === 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await field().inputValue(), 'state:"Copy edit" ');
  const wanted = await slugs('state:"Copy edit" ');
  assert.ok(wanted.length > 0);
  await shows(wanted);
  await accessible(page, "a question in the field");
});

test("a question that cannot be put is told in one sentence, and what was found stays", async () => {
  const before = await shown();
  await field().fill("autor:ana ");
  await page.getByText("There is no “autor:”; write author:ana").waitFor();
  assert.deepEqual(await shown(), before);
});

test("board and calendar answer the same question", async () => {
  await field().fill("ferry ");
  const wanted = await slugs("ferry ");
  await shows(wanted);
  await view("Board");
  const open = (await host.call("article_list", { query: "ferry is:open ", limit: 500 })).total;
  await page.waitForFunction((open) => document.querySelectorAll("[data-card]").length === open, open);
  await view("Calendar");
  await page.getByRole("group", { name: "Calendar" }).waitFor();
  const days = await page.locator("[data-day]").evaluateAll((all) => all.map((one) => one.dataset.day));
  const told = await host.call("article_calendar", { from: days[0], to: days.at(-1), query: "ferry ", most: 0 });
  await page.waitForFunction((count) => document.querySelectorAll("[data-entry]").length === count, told.entries.length);
  await view("List");
});

test("Enter puts the best fit first and leads to it", async () => {
  await field().fill("ferry");
  await field().press("Enter");
  await page.getByText(/by what fits best/).waitFor();
  const best = (await host.call("article_list", { query: "ferry", sort: "best", limit: 1 })).rows[0].slug;
  await page.waitForFunction((slug) => document.activeElement?.getAttribute("href") === `#${slug}`, best);
  await page.keyboard.press("Enter");
  await text(page).waitFor();
  await toList(page);
});

test("what is shown is saved as a view, counted at the side, renamed and removed", async () => {
  await field().fill("is:open section:");
  await page.keyboard.press("Escape");
  await field().fill("is:open ferry ");
  await page.keyboard.press("Alt+Shift+s");
  await dialog(page).getByLabel(/Name of the view/).fill("Ferries on their way");
  await page.keyboard.press("Enter");
  const count = (await slugs("is:open ferry ")).length;
  const line = (name) => page.getByRole("navigation", { name: "Desk and states" }).getByRole("button", { name: `${name} ${count}`, exact: true });
  await line("Ferries on their way").waitFor();
  await page.getByRole("navigation", { name: "Desk and states" }).getByRole("button", { name: /^Desk/ }).click();
  assert.equal(await field().inputValue(), "");
  await line("Ferries on their way").click();
  await shows(await slugs("is:open ferry "));
  assert.match(await host.cli("view"), /Ferries on their way/);
  assert.match(await host.cli("view", "ferries on their way"), /ferry/);
  await page.getByRole("button", { name: "View Ferries on their way" }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await dialog(page).getByLabel(/Name of the view/).fill("Ferries");
  await page.keyboard.press("Enter");
  await line("Ferries").waitFor();
  await page.getByRole("button", { name: "View Ferries", exact: true }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await line("Ferries").waitFor({ state: "detached" });
  assert.equal((await host.call("history_list", { article: null, limit: 1 }))[0].what, "Removed the view “Ferries”.");
  await field().fill("");
});

test("columns are chosen, moved and made wider by keys, and are there again on the next start", async () => {
  const heads = () => page.locator("thead th button").evaluateAll((all) => all.map((one) => one.textContent.replace(/[↑↓]/, "")));
  await page.setViewportSize({ width: 1600, height: 800 });
  await button(page, "Columns", true).click();
  await page.getByRole("menuitemcheckbox", { name: "Section" }).click();
  await page.locator("thead th.section").waitFor();
  await page.locator("thead th.section button").focus();
  await page.keyboard.press("Alt+Shift+ArrowLeft");
  await page.waitForFunction(() => document.querySelectorAll("thead th")[2].classList.contains("section"));
  await page.getByRole("separator", { name: "Width of Section" }).focus();
  const width = () => page.locator("thead th.section").evaluate((one) => one.offsetWidth);
  const before = await width();
  const kept = page.waitForResponse((response) => response.url().endsWith("/call/app_settings_set"));
  await page.keyboard.press("ArrowRight");
  await kept;
  await page.waitForFunction((before) => document.querySelector("thead th.section").offsetWidth === before + 16, before);
  const now = await heads();
  await page.reload();
  await row(page, "ferry vote").waitFor();
  assert.deepEqual(await heads(), now);
  assert.equal(await width(), before + 16);
  await accessible(page, "the list with its columns");
  await narrow(page, "the list");
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("on the board by person a card is given by keys; a column over its limit says so and refuses nothing", async () => {
  await view("Board");
  await page.getByRole("group", { name: "Columns" }).getByRole("button", { name: "Person" }).click();
  const column = (name) => page.getByRole("region", { name: new RegExp(`^${name}, `) });
  await column("Nobody").waitFor();
  const card = page.locator("[data-card]", { hasText: "ferry vote" }).first();
  const slug = (await card.getAttribute("href")).slice(1);
  const was = await card.evaluate((one) => one.closest("[data-state]").dataset.state);
  await card.focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.locator("[role=status]", { hasText: "is now with" }).waitFor({ state: "attached" });
  const people = (await host.call("desk_info")).people;
  const now = await page.locator("[data-card]", { hasText: "ferry vote" }).first().evaluate((one) => one.closest("[data-state]").dataset.state);
  assert.notEqual(now, was);
  const { rows } = await host.call("article_list", { query: "", limit: 500 });
  assert.equal(rows.find((one) => one.slug === slug).with, people.find((one) => one.id === now)?.name ?? null);
  await page.getByRole("group", { name: "Columns" }).getByRole("button", { name: "State" }).click();
  await column("Draft").getByRole("button", { name: /set a limit/ }).click();
  await page.keyboard.type("1");
  await page.keyboard.press("Enter");
  await column("Draft").getByText(/are wanted at the most|\/\s1/).first().waitFor();
  await accessible(page, "the board with a limit");
  await view("List");
});

test("the line-up has what was asked for on a page to print", async () => {
  await page.keyboard.press("Alt+5");
  await page.locator(".lineup [data-row]").first().waitFor();
  const open = await slugs("is:open");
  assert.equal(await page.locator(".lineup [data-row]").count(), open.length);
  await accessible(page, "the line-up");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("header.top").isVisible(), false);
  assert.equal(await page.getByRole("button", { name: "Print…" }).isVisible(), false);
  assert.ok(await page.locator(".lineup h2").isVisible());
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("Alt+1");
});

test("at 100,000 pieces list, board and calendar draw only what is seen", async () => {
  assert.equal(await host.many(100_000), null);
  await page.reload();
  await page.locator("a.head").first().waitFor();
  await button(page, "Show published pieces, too").click();
  await page.waitForFunction(() => Number(document.querySelector("table").getAttribute("aria-rowcount")) > 100_000);
  const drawn = () => page.locator("a.head").count();
  assert.ok((await drawn()) < 80, `${await drawn()} rows are drawn`);
  await page.locator("a.head").first().focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => Number(document.activeElement?.dataset.at) > 100_000);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement?.dataset.at === "0");
  await page.locator(".scroll").evaluate((one) => (one.scrollTop = one.scrollHeight / 2));
  await page.waitForFunction(() => Number(document.querySelector("a.head")?.dataset.at) > 40_000);
  assert.ok((await drawn()) < 80);
  await field().fill("author:lindqvist state:proof");
  const found = (await host.call("article_list", { query: "author:lindqvist state:proof", limit: 1 })).total;
  await page.waitForFunction((found) => Number(document.querySelector("table").getAttribute("aria-rowcount")) === found + 1, found);
  await field().fill("");
  await view("Board");
  await page.locator("[data-card]").first().waitFor();
  assert.ok((await page.locator("[data-card]").count()) < 1_000);
  await view("Calendar");
  await page.locator("[data-entry]").first().waitFor();
  assert.ok((await page.locator("[data-entry]").count()) < 1_000);
  const more = page.getByRole("button", { name: /more on/ });
  const days = await more.count();
  await more.first().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((days) => document.querySelectorAll("[data-day] > button").length === days - 1, days);
  await view("List");
});

test("nothing on the page was refused or went wrong", () => assert.deepEqual(page.wrong, []));
