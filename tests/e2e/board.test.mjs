// The desk as a board: cards dragged and moved by keys, refused alike and with the same sentence.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, dialog, narrow, newPage, row, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser);
  await page.goto(host.url);
  await row(page, "ferry vote").waitFor();
  await page.getByRole("group", { name: "View" }).getByRole("button", { name: "Board" }).click();
  await column("Draft").waitFor();
});
after(async () => {
  await browser?.close();
  host?.stop();
});

const column = (name) => page.getByRole("region", { name: new RegExp(`^${name}, `) });
const card = (label) => page.locator("[data-card]", { hasText: label });
const stateOf = async (slug) => JSON.parse(await host.cli("show", slug, "--json")).state;
const centre = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 200) };
};
/** A drag as a hand makes it: the card is taken, carried in steps, held over the column. */
async function carry(label, name) {
  const from = await centre(card(label));
  const to = await centre(column(name));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.move(to.x, to.y, { steps: 6 });
}

test("each state on the way has its column with its count, and each piece its card there", async () => {
  const desk = await host.call("desk_info");
  for (const state of desk.states.filter((one) => one.group === "before")) {
    const count = desk.counts.find((one) => one.state === state.id)?.count ?? 0;
    await column(state.name).waitFor();
    assert.equal(await column(state.name).locator("[data-card]").count(), count, state.name);
  }
});

test("the board is legible to everybody, in light and dark, and whole when narrow", async () => {
  await accessible(page, "the board");
  await narrow(page, "the board");
  await page.setViewportSize({ width: 1280, height: 800 });
});

test("a card dragged where its gates do not let it is told why, stays, and leads to what is open", async () => {
  await carry("ferry vote", "Proof");
  await column("Proof").getByText("Let go to move it here").waitFor();
  await page.mouse.up();
  await column("Proof").getByText("Not yet “Pass to proof”: 4 errors are still in the text.").waitFor();
  assert.equal(await stateOf("ferry-vote"), "copy-edit");
  await column("Copy edit").locator("[data-card]", { hasText: "ferry vote" }).waitFor();
  await page.getByRole("button", { name: "Show them" }).click();
  await dialog(page).getByText("Pass to proof: not yet").waitFor();
  await page.keyboard.press("Escape");
  await text(page).waitFor();
  await page.keyboard.press("Control+Shift+l");
  await column("Proof").waitFor();
});

test("a card is moved by drag, and the record has it", async () => {
  await carry("ferry vote", "Editing");
  await page.mouse.up();
  if (await dialog(page).count()) await dialog(page).getByRole("button", { name: /editing/i }).last().click();
  await column("Editing").locator("[data-card]", { hasText: "ferry vote" }).waitFor();
  assert.equal(await stateOf("ferry-vote"), "editing");
  assert.match(await host.cli("history", "ferry-vote"), /editing/i);
});

test("a quick hand that has left the card with its first step carries it all the same", async () => {
  const from = await centre(card("ferry vote"));
  const to = await centre(column("Draft"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y + 100);
  await column("Draft").getByText("From where it is, no move leads here.").waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await stateOf("ferry-vote"), "editing");
});

test("a drag let go with Escape moves nothing, and opens nothing", async () => {
  await carry("ferry vote", "Draft");
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await stateOf("ferry-vote"), "editing");
  await column("Editing").locator("[data-card]", { hasText: "ferry vote" }).waitFor();
});

test("no move leads past the workflow: the column says so while the card is held over it", async () => {
  const from = await centre(card("ferry vote"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y);
  // Held at the edge, the board goes on to the columns that are out of sight.
  await page.mouse.move(1270, from.y, { steps: 4 });
  await page.waitForFunction(() => document.querySelector("[data-state=scheduled]").getBoundingClientRect().right < innerWidth);
  await page.mouse.move(1200, from.y, { steps: 2 });
  const to = await centre(column("Scheduled"));
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await column("Scheduled").getByText("no move leads here").waitFor();
  await page.mouse.up();
  await column("Scheduled").getByText(/cannot go to Scheduled/).waitFor();
  assert.equal(await stateOf("ferry-vote"), "editing");
});

test("keys do the same: from card to card, to the next state, and the focus goes with the card", async () => {
  await card("ferry vote").focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.waitForFunction(() => document.activeElement?.closest("[data-state]")?.dataset.state === "with-author" || document.activeElement?.closest("[data-state]")?.dataset.state === "copy-edit");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /ferry vote/);
  const here = await page.evaluate(() => document.activeElement.closest("[data-state]").dataset.state);
  assert.equal(await stateOf("ferry-vote"), here);
  await page.locator("[role=status]", { hasText: "is now in" }).waitFor({ state: "attached" });
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await page.evaluate(() => document.activeElement.closest("[data-state]")?.dataset.state), here);
  await page.keyboard.press("Enter");
  await text(page).waitFor();
  await toList(page).catch(() => undefined);
});

test("a piece on hold goes back to where it was, by drag and by keys", async () => {
  await host.cli("move", "ferry-vote", "on-hold", "--why", "Wait for the clerk.");
  await page.reload();
  await column("On hold").locator("[data-card]", { hasText: "ferry vote" }).waitFor();
  const before = await host.call("article_moves", { article: (await host.call("article_find", { slug: "ferry-vote" })).article });
  const back = before.find((move) => move.label === "Take off hold");
  const name = (await host.call("desk_info")).states.find((one) => one.id === back.state).name;
  await card("ferry vote").scrollIntoViewIfNeeded();
  const from = await centre(card("ferry vote"));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 20, from.y);
  // Held at the edge, the board goes on to the columns that are out of sight.
  await page.mouse.move(10, from.y, { steps: 4 });
  await page.waitForFunction((id) => document.querySelector(`[data-state=${id}]`).getBoundingClientRect().left > 0, back.state);
  const to = await centre(column(name));
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await column(name).getByText("Let go to move it here").waitFor();
  await page.mouse.up();
  await column(name).locator("[data-card]", { hasText: "ferry vote" }).waitFor();
  assert.equal(await stateOf("ferry-vote"), back.state);
  await host.cli("move", "ferry-vote", "on-hold", "--why", "Wait again.");
  await column("On hold").locator("[data-card]", { hasText: "ferry vote" }).waitFor();
  await card("ferry vote").focus();
  await page.keyboard.press("Alt+ArrowLeft");
  await column(name).locator("[data-card]", { hasText: "ferry vote" }).waitFor();
  assert.equal(await stateOf("ferry-vote"), back.state);
});

test("what the command line moves is seen on the board at once, and the board is there again on the next start", async () => {
  await page.reload();
  await column("Draft").waitFor();
  const before = await column("Editing").locator("[data-card]").count();
  await host.cli("move", "ferry-vote", "editing", "--why", "Again.");
  await page.waitForFunction((before) => document.querySelectorAll("[data-state=editing] [data-card]").length === before + 1, before);
});

test("nothing on the page was refused or went wrong", () => assert.deepEqual(page.wrong, []));
