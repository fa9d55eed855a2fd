// Days and times as people type them.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const DAY = 86_400_000;

const iso = (year: number, month: number, day: number): string | null => {
  const date = new Date(Date.UTC(year, month - 1, day));
  const right = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000 && year <= 9999;
  return right ? date.toISOString().slice(0, 10) : null;
};

/** "2026-11-26" from "26 Nov", "26.11.2026", "26/11", "today", "thursday"; null when it is no day. `today` is a day. */
export function readDay(typed: string, today: string): string | null {
  const text = typed.trim().toLowerCase();
  const now = Date.parse(`${today}T00:00:00Z`);
  const year = Number(today.slice(0, 4));
  const after = (days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10);
  if (text === "today") return today;
  if (text === "tomorrow") return after(1);
  if (text === "yesterday") return after(-1);
  const weekday = text.length >= 3 && /^[a-z]+$/.test(text) ? WEEKDAYS.indexOf(text.slice(0, 3)) : -1;
  if (weekday >= 0) return after((weekday - new Date(now).getUTCDay() + 7) % 7 || 7);
  const full = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (full) return iso(Number(full[1]), Number(full[2]), Number(full[3]));
  const dotted = /^(\d{1,2})[./](\d{1,2})[./]?(\d{4})?$/.exec(text);
  if (dotted) return iso(Number(dotted[3] ?? year), Number(dotted[2]), Number(dotted[1]));
  const worded = /^(?:[a-z]+,? )?(\d{1,2})\.? ([a-z]{3,})\.?,? ?(\d{4})?$/.exec(text);
  const month = worded ? MONTHS.indexOf((worded[2] ?? "").slice(0, 3)) : -1;
  return worded && month >= 0 ? iso(Number(worded[3] ?? year), month + 1, Number(worded[1])) : null;
}

/** "07:00" from "7", "7:00", "0700", "7.30"; "" from nothing; null when it is no time. */
export function readTime(typed: string): string | null {
  const text = typed.trim();
  if (text === "") return "";
  const found = /^(\d{1,2})(?:[:.h ]?(\d{2}))?$/.exec(text);
  if (!found) return null;
  const hours = Number(found[1]);
  const minutes = Number(found[2] ?? 0);
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}
