// Files on their way in: several at once, a broken one, guesses, new copies, a paste, a hostile piece.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { button, dialog, newPage, row, text, toList } from "./at.mjs";
import { FERRY, HOSTILE, file } from "./files.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(desk.url);
  await row(page, "ferry vote").waitFor();
});
after(async () => {
  await browser?.close();
  desk?.stop();
});
const slugs = async () => JSON.parse(await desk.cli("list", "--json")).map((one) => one.slug).sort();
const files = () => page.getByRole("group", { name: "Files" });
const taken = (words) => page.getByLabel(`What “${words}`);

test("of several files let go on the list each is shown, the broken one says why, and the desk is as it was", async () => {
  const before = await slugs();
  const home = desk.person.home;
  await desk.drop([
    file(home, "quay.md", FERRY),
    file(home, "broken.docx", "PK\u0003\u0004 no archive"),
    file(home, "letter.txt", "A letter about benches\n\nThere is one bench left on the square, and it is kept by nobody.\n"),
  ]);
  await page.getByText("1 of 3").waitFor();
  await files().getByRole("button", { name: "broken.docx" }).click();
  await page.getByText("The desk is as it was.").waitFor();
  const told = await page.getByRole("alert").innerText();
  assert.match(told, /^[A-Z“][^\n]+\.$/);
  assert.ok(!told.includes(home), "no path is shown");
  await button(page, "Go on").click();
  await page.getByText("of 2").waitFor();
  assert.deepEqual(await slugs(), before);
});

test("a guess is changed and dropped before anything is written, and the text is read again", async () => {
  await files().getByRole("button", { name: "quay.md" }).click();
  const headline = page.locator(".page h1");
  assert.equal((await headline.innerText()).trim(), "The quay nobody asked for");
  await taken("The harbour board has found money").selectOption("paragraph");
  await page.waitForFunction(() => !document.querySelector(".page .standfirst")?.textContent.includes("has found money"));
  const marks = () => page.locator(".page .note").count();
  const before = await marks();
  await button(page, "Leave it as typed").first().click();
  await button(page, "Take it up again").waitFor();
  await page.waitForFunction((before) => document.querySelectorAll(".page .note").length < before, before);
  assert.ok((await page.locator(".page").innerText()).includes("[1]"));
  await button(page, "Take it up again").click();
  await page.waitForFunction((before) => document.querySelectorAll(".page .note").length === before, before);
  assert.ok(!(await slugs()).some((slug) => slug.includes("quay")), "nothing is written yet");
});

test("a file added to the desk is a piece, with its notes, its writer and its day", async () => {
  const slug = await page.getByLabel("Slug").inputValue();
  await button(page, "Add to desk").click();
  await page.getByText("is on the desk as").waitFor();
  const told = await desk.cli("show", slug, "--text");
  assert.match(told, /^Town\n/);
  assert.match(told, /Ana Duarte/);
  assert.match(told, /had read it\.\[1\]/);
  assert.match(told, /\[2\] Harbour Review, 4 May 2026\./);
  await button(page, "Discard").click();
  await row(page, "quay nobody asked for").waitFor();
});

test("a second copy of a file is proposed as a new copy and becomes a version to compare", async () => {
  const before = await slugs();
  await desk.answers({ files: [file(desk.person.home, "quay-2.md", FERRY.replace("eastern shore. The plan", "northern shore. The plan"))] });
  await button(page, "Import").click();
  const proposed = page.getByRole("radio", { name: "A new copy of" }).first();
  await proposed.waitFor();
  assert.ok(await proposed.isChecked());
  await button(page, "Add as a new copy").click();
  await page.locator(".sheet ins, .sheet del").first().waitFor();
  assert.ok((await page.locator(".sheet").innerText()).includes("northern"));
  assert.deepEqual(await slugs(), before);
  const slug = before.find((one) => one.includes("quay"));
  assert.match(await desk.cli("show", slug, "--text"), /eastern shore\. The plan/);
  await button(page, "Back to the text").click();
  await text(page).waitFor();
  await toList(page);
});

test("a text pasted on the list comes in as a file does", async () => {
  await page.evaluate(() => navigator.clipboard.writeText("The bench on the square\n\nIt was painted in May and has been wet since.\n"));
  await page.keyboard.press("Control+v");
  await page.getByText("Read from it").waitFor();
  assert.ok((await page.locator(".page").innerText()).includes("painted in May"));
  await button(page, "Discard").click();
  await row(page, "ferry vote").waitFor();
});

test("nothing of a hostile piece runs, and nothing that it asks for is fetched", async () => {
  await desk.drop([file(desk.person.home, "quiet.html", HOSTILE)]);
  await page.getByText("Read from it").waitFor();
  await page.locator(".page").getByText("The last line, which is an ordinary one.").waitFor();
  await button(page, "Add to desk").click();
  await text(page).getByText("The last line, which is an ordinary one.").waitFor();
  const links = await page.evaluate(() => [...document.querySelectorAll(".ProseMirror a")].map((link) => link.getAttribute("href")));
  assert.deepEqual(links, ["https://example.org/kept"]);
  await page.getByRole("tab", { name: "Files" }).click();
  await button(page, "Preview").click();
  await page.frameLocator("iframe").getByText("The last line, which is an ordinary one.").waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.deepEqual(page.asked.filter((url) => !url.startsWith(`${desk.base}/`)), []);
  assert.deepEqual(page.wrong, [], "no error, and nothing for the policy to refuse");
});

test("a reading that is cancelled midway leaves the desk as it was, and the person on it", async () => {
  const before = await slugs();
  const long = `# A long piece\n\n${"The clerk read the numbers aloud, and nobody wrote them down. ".repeat(40)}\n\n`.repeat(60);
  await page.goto(desk.url);
  await page.locator("[data-row]").first().waitFor();
  await desk.drop(Array.from({ length: 60 }, (_, at) => file(desk.person.home, `long-${at}.md`, long)));
  await button(page, "Cancel").click();
  await page.locator("[data-row]").first().waitFor();
  assert.equal(await page.getByRole("progressbar").count(), 0);
  assert.deepEqual(await slugs(), before);
});
