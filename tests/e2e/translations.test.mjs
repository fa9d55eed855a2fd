// Language versions as a person works with them: a new one by the palette, what each waits for, nested in the list, an original that changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessible, button, caretAfter, dialog, narrow, newPage, openPiece, row, saved, text, toList } from "./at.mjs";
import { launch, startHost } from "./host.mjs";

let browser, host, page;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  page = await newPage(browser, { viewport: { width: 1440, height: 900 } });
  await page.goto(host.url);
  await openPiece(page, "ferry vote");
});
after(async () => {
  assert.deepEqual(page?.wrong, []);
  await browser?.close();
  host?.stop();
});

const versions = () => page.getByRole("region", { name: "Language versions" });
async function palette(name) {
  await page.keyboard.press("Control+Shift+p");
  await page.getByRole("combobox").fill(name);
  await page.getByRole("option", { name }).first().waitFor();
  await page.keyboard.press("Enter");
}

test("by keys, a new translation is made with the notes of its original and opened", async () => {
  const notes = (await host.call("article_get", { article: (await host.call("article_find", { slug: "ferry-vote" })).article })).doc.match(/"type":"note"/g).length;
  await palette("New translation");
  await dialog(page).getByRole("combobox", { name: "Into" }).waitFor();
  await accessible(page, "new translation");
  await page.keyboard.type("portuguese");
  await page.getByRole("option", { name: /Portuguese/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".crumb b", { hasText: "ferry-vote-pt" }).waitFor();
  await text(page).waitFor();
  await versions().getByRole("button", { name: /Portuguese.*still to be translated/s }).waitFor();
  const made = await host.call("article_get", { article: (await host.call("article_find", { slug: "ferry-vote-pt" })).article });
  assert.equal(made.doc.match(/"type":"note"/g).length, notes);
  assert.equal(made.fields.lang.split("-")[0], "pt");
  await accessible(page, "a translation");
  await narrow(page, "a translation");
});

test("the versions lead to each other, and the list nests the translation with what it waits for", async () => {
  await versions().getByRole("button", { name: /The original/ }).click();
  await page.locator(".crumb b", { hasText: /^ferry-vote$/ }).waitFor();
  await toList(page);
  await page.waitForFunction(() => {
    const slugs = [...document.querySelectorAll("a.head")].map((one) => one.getAttribute("href").slice(1));
    return slugs[slugs.indexOf("ferry-vote") + 1] === "ferry-vote-pt";
  });
  const line = page.locator("tr", { has: page.locator("a[href='#ferry-vote-pt']") });
  assert.match(await line.innerText(), /Translation of ferry-vote:[\s\S]*still to be translated/);
  await accessible(page, "a translation in the list");
});

test("when the original changes, its translation says so, shows what, and follows", async () => {
  await page.locator("a[href='#ferry-vote']").click();
  await text(page).waitFor();
  await caretAfter(page, "Two days ago");
  await page.keyboard.type(" in the rain");
  await saved(page);
  await versions().getByRole("button", { name: /original was changed/ }).click();
  await page.locator(".crumb b", { hasText: "ferry-vote-pt" }).waitFor();
  await versions().getByText("3 words of the original changed.").waitFor();
  await versions().getByRole("button", { name: "What changed" }).click();
  await page.locator("ins, .inserted, [data-change]").first().waitFor();
  await page.keyboard.press("Escape");
  await text(page).waitFor();
  await versions().getByRole("button", { name: /Portuguese/ }).click();
  await versions().getByRole("button", { name: "Up to date now" }).click();
  await versions().getByRole("button", { name: /Portuguese.*still to be translated/s }).waitFor();
});

test("a piece that came by itself is linked with its original, and parted from it", async () => {
  await toList(page);
  const arabic = (await host.call("article_find", { slug: "risalat-almurshidin" })).article;
  await page.locator("a[href='#risalat-almurshidin']").click();
  await text(page).waitFor();
  await palette("Translation of which piece");
  await dialog(page).getByRole("combobox", { name: "Find a piece" }).fill("pilots-letter");
  // Right after the last letter, as a quick hand does it: the list may still be that of other words.
  await page.keyboard.press("Enter");
  await versions().getByRole("button", { name: /Arabic/ }).waitFor();
  const told = await host.call("translation_list", { article: arabic });
  assert.deepEqual(told.map((one) => one.slug), ["pilots-letter", "risalat-almurshidin"]);
  await palette("Translation of which piece");
  await button(page, "Take it off").click();
  await versions().getByRole("button", { name: /Arabic/ }).waitFor({ state: "detached" });
});
