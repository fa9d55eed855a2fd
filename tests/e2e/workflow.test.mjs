// The workflow, who may, people, many pieces at once and what waits for whom, as a person does it in the window.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, dialog, narrow, newPage, openPiece, row, toList } from "./at.mjs";
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

const deskMenu = async (name) => {
  if ((await dialog(page).count()) > 0) await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "The Harbour Review" }).click();
  await page.getByRole("menuitem", { name }).click();
};
const tab = (name) => dialog(page).getByRole("tab", { name });
const stateOf = async (slug) => JSON.parse(await host.cli("show", slug, "--json")).state;
const closed = () => page.waitForFunction(() => !document.querySelector("dialog[open]"));

test("fact check is switched on, renamed and marked, and the board has its column", async () => {
  await deskMenu(/Workflow…/);
  await dialog(page).getByLabel("Name of Fact check").fill("Facts");
  await dialog(page).getByLabel("Facts is in use").check();
  await dialog(page).getByLabel("Shape of Facts").selectOption("square");
  await accessible(page, "the workflow's states");
  await button(dialog(page), "Keep the changes").click();
  await closed();
  const desk = await host.call("desk_info");
  const state = desk.states.find((one) => one.id === "fact-check");
  assert.deepEqual([state.name, state.shape], ["Facts", "square"]);
  await page.getByRole("navigation", { name: "Desk and states" }).getByRole("button", { name: /^Facts/ }).waitFor();
});

test("a state with pieces goes only when it is said where they go", async () => {
  await deskMenu(/Workflow…/);
  await button(dialog(page), "Take out Editing").click();
  await dialog(page).getByText(/of Editing would go to/).waitFor();
  await button(dialog(page), "Keep the changes").click();
  await dialog(page).getByRole("alert").waitFor();
  assert.match(await dialog(page).getByRole("alert").innerText(), /stranded/);
  await page.keyboard.press("Escape");
  await closed();
});

test("the drawing shows the workflow and says it in sentences", async () => {
  await deskMenu(/Workflow…/);
  await tab("Picture").click();
  const drawing = dialog(page).getByRole("img", { name: "The states of the desk and the moves between them" });
  await drawing.waitFor();
  assert.match(await dialog(page).locator("ul.unseen").innerText(), /Copy edit: Pass to proof, to Proof/);
  await accessible(page, "the drawing");
  await tab("Moves").click();
  await dialog(page).getByLabel("From").selectOption("proof");
  await dialog(page).getByRole("region", { name: "To Ready" }).getByLabel("Somebody has it").check();
  await accessible(page, "the moves");
  await narrow(page, "the workflow");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.keyboard.press("Escape");
  await closed();
});

test("a right is set in the table, and window, board and command line refuse with the same sentence", async () => {
  await deskMenu(/Workflow…/);
  await tab("Who may").click();
  await dialog(page).getByLabel("Take into editing: copy editor").check();
  await accessible(page, "the table of rights");
  await button(dialog(page), "Keep the changes").click();
  await closed();
  const { rows } = await host.call("article_list", { state: "draft" });
  const [draft] = rows;
  const desk = await host.call("desk_info");
  const writer = desk.people.find((one) => !one.roles.includes("copy editor") && !one.roles.includes("editor-in-chief"));
  const refused = await host.call("person_me", { person: writer.id }).then(() => host.call("article_move", { article: draft.id, to: "editing" }));
  assert.match(refused.message, /^“Take into editing” is for a copy editor; that is /);
  await openPiece(page, draft.label);
  await button(page, "Take into editing").click();
  await dialog(page).getByText(refused.message).waitFor();
  await page.keyboard.press("Escape");
  await toList(page);
  await page.keyboard.press("Alt+2");
  await page.locator("[data-card]", { hasText: draft.label }).focus();
  await page.keyboard.press("Alt+ArrowRight");
  await page.locator(".no", { hasText: refused.message }).waitFor();
  await page.keyboard.press("Alt+1");
  const told = await host.cli("move", draft.slug, "editing").catch((error) => error);
  assert.equal(told.code, 1);
  assert.ok(told.stderr.includes(refused.message), told.stderr);
  await host.call("person_me", { person: desk.me.id });
});

