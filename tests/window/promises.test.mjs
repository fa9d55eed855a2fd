// Dates and backups in the real window: the week in which the clocks change, dates that were missed, a desk that goes back.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { cli, freshPerson, openWindow, startDisplay, until } from "./driver.mjs";
import { caretAtEnd, saved } from "./desktop.mjs";

let screen;
before(async () => (screen = await startDisplay()));
after(() => screen.stop());

const HOUR = 3_600_000;
/** How far the zone's clocks are ahead of UTC (ms). */
function ahead(zone, instant) {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(instant);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(instant / 1000) * 1000;
}
const wall = (ms) => new Date(ms).toISOString().slice(0, 16);
const addDays = (iso, by) => wall(Date.parse(`${iso.slice(0, 10)}T12:00Z`) + by * 24 * HOUR).slice(0, 10) + iso.slice(10);
/** The next time when this zone's clocks are set forward (or back): a wall time in the middle of what is skipped (or comes twice), and by how much (ms). */
function change(zone, forward) {
  for (let at = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR, end = at + 400 * 24 * HOUR; at < end; at += HOUR / 2) {
    const by = ahead(zone, at) - ahead(zone, at - HOUR / 2);
    if (by !== 0 && by > 0 === forward) return { wall: wall(at + ahead(zone, at) - by / 2), by: Math.abs(by) };
  }
  throw new Error(`the clocks of ${zone} do not change`);
}

/** A desk in a zone, with one piece in it. */
async function deskIn(person, zone) {
  const desk = path.join(person.home, "clock.stet");
  const file = path.join(person.home, "tide.md");
  writeFileSync(file, "# The tide table\n\nBy Ana Duarte\n\nThe water comes at four.\n");
  await cli(person, "new", desk, "--zone", zone, "--lang", "en-GB", "--by", "Ana Duarte", "--title", "The Tide");
  await cli(person, "--desk", desk, "import", file);
  return desk;
}
const entryOn = (window, iso, time) =>
  window.see(`${time} on ${iso}`, (css, text) => document.querySelector(css)?.textContent.includes(text), `[data-day="${iso}"] .ev.publish_at`, time);

for (const zone of ["Europe/Lisbon", "Australia/Lord_Howe"])
  test(`in ${zone} a time that the clocks skip is told, one that comes twice is asked for, and the calendar shows what the clock on the wall does`, async () => {
    const person = freshPerson("clocks");
    const desk = await deskIn(person, zone);
    const stet = (...args) => cli(person, "--desk", desk, ...args);
    const stored = async () => JSON.parse(await stet("show", "tide", "--json")).dates.publish_at;
    const window = await openWindow({ display: screen.display, person, desk });
    const skipped = change(zone, true);
    const twice = change(zone, false);
    const field = "[data-field=publish_at]";
    /** Types the date in the piece's own field. */
    async function typed(date) {
      await window.see("an empty field", (css) => !document.querySelector(`${css} input.day`)?.value, field);
      await window.clickCss(`${field} input.day`);
      await window.type(date.replace("T", " "));
      await window.press("Enter");
      return until("the date on the desk", stored);
    }
    const taken = wall(Date.parse(`${skipped.wall}Z`) + skipped.by);
    try {
      await window.click("link", "The tide table");
      await window.see("the article", () => document.querySelector(".ProseMirror h1"));
      await window.press("Control", "Alt", "d");

      // What the clocks skip: taken as much later as they skip, and told.
      const gap = await typed(skipped.wall);
      assert.equal(gap.instant, new Date(Date.parse(`${taken}Z`) - ahead(zone, Date.parse(gap.instant))).toISOString().replace(".000", ""));
      assert.match(gap.told, new RegExp(`skip ${skipped.wall.slice(11)}; ${taken.slice(11)} is taken`));
      await window.see("the sentence about the skipped time", (css, told) => document.querySelector(css).textContent.includes(told), field, gap.told);
      await window.click("button", "Take the date “Goes out” away");
      await until("the date gone", async () => (await stored()) === null);

      // What comes twice: the first is taken and told, the later is a click away, and they are that far apart.
      const first = await typed(twice.wall);
      assert.equal(first.fold, "first");
      await window.see("the sentence about the hour that comes twice", (css, told) => document.querySelector(css).textContent.includes(told), field, first.told);
      await window.click("radio", "later");
      const later = await until("the later one", async () => { const date = await stored(); return date.fold === "later" ? date : null; });
      assert.equal(later.wall, twice.wall);
      assert.equal(Date.parse(later.instant) - Date.parse(first.instant), twice.by);

      // On the calendar, in the week of the change: a piece is carried over it and keeps what the clock on the wall shows.
      const eve = addDays(skipped.wall, -1);
      await stet("date", "tide", "--publish", eve.replace("T", " "));
      await window.press("Control", "Shift", "l");
      await window.press("Alt", "3");
      await window.click("button", "Month");
      for (let months = 0; months < 14 && !(await window.page((css) => document.querySelector(css), `[data-day="${eve.slice(0, 10)}"]`)); months++) await window.click("button", "Later");
      await entryOn(window, eve.slice(0, 10), eve.slice(11));
      await window.drag([".ev.publish_at", "tide table"], [`[data-day="${skipped.wall.slice(0, 10)}"]`]);
      await window.seeText(`skip ${skipped.wall.slice(11)}; ${taken.slice(11)} is taken`);
      await window.click("button", "Move");
      await entryOn(window, taken.slice(0, 10), taken.slice(11));
      await stet("date", "tide", "--publish", `${eve.slice(0, 10)} 07:00`);
      await entryOn(window, eve.slice(0, 10), "07:00");
      const seven = await stored();
      await window.drag([".ev.publish_at", "tide table"], [`[data-day="${skipped.wall.slice(0, 10)}"]`]);
      await window.click("button", "Move");
      await entryOn(window, skipped.wall.slice(0, 10), "07:00");
      assert.equal(Date.parse((await stored()).instant) - Date.parse(seven.instant), 24 * HOUR - skipped.by, "a day in which the clocks skip is that much shorter");
    } catch (error) {
      await window.failed(error);
    } finally {
      await window.close();
      person.remove();
    }
  });

