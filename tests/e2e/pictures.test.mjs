// Pictures, links and pull quotes in the text: put in, described, cropped, followed. By keys wherever there is one.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessible, caretAfter, dialog, narrow, newPage, openPiece, saved, shot, text } from "./at.mjs";
import { writePicture } from "./files.mjs";
import { launch, startHost } from "./host.mjs";

let browser, desk, page, sea, boat;
before(async () => {
  [browser, desk] = await Promise.all([launch(), startHost()]);
  sea = writePicture(path.join(desk.person.home, "sea.png"), 2400, 1600);
  boat = writePicture(path.join(desk.person.home, "boat.png"), 300, 200);
  page = await newPage(browser);
  await page.goto(desk.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  await browser?.close();
  desk?.stop();
});
/** The page reads where the caret is a moment after it was put there. */
const settled = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const caret = async (words) => { await caretAfter(page, words); await settled(); };
const strip = () => page.getByRole("region", { name: "Block" });
const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const figures = () => text(page).locator("figure");
/** Selects these letters of the text. */
const select = async (words) => { await page.evaluate((words) => {
  const root = document.querySelector(".ProseMirror");
  root.focus();
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
  }
  throw new Error(`the text does not say “${words}”`);
}, words); await settled(); };

test("a picture is chosen by key, is kept whole, is shown small, and asks for its description", async () => {
  await caret("What the minutes show is simpler");
  await desk.answers({ files: [sea] });
  await press("Control+Alt+g");
  const image = figures().locator("img");
  await image.waitFor();
  await page.waitForFunction(() => document.querySelector(".ProseMirror figure img")?.naturalWidth === 1600);
  const hash = /\/media\/([0-9a-f]{64})/.exec(await image.getAttribute("src"))[1];
  const whole = Buffer.from(await (await fetch(`${desk.base}/media/${hash}`)).arrayBuffer());
  assert.ok(whole.equals(readFileSync(sea)));
  await text(page).getByText("No description for readers who cannot see it").waitFor();
  const description = strip().getByLabel("Description");
  await description.waitFor();
  assert.equal(await description.evaluate((input) => input === document.activeElement), true);
  await strip().getByText("Missing: what the picture shows").waitFor();
  await page.keyboard.type("The sea ");
  // It is in the text while one thinks, and the space waits for the next word.
  await text(page).getByText("The sea").waitFor();
  await page.keyboard.type("before the harbour ");
  await press("Tab");
  await page.keyboard.type("The Harbour Review");
  await press("Escape");
  await text(page).getByText("The sea before the harbour").waitFor();
  await page.keyboard.type("No boat was out.");
  await press("Enter");
  await page.keyboard.type("Photograph: Ana Duarte");
  await saved(page);
  assert.match(await figures().innerText(), /No boat was out\.\s+Photograph: Ana Duarte/);
});

test("the point that stays in sight is moved by arrow keys and by a click", async () => {
  await caret("No boat was out.");
  await press("Control+Alt+b");
  const crop = strip().getByRole("button", { name: /^Crop focus/ });
  await crop.focus();
  await press("ArrowRight", "ArrowRight", "ArrowUp");
  await strip().getByRole("button", { name: "Crop focus 60 % from the left, 45 % from the top" }).waitFor();
  const box = await crop.boundingBox();
  await page.mouse.click(box.x + box.width * 0.25, box.y + box.height * 0.5);
  await strip().getByRole("button", { name: "Crop focus 25 % from the left, 50 % from the top" }).waitFor();
  await accessible(page, "a picture's controls");
  await narrow(page, "a picture's controls");
  await press("Escape");
});

test("a picture file that falls on the text stands there; another file is an import", async () => {
  const block = page.locator(".ProseMirror > p", { hasText: "What the minutes show is simpler" });
  await block.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await block.boundingBox();
  await desk.drop([boat], box.x + 40, box.y + 10);
  await page.waitForFunction(() => document.querySelectorAll(".ProseMirror figure").length === 2);
  const order = await text(page).locator(":scope > *").evaluateAll((blocks) => blocks.map((block) => block.tagName));
  assert.equal(order[order.indexOf("FIGURE") + 1], "FIGURE");
  await press("Escape");
  await press("Control+z");
  assert.equal(await figures().count(), 1);
});

