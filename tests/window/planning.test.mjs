// A week planned in the real window: by mouse, and again by keys alone; what is refused is refused everywhere with one sentence.
import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { cli, freshPerson, openWindow, startDisplay, until } from "./driver.mjs";

let screen;
before(async () => (screen = await startDisplay()));
after(() => screen.stop());

/** A day so many days after the Monday of next week, in the desk's zone: the calendar shows that week from its first look. */
function nextWeek(days) {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Lisbon" }).format();
  const day = new Date(`${today}T12:00Z`);
  day.setUTCDate(day.getUTCDate() + 7 - ((day.getUTCDay() + 6) % 7) + days);
  return day.toISOString().slice(0, 10);
}

/** The sample desk in the window, with dates in next week; what a test needs to act and to look. */
async function withDesk(name, act) {
  const person = freshPerson(name);
  const desk = path.join(person.home, "harbour.stet");
  const stet = (...args) => cli(person, "--desk", desk, ...args);
  await cli(person, "sample", desk);
  await stet("date", "letters-48", "--publish", "none", "--deadline", "none", "--planned", nextWeek(1));
  await stet("date", "pilots-letter", "--embargo", "none", "--deadline", "none", "--publish", `${nextWeek(2)} 06:30`);
  const window = await openWindow({ display: screen.display, person, desk });
  const piece = async (slug) => JSON.parse(await stet("show", slug, "--json"));
  try {
    await window.seeText("The ferry vote that nobody lost");
    await act({ window, stet, piece,
      inState: (slug, state) => until(`${slug} in ${state}`, async () => (await piece(slug)).state === state),
      isWith: (slug, who) => until(`${slug} with ${who}`, async () => (await piece(slug)).with?.name === who),
      dated: (slug, date, wall) => until(`${slug}: ${date} on ${wall}`, async () => (await piece(slug)).dates[date]?.wall === wall) });
  } catch (error) {
    await window.failed(error);
  } finally {
    await window.close();
    person.remove();
  }
}
const LETTERS = "Letters: on benches";
const BRIDGE = "The bridge that was promised";
const card = (text) => ["[data-card]", text];
const column = (name) => [`[data-state][aria-label^="${name}, "]`];
const entry = (date, text) => [`.ev.${date}`, text];
const day = (iso) => [`[data-day="${iso}"]`];
const inColumn = (window, name, text) =>
  window.see(`${text} in ${name}`, (css, label) => [...document.querySelectorAll(`${css} [data-card]`)].some((one) => one.textContent.includes(label)), column(name)[0], text);
const onDay = (window, iso, date, text) =>
  window.see(`${text} on ${iso}`, (css, label) => [...document.querySelectorAll(css)].some((one) => one.textContent.includes(label)), `[data-day="${iso}"] .ev.${date}`, text);

test("a week is planned by mouse: moved, given, dated", () => withDesk("by-mouse", async ({ window, inState, isWith, dated }) => {
  await window.click("button", "Board");
  await window.drag(card(LETTERS), column("Editing"), () => window.seeText("Let go to move it here"));
  await inColumn(window, "Editing", LETTERS);
  await inState("letters-48", "editing");

  await window.click("button", "Person");
  await inColumn(window, "Lena Ott", BRIDGE);
  await window.drag(card(BRIDGE), column("Rana Khalil"));
  await inColumn(window, "Rana Khalil", BRIDGE);
  await isWith("bridge-history", "Rana Khalil");

  await window.click("button", "Calendar");
  await window.drag(entry("planned", LETTERS), day(nextWeek(3)));
  await window.seeText("Move “Letters: on benches, bread and the bridge”, planned");
  assert.equal(await window.page((css) => document.querySelectorAll(css).length, `[data-day="${nextWeek(3)}"] .ev.planned`), 0, "nothing is moved before it is answered");
  await window.click("button", "Move");
  await onDay(window, nextWeek(3), "planned", LETTERS);
  await dated("letters-48", "planned", nextWeek(3));
  await window.drag(entry("publish_at", "pilots’ letter"), day(nextWeek(4)));
  await window.click("button", "Move");
  await onDay(window, nextWeek(4), "publish_at", "06:30");
  await dated("pilots-letter", "publish_at", `${nextWeek(4)}T06:30`);

  // A date is picked in the piece itself.
  await window.clickCss(`[data-day="${nextWeek(3)}"] .ev.planned`);
  await window.see("the article", () => document.querySelector(".ProseMirror h1"));
  await window.clickCss("button.date");
  await window.click("button", "Pick a day for Planned");
  await window.clickCss(`.calendar button[data-day="${nextWeek(5)}"]`);
  await dated("letters-48", "planned", nextWeek(5));
}));

