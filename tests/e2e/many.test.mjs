// Many pieces at once: WordPress' export file, a folder, and files of LibreOffice.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { button, newPage, row } from "./at.mjs";
import { file } from "./files.mjs";
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

const item = (id, title, status, content) => `<item><title><![CDATA[${title}]]></title><dc:creator><![CDATA[ana]]></dc:creator>
<content:encoded><![CDATA[${content}]]></content:encoded><wp:post_id>${id}</wp:post_id><wp:post_date>2024-05-0${id} 07:30:00</wp:post_date>
<wp:post_date_gmt>2024-05-0${id} 06:30:00</wp:post_date_gmt><wp:post_name>${title.toLowerCase().replaceAll(" ", "-")}</wp:post_name>
<wp:status>${status}</wp:status><wp:post_type>post</wp:post_type><category domain="category" nicename="h"><![CDATA[Harbour]]></category></item>`;
const EXPORT = `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>The Old Review</title><link>https://old.example</link><language>en-GB</language>
<wp:author><wp:author_login>ana</wp:author_login><wp:author_display_name><![CDATA[Ana Duarte]]></wp:author_display_name></wp:author>
${item(1, "Lamps on the mole", "publish", '<!-- wp:paragraph --><p>The lamps <script>window.ran = true</script>burn.</p><!-- /wp:paragraph --><img src="http://198.51.100.7/x.png" onerror="window.ran = true" alt="A lamp">')}
${item(2, "A draft about nets", "draft", "Nets, nets.")}</channel></rss>`;

test("an export of WordPress let go on the list is summed up, added in one go, and reported", async () => {
  await desk.drop([file(desk.person.home, "old.xml", EXPORT)]);
  const what = page.getByRole("main", { name: "What is in the file" });
  await what.getByRole("heading", { name: "The Old Review" }).waitFor();
  assert.match(await what.innerText(), /2 pieces: 1 published on .*2024, 1 draft/);
  await what.getByRole("cell", { name: "Lamps on the mole" }).waitFor();
  const before = JSON.parse(await desk.cli("list", "--json")).length;
  await button(page, "Add 2 pieces").click();
  await page.getByText("2 pieces added.").waitFor();
  assert.match(await what.innerText(), /was not fetched/);
  if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "many-report.png") });
  await button(page, "Done").click();
  await row(page, "draft about nets").waitFor();
  assert.equal(JSON.parse(await desk.cli("list", "--json")).length, before + 2);
  assert.equal(await page.evaluate("window.ran"), undefined);
  assert.match(await desk.cli("history", "lamps-on-the-mole"), /published on 2024-05-01; no gate was asked/);
});

test("the same export once more adds nothing, on the command line too", async () => {
  const told = await desk.cli("import-wxr", path.join(desk.person.home, "old.xml"));
  assert.match(told, /0 added, 2 there already, 0 refused/);
});

test("a folder let go on the list is read file by file, down into its folders", async () => {
  const folder = path.join(desk.person.home, "manuscripts");
  mkdirSync(path.join(folder, "2026"), { recursive: true });
  file(folder, "nets.md", "# Who mends the nets\n\nThe nets of the harbour are mended by three people, and nobody learns it.\n");
  file(path.join(folder, "2026"), "broken.docx", "no document");
  await desk.drop([folder]);
  await page.getByText("of 2").waitFor();
  const files = page.getByRole("group", { name: "Files" });
  await files.getByRole("button", { name: "2026/broken.docx" }).click();
  await page.getByText("This file was not taken in").waitFor();
  await files.getByRole("button", { name: "nets.md" }).click();
  await button(page, "Add to desk").click();
  await page.getByText("is on the desk as").waitFor();
  await button(page, "Discard").click();
  await row(page, "mends the nets").waitFor();
  const told = await desk.cli("import", folder).then(
    (out) => out,
    (error) => String(error.stderr ?? error.message),
  );
  assert.match(told, /broken\.docx/);
});

test("a folder is chosen by a command, too", async () => {
  const folder = path.join(desk.person.home, "more");
  mkdirSync(folder);
  file(folder, "ropes.md", "# Who splices the ropes\n\nThe ropes of the harbour are spliced by two people, and nobody sees it.\n");
  await desk.answers({ folder });
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type("Import a folder");
  await page.keyboard.press("Enter");
  await page.locator(".page h1", { hasText: "Who splices the ropes" }).waitFor();
  await button(page, "Discard").click();
  await row(page, "ferry vote").waitFor();
});

for (const ending of ["odt", "rtf"]) {
  test(`a text of LibreOffice (${ending}) is shown with its notes, its table and its picture before it is added`, async () => {
    await desk.drop([path.resolve(import.meta.dirname, `../cases/papers/ferry.${ending}`)]);
    await page.locator(".page h1").waitFor();
    assert.match(await page.locator(".page h1").innerText(), /The vote nobody lost/);
    await page.locator(".page table").waitFor();
    assert.match(await page.getByRole("complementary", { name: "What becomes of it" }).innerText(), /Rui Alves deleted this; it was left out/);
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, `paper-${ending}.png`) });
    await button(page, "Discard").click();
    await row(page, "ferry vote").waitFor();
  });
}