test("a person's card is changed, and who leaves is kept", async () => {
  await deskMenu(/People…/);
  const desk = await host.call("desk_info");
  const other = desk.people.find((one) => one.id !== desk.me.id);
  await button(dialog(page), `Change ${other.name}`).click();
  await dialog(page).getByLabel("Office, as it prints").fill("night editor");
  await dialog(page).getByRole("combobox", { name: "Where", exact: true }).selectOption("gone");
  await accessible(page, "a person's card");
  await button(dialog(page), "Keep the card").click();
  await dialog(page).getByText("no longer on the desk").waitFor();
  await page.keyboard.press("Escape");
  await closed();
  assert.match(await host.cli("person", "list"), new RegExp(`${other.name}.*no longer on the desk.*night editor`));
  await host.cli("person", "set", other.name, "--active", "yes");
});

test("several pieces are moved at once, and each that is refused says why and stays chosen", async () => {
  await page.reload();
  await page.locator("[data-row]").first().focus();
  await page.keyboard.press("Control+a");
  const region = page.getByRole("region", { name: "Chosen pieces" });
  await region.getByText(/pieces chosen/).waitFor();
  await region.getByRole("button", { name: "Move to…" }).click();
  await accessible(page, "where the chosen pieces may go");
  await page.getByRole("menuitem", { name: "Proof" }).click();
  await dialog(page).getByText("These stay chosen:").waitFor();
  assert.match(await dialog(page).innerText(), /cannot go to Proof; from here it can go to/);
  await accessible(page, "the refused pieces");
  await page.keyboard.press("Escape");
  await button(region, "Date…").click();
  await dialog(page).getByLabel("When; empty takes it away").fill("2099-12-01 12:00");
  await dialog(page).getByText(/1 December 2099, 12:00/).waitFor();
  await button(dialog(page), "Set it").click();
  // What follows is told first, piece by piece.
  await dialog(page).getByRole("list", { name: "What follows" }).getByText(/goes out before that/).first().waitFor();
  await accessible(page, "what follows from a date for many");
  await button(dialog(page), "Set it all the same").click();
  await closed();
  await page.locator(".told, [role=status]", { hasText: /pieces dated/ }).first().waitFor();
});

test("a piece is handed over with a message, and waits for whom it was given to", async () => {
  const desk = await host.call("desk_info");
  await openPiece(page, "ferry vote");
  await page.getByRole("tab", { name: "With" }).click();
  await page.getByLabel("Hand it to").selectOption(desk.me.id);
  await page.getByLabel("With a message").fill("Please read the third paragraph.");
  await button(page, "Hand over").click();
  await page.getByText(`${desk.me.name} has it.`).waitFor();
  await page.getByLabel("Somebody outside has it").fill("Marta Reis");
  await page.getByLabel("Due back").fill("2020-01-02");
  await button(page, "Note it").click();
  await page.getByText(/due back .*late/).waitFor();
  await accessible(page, "who has the piece");
  await toList(page);
  await page.keyboard.press("Alt+4");
  await page.getByRole("heading", { name: "For you" }).waitFor();
  await page.getByText("Please read the third paragraph.").waitFor();
  await accessible(page, "what waits");
  await page.getByRole("listitem").filter({ hasText: "Marta Reis" }).getByRole("button", { name: "It is back" }).focus();
  await page.keyboard.press("Control+Shift+m");
  await page.getByText("A reminder to Marta Reis is copied").waitFor();
  await narrow(page, "what waits");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("listitem").filter({ hasText: "Marta Reis" }).getByRole("button", { name: "It is back" }).click();
  await page.getByText(/Nothing is out/).waitFor();
  assert.match(await host.cli("waiting"), /For you: \d/);
  await page.keyboard.press("Alt+1");
  assert.equal(await stateOf("ferry-vote"), "copy-edit");
});

test("a workflow on offer is taken, and the pieces of its lost states go where it was said", async () => {
  await deskMenu(/Workflow…/);
  await button(dialog(page), "Start from…").click();
  await page.getByRole("menuitem", { name: /Newsletter/ }).click();
  for (const state of ["Copy edit", "Facts", "Proof"]) {
    const choice = dialog(page).getByLabel(new RegExp(`of ${state} would go to`));
    if ((await choice.count()) > 0) await choice.selectOption({ label: "Editing" });
  }
  await accessible(page, "a workflow on offer");
  await button(dialog(page), "Keep the changes").click();
  await closed();
  const { states, counts, total } = await host.call("desk_info");
  assert.ok(!states.some((state) => state.id === "copy-edit"));
  assert.equal(counts.reduce((sum, one) => sum + one.count, 0), total);
  assert.equal(await stateOf("ferry-vote"), "editing");
  assert.match(await host.cli("history", "ferry-vote"), /because Copy edit was taken out of the workflow/);
});
