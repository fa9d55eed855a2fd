// Safety that one sees: backups made, looked into, gone back to; a piece out of one; dates that were missed, settled one by one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync, writeFileSync } from "node:fs";
import { accessible, button, dialog, narrow, newPage, openPiece, row, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(desk.url);
  await row(page, "ferry vote").waitFor();
});
after(async () => {
  await browser?.close();
  desk?.stop();
});

const menu = async (name) => {
  await button(page, "The Harbour Review").click();
  await page.getByRole("menuitem", { name }).click();
  await dialog(page).waitFor();
};
const strip = () => page.getByRole("status").filter({ hasText: "missed date" });

test("a missed date is seen at once, and one click from its settling", async () => {
  await strip().waitFor();
  await strip().getByRole("button", { name: "Settle" }).click();
  await dialog(page).getByText("Stet publishes nothing by itself").waitFor();
  await accessible(page, "missed dates");
  await narrow(page, "missed dates");
});

test("a missed piece gets another date as one types it, shown before it is set", async () => {
  const item = dialog(page).getByRole("listitem").first();
  const name = await item.locator("b").first().textContent();
  await item.getByRole("button", { name: "Another date" }).click();
  const field = item.getByLabel(`Another date for ${name}`);
  await field.fill("no day at all");
  await item.locator(".late[aria-live]").waitFor();
  await field.fill("tomorrow 7:15");
  await item.getByText(/07:15/).waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).getByText("Every piece that should have gone out by now did.").waitFor();
  await page.keyboard.press("Escape");
  await strip().waitFor({ state: "detached" });
});

test("a piece whose gates hold is marked as gone out then, at its own date", async () => {
  // What the sample desk has ready is given a date that has passed.
  const rows = await desk.call("article_list", { state: "ready" });
  const ready = rows.rows[0];
  await desk.call("date_set", { article: ready.id, date: "publish_at", wall: "2026-01-05T07:00", zone: null, fold: null });
  await desk.call("date_set", { article: ready.id, date: "embargo", wall: null, zone: null, fold: null });
  await page.reload();
  await strip().getByRole("button", { name: "Settle" }).click();
  const item = dialog(page).getByRole("listitem").filter({ hasText: ready.label });
  await item.getByRole("button", { name: "It went out then" }).click();
  await item.waitFor({ state: "detached" });
  const after = await desk.call("article_get", { article: ready.id });
  assert.equal(after.state, "published");
  assert.equal(after.dates.publish_at.wall, "2026-01-05T07:00");
  await page.keyboard.press("Escape");
});

test("a backup is made by hand and listed with its age and size", async () => {
  await menu("Backups");
  await dialog(page).getByText("There is no backup yet").waitFor();
  await button(page, "Back up now").click();
  await page.getByText("every row was read again from the copy").waitFor();
  await dialog(page).getByText("asked for").waitFor();
  await accessible(page, "backups");
  await narrow(page, "backups");
  await page.keyboard.press("Escape");
});

test("the whole desk goes back, and the way back has a way back", async () => {
  await openPiece(page, "ferry vote");
  const before = await text(page).textContent();
  await text(page).locator("p").last().click();
  await page.keyboard.press("End");
  await page.keyboard.type(" A sentence that came after the backup.");
  await toList(page);
  await menu("Backups");
  await dialog(page).getByRole("listitem").filter({ hasText: "asked for" }).getByRole("button", { name: "Restore" }).click();
  await dialog(page).getByText("is backed up first").waitFor();
  await button(page, "Restore the whole desk").click();
  await page.getByText("The desk is as it was").waitFor();
  await openPiece(page, "ferry vote");
  assert.equal(await text(page).textContent(), before);
  await toList(page);
  await menu("Backups");
  await dialog(page).getByRole("listitem").filter({ hasText: "before a restore" }).getByRole("button", { name: "Pieces" }).click();
  await dialog(page).getByRole("searchbox").fill("ferry vote");
  const piece = dialog(page).getByRole("listitem").filter({ hasText: "other text now" }).first();
  await accessible(page, "the pieces of a backup");
  await piece.getByRole("button", { name: "As a version" }).click();
  await page.getByText("has it as a version").waitFor();
  await dialog(page).getByRole("button", { name: "Close" }).first().click();
});

test("a backup is looked into for reading only, and left again", async () => {
  await menu("Backups");
  await dialog(page).getByRole("listitem").filter({ hasText: "asked for" }).getByRole("button", { name: "Look" }).click();
  await page.getByText("for reading only.").first().waitFor();
  assert.equal(await button(page, "New piece").isDisabled(), true);
  await openPiece(page, "ferry vote");
  assert.equal(await page.locator(".ProseMirror").first().getAttribute("contenteditable"), "false");
  await toList(page);
  await accessible(page, "a backup, looked into");
  await button(page, "Back to the desk").click();
  await page.waitForFunction(() => !document.body.textContent.includes("This desk can only be read"));
  assert.equal(await button(page, "New piece").isDisabled(), false);
});

test("the doctor says what the desk holds and that it is sound", async () => {
  await menu("The desk’s health");
  await dialog(page).getByText("The desk is sound.").waitFor();
  await dialog(page).getByText("10 pieces:").waitFor();
  await accessible(page, "the desk’s health");
  await narrow(page, "the desk’s health");
  await desk.answers({ folder: desk.person.home });
  await button(page, "Save every piece as files").click();
  await dialog(page).getByText(/10 pieces and .* are in the folder/).waitFor();
  await page.keyboard.press("Escape");
});

test("the desk’s history is narrowed by kind and saved as a table", async () => {
  await menu("The desk’s history");
  await dialog(page).getByText(/whole desk was restored/).waitFor();
  await accessible(page, "the desk’s history");
  await narrow(page, "the desk’s history");
  await dialog(page).getByLabel("What").selectOption("restore");
  await dialog(page).getByText("1 line", { exact: true }).waitFor();
  await desk.answers({ save: `${desk.person.home}/history.csv` });
  await button(page, "Save as CSV").click();
  await page.getByText("history.csv has 1 line.").waitFor();
  assert.match(readFileSync(`${desk.person.home}/history.csv`, "utf8"), /The whole desk was restored/);
  await page.keyboard.press("Escape");
});

test("the dates of the list leave as a calendar file, the desk as open files", async () => {
  await desk.answers({ save: `${desk.person.home}/review.ics` });
  await button(page, "The Harbour Review").click();
  await page.getByRole("menuitem", { name: "calendar file" }).click();
  await page.getByText("review.ics is written").waitFor();
  assert.match(readFileSync(`${desk.person.home}/review.ics`, "utf8"), /BEGIN:VEVENT/);
  await desk.answers({ folder: desk.person.home });
  await button(page, "The Harbour Review").click();
  await page.getByRole("menuitem", { name: "Everything as open files" }).click();
  await page.getByText("All that the desk knows is in the folder").waitFor();
});

test("a desk that does not open any more is brought back from the start screen", async () => {
  await desk.call("desk_close");
  writeFileSync(desk.desk, "this is no desk");
  await page.reload();
  await page.locator(".recent button").first().click();
  await page.getByText("not a Stet desk").first().waitFor();
  await button(page, "Backups…").first().click();
  await dialog(page).getByRole("listitem").first().getByRole("button", { name: "Restore" }).click();
  await button(page, "Restore the whole desk").click();
  await row(page, "ferry vote").waitFor();
  assert.deepEqual(page.wrong, []);
});
