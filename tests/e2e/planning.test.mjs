// Planning as a person does it: a list of a state that holds a move, ticked beside the text; an assignment; a template and a piece from
// it; what recurs; a series; who has how much.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, dialog, narrow, newPage, openPiece, row, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser, { viewport: { width: 1440, height: 900 } });
  await page.goto(host.url);
  await row(page, "ferry vote").waitFor();
});
after(async () => {
  assert.deepEqual(page?.wrong, []);
  await browser?.close();
  host?.stop();
});

const region = (name) => page.getByRole("region", { name });
const id = async (slug) => (await host.call("article_find", { slug })).article;
async function palette(name) {
  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("combobox").fill(name);
  await page.getByRole("option", { name }).first().waitFor();
  await page.keyboard.press("Enter");
}

test("a list is written for a state, and a move is made to wait for it", async () => {
  await palette("Workflow");
  await page.getByRole("tab", { name: "Checklists" }).click();
  await dialog(page).getByLabel("In the state").selectOption("draft");
  await button(dialog(page), "Add an item").click();
  await page.keyboard.type("Names checked");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Figures checked");
  await page.keyboard.press("Alt+ArrowUp");
  await accessible(page, "checklists");
  await narrow(page, "checklists");
  await button(dialog(page), "Keep this list").click();
  await page.getByText("The list of Draft is kept.").waitFor();
  assert.deepEqual((await host.call("checklist_list")).map((one) => one.label), ["Figures checked", "Names checked"]);
  await page.getByRole("tab", { name: "Moves" }).click();
  await dialog(page).getByLabel("From").selectOption("draft");
  await dialog(page).getByRole("region", { name: "To Editing" }).getByLabel("The checklist of its state is ticked").check();
  await button(dialog(page), "Keep the changes").click();
  await dialog(page).waitFor({ state: "detached" });
});

test("a refused move leads to what is to tick, and goes once it is ticked", async () => {
  await openPiece(page, "Letters");

  await button(page, "Take into editing · 2 open").waitFor();
  await page.keyboard.press("Control+Shift+Enter");
  await dialog(page).getByText("2 things on the checklist are not ticked.").waitFor();
  await dialog(page).getByRole("button", { name: /Not ticked/ }).first().click();
  await region("Checklist").getByLabel("Figures checked").waitFor();
  await region("Checklist").getByLabel("Figures checked").check();
  await region("Checklist").getByLabel("Names checked").check();
  await region("Checklist").getByText(/Meyer/).first().waitFor();
  await region("Checklist").getByLabel("One more thing to tick in Draft").fill("Ask each writer");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /Plan.*1/ }).waitFor();
  await accessible(page, "the plan of a piece");
  await narrow(page, "the plan of a piece");
  await region("Checklist").getByRole("checkbox", { name: /Ask each writer/ }).check();
  await page.getByRole("tab", { name: "Plan", exact: true }).waitFor();
});

test("an assignment is made at once: brief, person, deadline, length", async () => {
  const at = region("Assignment");
  await at.getByLabel("What it is to be").fill("The letters of the month.");
  await at.getByLabel("For").selectOption({ label: "Lena Ott" });
  await at.getByLabel("Copy due").fill("2099-12-04 17:00");
  await at.getByLabel("Words").fill("750");
  await button(at, "Assign").click();
  await at.getByText(/Lena Ott has it, due .*2099.*, 750 words/).waitFor();
  const piece = await host.call("article_get", { article: await id("letters-48") });
  assert.deepEqual([piece.with.name, piece.row.target_words, piece.dates.deadline.wall], ["Lena Ott", 750, "2099-12-04T17:00"]);
});

test("a piece is put into a series, and the list finds it by that", async () => {
  const at = region("Series");
  await at.getByLabel("In the series").fill("Letters");
  await button(at, "Keep").click();
  await at.getByRole("listitem").getByText(/Letters|letters/).first().waitFor();
  await toList(page);
  await page.getByRole("searchbox").fill("series:letters ");
  await page.waitForFunction(() => document.querySelectorAll("a.head").length === 1);
  await page.getByText("Letters, 1", { exact: false }).first().waitFor();
  await page.getByRole("searchbox").fill("");
});

test("a template is kept of a piece; a new piece and what recurs come from it", async () => {
  await page.locator("a[href='#letters-48']").click();
  await text(page).waitFor();
  await palette("Keep as a template");
  await dialog(page).getByLabel("Name").fill("Letters");
  await dialog(page).getByLabel(/Copy due so many days/).fill("2");
  await page.keyboard.press("Enter");
  await page.getByText("Kept as the template “Letters”").waitFor();
  await page.keyboard.press("Control+Shift+n");
  await dialog(page).getByRole("button", { name: "New piece from Letters" }).click();
  await page.locator(".crumb b", { hasText: /^letters$/ }).waitFor();
  await text(page).waitFor();
  await page.keyboard.press("Control+Shift+n");
  await button(dialog(page), "Something recurs").click();
  await dialog(page).getByRole("textbox", { name: "What recurs" }).fill("Weekly letters");
  for (const day of ["Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]) await dialog(page).getByLabel(day).check();
  await dialog(page).getByLabel("Made so many days ahead").fill("1");
  await accessible(page, "what recurs");
  await button(dialog(page), "Keep", true).click();
  await page.getByText(/Made 2 pieces that recur: weekly-letters/).waitFor();
  await accessible(page, "templates");
  await narrow(page, "templates");
  await page.keyboard.press("Escape");
  const made = await host.call("article_list", { query: "weekly-letters ", limit: 9 });
  assert.equal(made.total, 2);
  assert.ok(made.rows.every((one) => one.planned && one.deadline && one.with === "Lena Ott"));
});

test("who has how much in which week is a table, and leads to the pieces", async () => {
  await page.keyboard.press("Alt+7");
  await dialog(page).getByRole("rowheader", { name: "Lena Ott" }).waitFor();
  await accessible(page, "workload");
  await narrow(page, "workload");
  await dialog(page).getByRole("rowheader", { name: "Lena Ott" }).getByRole("button").click();
  await page.waitForFunction(() => document.querySelector("input[type=search]")?.value.includes('with:"Lena Ott"') ?? false);
  const all = (await host.call("article_list", { query: 'is:open with:"Lena Ott" ', limit: 50 })).total;
  await page.waitForFunction((all) => document.querySelectorAll("a.head").length === all, all);
});
