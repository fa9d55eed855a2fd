// Ways through the page that several tests go: by what a person reads, never by what it is built of. No test lives here.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { violations } from "./host.mjs";

/** A page that remembers what it asked for, what it refused and what went wrong on it. */
export async function newPage(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  page.asked = [];
  page.wrong = [];
  page.on("request", (request) => page.asked.push(request.url()));
  page.on("pageerror", (error) => page.wrong.push(String(error)));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) page.wrong.push(message.text());
  });
  return page;
}

export const text = (page) => page.locator(".ProseMirror").first();
export const status = (page) => page.locator(".foot .save");
export const row = (page, label) => page.locator("tr", { hasText: label }).locator("a.head");
export const saved = (page) => page.waitForFunction(() => document.querySelector(".foot .save")?.textContent === "Saved");
export const button = (page, name, exact = false) => page.getByRole("button", { name, exact });
export const dialog = (page) => page.getByRole("dialog");

/** From the list into the piece with that headline. */
export async function openPiece(page, label) {
  await row(page, label).first().click();
  await text(page).waitFor();
  // The byline comes from the core a moment after the text.
  await page.waitForFunction(() => Boolean(document.querySelector(".by .who")?.textContent.trim()));
}
export async function toList(page) {
  await page.getByRole("navigation", { name: "Where you are" }).getByRole("button", { name: "Desk" }).click();
  await page.locator("[data-row]").first().waitFor();
}
/** Fills the caret's place: at the end of the nth block that holds this text. */
export async function caretAfter(page, words) {
  await page.evaluate((words) => {
    const root = document.querySelector(".ProseMirror");
    root.focus();
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      getSelection().collapse(node, at + words.length);
      return;
    }
    throw new Error(`the text does not say “${words}”`);
  }, words);
}

/** What of the page a person can neither see nor scroll to sideways, a line each. */
export const cutOff = (page) => page.evaluate(() => {
  const wide = document.documentElement.clientWidth;
  const lines = [];
  if (document.scrollingElement.scrollWidth > wide + 1) lines.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
  const top = document.querySelector("dialog:modal") ?? document.body;
  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== top.parentElement; box = box.parentElement)
      if (/auto|scroll/.test(getComputedStyle(box).overflowX) && box.scrollWidth > box.clientWidth + 1) return true;
    return false;
  };
  for (const element of top.querySelectorAll("button, a[href], input, select, textarea, h1, h2, p, [role=tab]")) {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width <= 1 || box.height <= 1 || style.visibility === "hidden" || element.closest(".unseen")) continue;
    if ((box.right > wide + 1 || box.left < -1) && !scrolls(element))
      lines.push(`${element.tagName.toLowerCase()} “${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40)}” from ${Math.round(box.left)} to ${Math.round(box.right)} of ${wide}`);
  }
  return lines;
});

const shots = process.env.STET_SHOTS;
export async function shot(page, name) {
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}.png`) });
}

/** Axe in light and dark. */
export async function accessible(page, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await shot(page, `${name} ${colorScheme}`);
    assert.deepEqual(await violations(page), [], `${name}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}
/** Narrow as half a screen, and as a telephone. */
export async function narrow(page, name) {
  const size = page.viewportSize();
  for (const width of [700, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await shot(page, `${name} ${width}`);
    assert.deepEqual(await cutOff(page), [], `${name}, ${width} wide`);
  }
  await page.setViewportSize(size);
}