test("a picture is pasted where the caret is", async () => {
  await caret("What the minutes show is simpler");
  await page.evaluate((bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
    document.querySelector(".ProseMirror").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, [...readFileSync(boat)]);
  await page.waitForFunction(() => document.querySelectorAll(".ProseMirror figure").length === 2);
  await figures().first().getByText("No description for readers who cannot see it").click();
  await strip().getByLabel("Description").fill("A small boat");
  await press("Escape");
  await saved(page);
});

test("another picture takes the place of the first, as one undo, and its words stay", async () => {
  await caret("No boat was out.");
  await press("Control+Alt+b");
  const src = () => figures().locator("img").last().getAttribute("src");
  const before = await src();
  await desk.answers({ files: [boat] });
  await strip().getByRole("button", { name: "Another picture…" }).click();
  await page.getByText("look whether its description still fits").waitFor();
  assert.notEqual(await src(), before);
  assert.match(await figures().last().innerText(), /The sea before the harbour\s+No boat was out\./);
  await press("Escape", "Control+z");
  assert.equal(await src(), before);
});

test("what is no picture is refused with a sentence", async () => {
  await desk.answers({ files: [desk.desk] });
  await caret("What the minutes show is simpler");
  await press("Control+Alt+g");
  await page.getByText(/open desk itself/).waitFor();
  assert.equal(await figures().count(), 2);
});

test("a link says where it leads before it is made, and at the caret; keys open, change and remove it", async () => {
  await select("letter from the pilots’ union");
  await press("Control+k");
  const address = dialog(page).getByLabel("Address");
  await address.fill("see there");
  await dialog(page).getByText("This is no address that Stet may link to.").first().waitFor();
  await address.fill("http://pilots.example/letters/4?utm_source=mail");
  await dialog(page).getByText("pilots.example", { exact: true }).waitFor();
  await dialog(page).getByText("Not encrypted").waitFor();
  await accessible(page, "the link dialog");
  await address.fill("pilots.example/letters/4");
  await press("Enter");
  await page.locator('.ProseMirror a[href="https://pilots.example/letters/4"]').waitFor();
  await caret("letter from the");
  const tip = page.getByRole("group", { name: "Link" });
  await tip.getByText("pilots.example").waitFor();
  await shot(page, "a link's tip");
  await press("Alt+Enter");
  await page.waitForFunction(() => true);
  assert.deepEqual(await desk.opened(), ["https://pilots.example/letters/4"]);
  await press("Control+Shift+k");
  await tip.waitFor({ state: "detached" });
  assert.equal(await page.locator(".ProseMirror a[href]", { hasText: "letter from" }).count(), 0);
});

test("a link leads to another piece of the desk, found by its words", async () => {
  await select("bridge");
  await press("Control+Alt+Shift+k");
  const find = dialog(page).getByRole("combobox", { name: "Find a piece" });
  await find.waitFor();
  await dialog(page).getByRole("option").first().waitFor();
  await find.fill("night");
  const wish = { state: null, query: "night", sort: "best", descending: false, offset: 0, limit: 12, not_published: false };
  const { label } = (await desk.call("article_list", wish)).rows.find((row) => row.slug !== "ferry-vote");
  await dialog(page).getByRole("option", { selected: true }).getByText(label).waitFor();
  await accessible(page, "the piece picker");
  await press("Enter");
  const link = page.locator(".ProseMirror .article-link");
  await link.waitFor();
  await page.mouse.move(5, 5);
  await link.hover();
  await page.getByRole("group", { name: "Link" }).getByText(label).waitFor();
  await saved(page);
});

test("a pull quote repeats its sentence and says when that has changed", async () => {
  await caret("Eleven members were");
  await press("Control+Alt+v");
  const quote = page.locator(".ProseMirror .pull-quote");
  await quote.waitFor();
  assert.match(await quote.innerText(), /^Eleven members were present/);
  await press("Control+Alt+b");
  await strip().getByRole("button", { name: "Go to the sentence" }).click();
  assert.match(await page.evaluate(() => getSelection().toString()), /^Eleven members were present/);
  await press("Escape");
  await caret("Eleven members were");
  await page.keyboard.type(" not");
  await page.locator(".ProseMirror .pull-quote.changed").waitFor();
  await quote.click();
  await settled();
  await press("Control+Alt+b");
  await shot(page, "a pull quote that has changed");
  await strip().getByText("This sentence no longer stands so:").waitFor();
  await accessible(page, "a pull quote's controls");
  await press("Escape", "Control+z");
});

test("in a text from right to left the handle stands at the right, and moves a block as well", async () => {
  const other = await newPage(browser);
  await other.goto(desk.url);
  await openPiece(other, "لن نُبحر");
  const block = other.locator(".ProseMirror > p", { hasText: "ونودّ أن نقول" });
  const before = await text(other).locator(":scope > *").allTextContents();
  const box = await block.boundingBox();
  await other.mouse.move(box.x + box.width - 30, box.y + 12);
  const handle = other.locator(".block-handle");
  await handle.waitFor();
  const grip = await handle.boundingBox();
  assert.ok(grip.x >= box.x + box.width);
  const above = await other.locator(".ProseMirror > p", { hasText: "السيدة رئيسة" }).boundingBox();
  await other.mouse.move(grip.x + 8, grip.y + 8);
  await other.mouse.down();
  await other.mouse.move(grip.x + 8, box.y - 20, { steps: 4 });
  await other.mouse.move(grip.x + 8, above.y + 4, { steps: 4 });
  await other.locator(".block-line").waitFor();
  // Escape lets it go where it was.
  await other.keyboard.press("Escape");
  await other.mouse.up();
  assert.deepEqual(await text(other).locator(":scope > *").allTextContents(), before);
  await other.mouse.move(box.x + box.width - 30, box.y + 14);
  await handle.waitFor();
  await other.mouse.move(grip.x + 8, grip.y + 8);
  await other.mouse.down();
  await other.mouse.move(grip.x + 8, above.y + 4, { steps: 8 });
  await other.locator(".block-line").waitFor();
  await other.mouse.up();
  const after = await text(other).locator(":scope > *").allTextContents();
  assert.equal(after.findIndex((words) => words.includes("ونودّ أن نقول")), before.findIndex((words) => words.includes("السيدة رئيسة")));
  await saved(other);
  assert.deepEqual(other.wrong, []);
  await other.context().close();
});

test("a block is moved by its handle; a click on the handle opens its controls", async () => {
  const block = page.locator(".ProseMirror > p", { hasText: "What the minutes show is simpler" });
  const handle = page.locator(".block-handle");
  const hold = async () => {
    await block.evaluate((element) => element.scrollIntoView({ block: "center" }));
    const box = await block.boundingBox();
    await page.mouse.move(box.x + 30, box.y + 12);
    await handle.waitFor();
    return box;
  };
  await hold();
  await shot(page, "a block's handle");
  await handle.click();
  await strip().waitFor();
  await press("Escape");
  const before = await text(page).locator(":scope > *").allTextContents();
  const box = await hold();
  const grip = await handle.boundingBox();
  const above = await page.locator(".ProseMirror > p", { hasText: "We were told the boats would run" }).boundingBox();
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x + 8, box.y - 20, { steps: 4 });
  await page.mouse.move(grip.x + 8, above.y + 4, { steps: 4 });
  await page.locator(".block-line").waitFor();
  await shot(page, "a block is dragged");
  await page.mouse.up();
  const after = await text(page).locator(":scope > *").allTextContents();
  assert.equal(after.findIndex((words) => words.includes("What the minutes show is")), before.findIndex((words) => words.includes("We were told the boats would run")));
  await press("Control+z");
  assert.deepEqual(await text(page).locator(":scope > *").allTextContents(), before);
  assert.deepEqual(page.wrong, []);
});
