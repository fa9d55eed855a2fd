// Contributors, fees, the dossier of a piece and who is in it, as a person does it in the window.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
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

const closed = () => page.waitForFunction(() => !document.querySelector("dialog[open]"));
const deskMenu = async (name) => {
  await page.getByRole("button", { name: "The Harbour Review" }).click();
  await page.getByRole("menuitem", { name }).click();
};
const tab = (name) => page.getByRole("tab", { name });
const section = (name) => page.getByRole("region", { name });
const here = (name) => path.join(host.person.home, name);
const file = (name, text) => (writeFileSync(here(name), text), here(name));
const MAIL = "From: Quirina <q@pilots.example>\nSubject: The count\nContent-Type: text/plain\n\nThe chair promised us a moratoriumette.\n";

test("a contributor outside has a card, with a legal name that is on it alone", async () => {
  await deskMenu("People…");
  await dialog(page).getByLabel("Add a person").fill("M. Farol");
  await dialog(page).getByLabel("Writes for the desk from outside").check();
  await button(dialog(page), "Add").click();
  await button(dialog(page), "Change M. Farol").click();
  const card = dialog(page).getByRole("form", { name: "Card of M. Farol" });
  await card.getByLabel("Mail").fill("farol@harbour.example");
  await card.getByLabel("Writes in").fill("pt-PT, en-GB");
  await card.getByLabel(/^Legal name/).fill("Zuleika Canário");
  await card.getByLabel("Language of the lines").selectOption("pt-PT");
  await button(card, "Add lines").click();
  await card.getByLabel("Portuguese (Portugal)").fill("Escreve sobre portos.");
  await accessible(page, "a contributor's card");
  await button(card, "Keep the card").click();
  await card.waitFor({ state: "detached" });
  await dialog(page).getByText("writes from outside").waitFor();
  const shown = JSON.parse(await host.cli("person", "show", "M. Farol", "--json"));
  assert.deepEqual([shown.person.languages, shown.card.legal_name, shown.card.bios["pt-PT"]], [["pt-PT", "en-GB"], "Zuleika Canário", "Escreve sobre portos."]);
  await page.keyboard.press("Escape");
  await closed();
});

test("a fee is noted beside the piece and written as a table", async () => {
  await openPiece(page, "ferry vote");
  await tab("Dossier").click();
  const fees = section("Fees");
  await fees.getByLabel("For").selectOption("M. Farol");
  await fees.getByLabel("Agreed").fill("250,50");
  await button(fees, "Note it").click();
  await fees.getByText("agreed €250.50").waitFor();
  await accessible(page, "the dossier");
  await deskMenuFees();
  assert.match(await dialog(page).innerText(), /M\. Farol/);
  await accessible(page, "the fees");
  await host.answers({ save: here("fees.csv") });
  await button(dialog(page), "Save as CSV…").click();
  await page.getByText("fees.csv has 1 fee.").waitFor();
  const csv = readFileSync(here("fees.csv"), "utf8");
  assert.match(csv, /M\. Farol,EUR,250\.50,/);
  assert.doesNotMatch(csv, /Zuleika/i);
  await page.keyboard.press("Escape");
  await closed();
});
const deskMenuFees = async () => {
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("Fees");
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("heading", { name: "Fees" }).waitFor();
};

test("files dropped on the dossier are kept there, found by the search, and opened from it", async () => {
  await tab("Dossier").click();
  const files = section("Mails, permissions, sources");
  await files.scrollIntoViewIfNeeded();
  const box = await files.boundingBox();
  await host.drop([file("letter.eml", MAIL), file("permission.pdf", "%PDF-1.4")], box.x + 40, box.y + 20);
  await button(files, "letter.eml", true).waitFor();
  await files.getByText("Found by its name only.").waitFor();
  await button(files, "Describe permission.pdf").click();
  await files.getByLabel("What permission.pdf is").selectOption("permission");
  await files.getByLabel("Note on permission.pdf").fill("for the map");
  await files.getByLabel("Note on permission.pdf").press("Tab");
  await files.getByText("for the map").waitFor();
  await button(files, "letter.eml", true).click();
  for (let opened = []; !opened.some((name) => /letter\.eml$/.test(name)); ) opened = await host.opened();
  await narrow(page, "the dossier");
  await page.setViewportSize({ width: 1280, height: 800 });
  await toList(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("moratoriumette");
  await row(page, "ferry vote").waitFor();
  await page.getByText("Dossier:").waitFor();
  await row(page, "ferry vote").click();
  await button(section("Mails, permissions, sources"), "letter.eml", true).waitFor();
});

test("whom we approached is noted, and what they answered", async () => {
  const log = section("Right of reply");
  await log.getByLabel("Whom we approached").fill("The port authority");
  await log.getByLabel("Has time until").fill("27 Nov 2026 12:00");
  await log.getByLabel("What we asked").fill("Was there a count?");
  await button(log, "Note it").click();
  await log.getByText(/No answer; has time until/).waitFor();
  await button(log, "Note the answer of The port authority").click();
  await log.getByLabel("What The port authority answered").fill("No comment.");
  await button(log, "Keep the answer").click();
  await log.getByText("No comment.").waitFor();
  assert.match(await host.cli("dossier", "show", "ferry-vote"), /The port authority\s+by mail/);
});

test("nobody is handed a piece by mistake", async () => {
  await tab("With").click();
  const desk = section("On the desk");
  assert.equal(await button(desk, "Hand over").isDisabled(), true);
  await accessible(page, "the pane With");
});

test("who has the piece open is told at its head and on the list of another window", async () => {
  const other = await startHost({ beside: host, args: ["--desk", host.desk] });
  try {
    const second = await newPage(browser);
    await second.goto(other.url);
    await second.locator("tr", { hasText: "ferry vote" }).getByText("You have it open in another window").waitFor();
    await openPiece(second, "ferry vote");
    await second.getByRole("status").getByText("You have it open in another window").waitFor();
    await second.close();
  } finally {
    other.stop();
  }
});

test("the whole desk as open files keeps the dossier, and a desk is made of them again in the window", async () => {
  await toList(page);
  const folder = here("open-files");
  mkdirSync(folder);
  await host.answers({ folder });
  await deskMenu("Everything as open files…");
  await page.getByText(/All that the desk knows is in the folder/).waitFor();
  const [written] = readdirSync(folder);
  await host.answers({ folder: path.join(folder, written) });
  await host.answers({ save: here("again.stet") });
  await deskMenu("A desk of open files…");
  for (let recent = 0; recent < 2; ) recent = (await host.call("app_state")).recent.length;
  await row(page, "ferry vote").waitFor();
  await openPiece(page, "ferry vote");
  await tab("Dossier").click();
  await button(section("Mails, permissions, sources"), "letter.eml", true).waitFor();
});