test("dates that were missed while Stet was closed are shown on its next start, and each of the four answers settles one", async () => {
  const person = freshPerson("missed");
  const desk = path.join(person.home, "harbour.stet");
  const stet = (...args) => cli(person, "--desk", desk, ...args);
  const piece = async (slug) => JSON.parse(await stet("show", slug, "--json"));
  await cli(person, "sample", desk);
  // Four pieces that nothing bars from going out, each with a date that has passed.
  const rows = [["pilots-letter", "2026-01-05 07:00"], ["gedicht-am-kai", "2026-01-06 07:00"], ["harbour-budget", "2026-01-07 07:00"], ["letters-48", "2026-01-08 07:00"]];
  for (const slug of ["harbour-budget", "letters-48"]) await stet("move", slug, "ready", "--override", "--why", "For the test").catch(() => undefined);
  for (const [slug, when] of rows) await stet("date", slug, "--embargo", "none", "--publish", when);
  const window = await openWindow({ display: screen.display, person, desk });
  const way = async (label, name) => {
    await window.see(name, (l, n) => {
      const item = [...document.querySelectorAll("dialog[open] li")].find((one) => one.textContent.includes(l));
      const button = [...(item?.querySelectorAll("button") ?? [])].find((one) => one.textContent.trim() === n);
      return button && !button.disabled && (button.click(), true);
    }, label, name);
  };
  const settled = (label) => window.see(`${label} settled`, (l) => ![...document.querySelectorAll("dialog[open] li")].some((one) => one.textContent.includes(l)), label);
  try {
    await window.seeText("Nothing was published by itself.");
    await window.click("button", "Settle…");
    await window.seeText("should have gone out. Stet publishes nothing by itself");
    for (const [slug] of rows) assert.notEqual((await piece(slug)).state, "published", slug);

    await way("We will not sail", "It went out then");
    await settled("We will not sail");
    const dated = await piece("pilots-letter");
    assert.deepEqual([dated.state, dated.dates.publish_at.wall], ["published", "2026-01-05T07:00"]);

    await way("Das Gedicht am Nordkai", "It goes out now");
    await settled("Das Gedicht am Nordkai");
    const now = await piece("gedicht-am-kai");
    assert.equal(now.state, "published");
    assert.ok(Math.abs(Date.parse(now.dates.publish_at.instant) - Date.now()) < 5 * 60_000, now.dates.publish_at.instant);

    await way("A budget in three sentences", "Another date…");
    await window.type("tomorrow 7:15");
    await window.see("how it is read", () => /07:15/.test(document.querySelector("dialog[open] form [aria-live]")?.textContent ?? ""));
    await window.press("Enter");
    await settled("A budget in three sentences");
    const other = await piece("harbour-budget");
    assert.match(other.dates.publish_at.wall, /T07:15$/);
    assert.ok(Date.parse(other.dates.publish_at.instant) > Date.now());

    await way("Letters: on benches", "Hold…");
    await window.see("the reason's field", () => document.activeElement?.matches("textarea"));
    await window.type("The readers' editor is away.");
    await window.click("button", "Put on hold");
    await window.seeText("Every piece that should have gone out by now did.");
    assert.equal((await piece("letters-48")).state, "on-hold");
    assert.match(await stet("history", "letters-48"), /The readers' editor is away\./);
    await window.press("Escape");
    await window.seeNoText("Nothing was published by itself.");
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
});

test("the whole desk goes back to a backup, and what it was before the restore is a backup itself", async () => {
  const person = freshPerson("restore");
  const desk = path.join(person.home, "harbour.stet");
  const stet = (...args) => cli(person, "--desk", desk, ...args);
  const shown = () => stet("show", "ferry-vote", "--text");
  await cli(person, "sample", desk);
  const before = await shown();
  const window = await openWindow({ display: screen.display, person, desk });
  const backups = async () => {
    await window.click("button", "The Harbour Review");
    await window.click("menuitem", "Backups…");
  };
  try {
    await window.seeText("The ferry vote that nobody lost");
    await backups();
    await window.click("button", "Back up now");
    await window.seeText("every row was read again from the copy");
    await window.press("Escape");
    await window.click("link", "The ferry vote that nobody lost");
    await window.see("the article", () => document.querySelector(".ProseMirror h1"));
    await caretAtEnd(window, "The ferry vote that nobody lost");
    await window.type(", it was thought");
    await saved(window);
    assert.notEqual(await shown(), before);
    await window.click("button", "Desk");
    await backups();
    await window.click("button", "Restore…");
    await window.seeText("is backed up first");
    await window.click("button", "Restore the whole desk");
    await window.seeText("The desk is as it was");
    assert.equal(await shown(), before);
    await window.click("link", "The ferry vote that nobody lost");
    await window.see("the old headline", () => document.querySelector(".ProseMirror h1")?.textContent === "The ferry vote that nobody lost");
    assert.match(await stet("backup", "--list"), /before a restore/);
    assert.match(await stet("doctor"), /sound/);
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
});