test("a week is planned by keys alone: moved, given, dated", () => withDesk("by-keys", async ({ window, inState, isWith, dated }) => {
  const focused = (what, css, text) => window.see(what, (c, t) => document.activeElement?.matches(c) && document.activeElement.textContent.includes(t), css, text);
  await window.press("Alt", "2");
  await inColumn(window, "Draft", LETTERS);
  await window.tabTo("[data-card]", LETTERS);
  await window.press("Alt", "ArrowRight");
  await focused("the focus with the card", `${column("Editing")[0]} [data-card]`, LETTERS);
  await inState("letters-48", "editing");

  await window.tabTo("button[aria-pressed]", "Person", true);
  await window.press("Enter");
  await inColumn(window, "Lena Ott", BRIDGE);
  await window.tabTo("[data-card]");
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"]) {
    if (await window.page((c) => document.activeElement.matches(c), `${column("Lena Ott")[0]} [data-card]`)) break;
    await window.press(key);
  }
  await window.press("Home");
  for (let down = 0; down < 8 && !(await window.page((t) => document.activeElement.textContent.includes(t), BRIDGE)); down++) await window.press("ArrowDown");
  const from = await window.page(() => [...document.querySelectorAll("[data-state]")].map((one) => one.getAttribute("aria-label").replace(/, [^,]*$/, "")));
  const next = from[from.indexOf("Lena Ott") + 1];
  await window.press("Alt", "ArrowRight");
  await focused("the focus with the card", `${column(next)[0]} [data-card]`, BRIDGE);
  await isWith("bridge-history", next);

  await window.press("Alt", "3");
  await onDay(window, nextWeek(1), "planned", LETTERS);
  await window.tabTo("[data-entry]");
  await window.press("End");
  for (let back = 0; back < 20 && !(await window.page((t) => document.activeElement.matches(".planned") && document.activeElement.textContent.includes(t), LETTERS)); back++) await window.press("ArrowLeft");
  await window.press("Alt", "ArrowRight");
  await window.see("the question, ready for Enter", () => document.activeElement?.closest("[role=alertdialog]"));
  await window.press("Enter");
  await dated("letters-48", "planned", nextWeek(2));
  await focused("the focus with the date", `[data-day="${nextWeek(2)}"] .planned`, LETTERS);
  await window.press("Alt", "ArrowDown");
  await window.see("the question", () => document.activeElement?.closest("[role=alertdialog]"));
  await window.press("Escape");
  await focused("the focus back where the date stays", `[data-day="${nextWeek(2)}"] .planned`, LETTERS);
  await dated("letters-48", "planned", nextWeek(2));

  // A date is typed in the piece itself.
  await window.press("Enter");
  await window.see("the article", () => document.querySelector(".ProseMirror h1"));
  await window.press("Control", "Alt", "d");
  await window.see("the field of the publication date", () => document.activeElement?.closest("[data-field=publish_at]"));
  await window.type(`${nextWeek(4)} 7:15`);
  await window.see("how the date is read", () => /07:15/.test(document.querySelector("[data-field=publish_at]").textContent));
  await window.press("Enter");
  await dated("letters-48", "publish_at", `${nextWeek(4)}T07:15`);
  await window.press("Control", "Shift", "l");
  await onDay(window, nextWeek(4), "publish_at", "07:15");
}));

test("a refused drag says what list and command line say, and the card is where it was", () => withDesk("refused", async ({ window, stet, piece }) => {
  const told = await stet("--json", "move", "ferry-vote", "proof").catch((error) => JSON.parse(error.stderr).message);
  assert.match(told, /^Not yet “Pass to proof”: \d+ errors/);
  await window.click("checkbox", "Choose The ferry vote that nobody lost");
  await window.click("button", "Move to…");
  await window.click("menuitem", "Proof");
  await window.seeText(told);
  await window.click("button", "Close");
  await window.click("button", "Board");
  await window.drag(card("The ferry vote"), column("Proof"));
  await window.see("the refusal", () => document.querySelector("[data-state=proof] .no"));
  assert.equal(await window.page(() => document.querySelector("[data-state=proof] .no").innerText.replace(/\s+/g, " ").replace(/ Show them$/, "")), told);
  await inColumn(window, "Copy edit", "The ferry vote");
  assert.equal((await piece("ferry-vote")).state, "copy-edit");
}));

test("a date that may not be moved keeps its time when it is dragged, and the reason is everywhere the same", () => withDesk("no-right", async ({ window, stet, piece }) => {
  await window.click("button", "The Harbour Review");
  await window.click("menuitem", "Workflow…");
  await window.click("tab", "Who may");
  await window.click("checkbox", "Changing dates: proofreader");
  await window.click("button", "Keep the changes");
  await window.see("the dialog gone", () => !document.querySelector("dialog[open]"));
  await stet("person", "me", "Ana Duarte");
  const before = (await piece("pilots-letter")).dates.publish_at;
  const told = await stet("--json", "date", "pilots-letter", "--publish", `${nextWeek(4)} 06:30`).catch((error) => JSON.parse(error.stderr).message);
  assert.match(told, /Changing dates is for a proofreader; that is /);
  await window.click("checkbox", "Choose “We will not sail…");
  await window.click("button", "Date…");
  await window.see("the field", () => document.querySelector("dialog[open] input"));
  await window.click("textbox", "When; empty takes it away");
  await window.type(`${nextWeek(4)} 06:30`);
  await window.click("button", "Set it");
  await window.seeText("The piece goes out before that");
  await window.click("button", "Set it all the same");
  await window.seeText(told);
  await window.click("button", "Close");
  await window.click("button", "Calendar");
  await window.drag(entry("publish_at", "pilots’ letter"), day(nextWeek(4)));
  await window.click("button", "Move");
  await window.see("the refusal", (message) => document.querySelector("[role=alertdialog] [role=alert]")?.textContent === message, told);
  await window.click("button", "Leave it…");
  await onDay(window, nextWeek(2), "publish_at", "06:30");
  assert.deepEqual((await piece("pilots-letter")).dates.publish_at, before);
}));
