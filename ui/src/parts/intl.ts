// Numbers, days and languages as a reader of English expects them. Walls are local times without a zone ("2026-11-26T07:00").

/** The interface is English; which English is the machine's choice. `navigator.language` may be "C". */
function chosen(): string {
  const asked = typeof navigator === "undefined" ? [] : [...(navigator.languages ?? []), navigator.language];
  for (const tag of asked) {
    try {
      const [found] = Intl.getCanonicalLocales(tag);
      if (found?.startsWith("en-")) return found;
    } catch {
      // Not a language tag.
    }
  }
  return "en-GB";
}
export const locale = chosen();

/** Made when it is first asked for: the system reads its tables then, and a window that opens needs none of them. */
function later<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const numbers = later(() => new Intl.NumberFormat(locale));
/** 1,204 */
export const number = (value: number): string =>
  Number.isInteger(value) && value >= 0 && value < 1000 ? String(value) : numbers().format(value);
/** "1 word", "2 words" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${number(value)} ${value === 1 ? one : many}`;

const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Making a format costs more than a hundred dates do: each is made once. Without a zone it is the machine's, which may be another by now. */
function dates(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  if (!options.timeZone) return new Intl.DateTimeFormat(tag, options);
  const name = `${tag} ${JSON.stringify(options)}`;
  const known = formats.get(name) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(name, known);
  return known;
}
const utc = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  later(() => dates(locale, { ...options, timeZone: "UTC", hourCycle: "h23" }));
const weekday = utc({ weekday: "short" });
const dayMonth = utc({ day: "numeric", month: "short" });
const dayMonthYear = utc({ day: "numeric", month: "short", year: "numeric" });
const month = utc({ month: "long", year: "numeric" });
const long = utc({ weekday: "long", day: "numeric", month: "long", year: "numeric" });

/** A wall's day at midnight UTC, or NaN. */
const dayOf = (wall: string): number => Date.parse(`${wall.slice(0, 10)}T00:00:00Z`);
const timeOf = (wall: string): string => wall.slice(11, 16);

/** How a date stands in a list: "Today 17:00", "Thu 26, 07:00", "Mon 30 Nov", "12 Nov 2025". `today` is a day in the desk's zone. */
export function when(wall: string, today: string): string {
  const day = dayOf(wall);
  const now = dayOf(today);
  if (Number.isNaN(day)) return wall;
  const time = timeOf(wall);
  const apart = Math.round((day - now) / DAY);
  const near = { "-1": "Yesterday", 0: "Today", 1: "Tomorrow" }[apart];
  if (near) return time ? `${near} ${time}` : near;
  if (wall.slice(0, 4) !== today.slice(0, 4))
    return `${dayMonthYear().format(day)}${time ? `, ${time}` : ""}`;
  // This month's days need no month where a time tells that it is near.
  if (time && wall.slice(0, 7) === today.slice(0, 7))
    return `${weekday().format(day)} ${Number(wall.slice(8, 10))}, ${time}`;
  return `${dayInWeek(wall)}${time ? ` ${time}` : ""}`;
}

/** The same inside a sentence: "today 17:00". */
export const whenInside = (wall: string, today: string): string =>
  when(wall, today).replace(/^(Today|Tomorrow|Yesterday)/, (word) => word.toLowerCase());

/** "Thursday 26 November 2026, 07:00" */
export function whenLong(wall: string): string {
  const day = dayOf(wall);
  if (Number.isNaN(day)) return wall;
  const time = timeOf(wall);
  return long().format(day) + (time ? `, ${time}` : "");
}

/** A day in a calendar: "26", the first of a month "1 Dec". */
export function dayShort(day: string): string {
  return day.endsWith("-01") ? dayMonth().format(dayOf(day)) : String(Number(day.slice(8, 10)));
}

/** "Mon 23 Nov": a day by itself, whatever today is. */
export const dayInWeek = (wall: string): string =>
  `${weekday().format(dayOf(wall))} ${dayMonth().format(dayOf(wall))}`;

/** "November 2026" */
export const monthYear = (day: string): string => month().format(dayOf(day));

/** "Mon" */
export const weekdayShort = (day: string): string => weekday().format(dayOf(day));

/** A date as the desk reads it, with its weekday: "Thu 26 November 2026, 07:00"; empty while there is none. */
export const readBack = (read: { wall: string; spoken: string } | null): string =>
  read ? `${weekdayShort(read.wall)} ${read.spoken}` : "";

/** "23 November – 6 December 2026" */
export const dayRange = (from: string, to: string): string =>
  utc({ day: "numeric", month: "long", year: "numeric" })().formatRange(dayOf(from), dayOf(to));

/** The day as the byline prints it, in the article's own language. */
export function printedDay(wall: string, lang: string): string {
  const day = dayOf(wall);
  if (Number.isNaN(day)) return "";
  const options: Intl.DateTimeFormatOptions = {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  };
  try {
    return dates(lang || locale, options).format(day);
  } catch {
    return dates(locale, options).format(day);
  }
}

/** The day of an instant in a zone, as YYYY-MM-DD. By parts, for engines write the same locale differently. */
function dayIn(at: Date, zone?: string): string {
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
  const place = zone ? { timeZone: zone } : {};
  const parts = dates("en-GB", { ...options, ...place }).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** An instant as a moment here: "11:03", "yesterday, 16:20", "12 Nov, 09:10". */
export function moment(instant: string, zone?: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return "";
  const place = zone ? { timeZone: zone } : {};
  const clock = dates(locale, { ...place, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const today = dayIn(new Date(), zone);
  const wall = dayIn(at, zone);
  const apart = Math.round((dayOf(today) - dayOf(wall)) / DAY);
  const time = clock.format(at);
  if (apart === 0) return time;
  if (apart === 1) return `yesterday, ${time}`;
  const sameYear = wall.slice(0, 4) === today.slice(0, 4);
  return `${(sameYear ? dayMonth : dayMonthYear)().format(dayOf(wall))}, ${time}`;
}

/** The day of an instant: "today", "yesterday", "Friday", "12 Nov". */
export function dayAgo(instant: string): string {
  const days = (Date.now() - Date.parse(instant)) / DAY;
  if (days >= 2 && days < 6.5)
    return new Intl.DateTimeFormat(locale, { weekday: "long" }).format(new Date(instant));
  const told = moment(instant);
  const day = told.includes(",") ? told.slice(0, told.lastIndexOf(",")) : told;
  return /^\d\d:\d\d$/.test(day) ? "today" : day;
}

/** How long since an instant: "5 min", "2 h", "3 d". */
export function since(instant: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000));
  if (Number.isNaN(minutes)) return "";
  if (minutes < 60) return `${number(minutes)} min`;
  if (minutes < 24 * 60) return `${number(Math.floor(minutes / 60))} h`;
  return `${number(Math.floor(minutes / 1440))} d`;
}

const names = later(
  () => new Intl.DisplayNames([locale], { type: "language", style: "short", languageDisplay: "standard" }),
);
/** "English (UK)" for "en-GB"; the tag itself when it has no name. */
export function language(tag: string): string {
  if (!tag) return "";
  try {
    return names().of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** "12 KB" */
export function size(bytes: number): string {
  if (bytes < 1024) return counted(bytes, "byte");
  if (bytes < 1024 * 1024) return `${number(Math.round(bytes / 1024))} KB`;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / 1024 / 1024)} MB`;
}

/** "€250.50" for 25050, of which so many digits stand after the point. */
export function money(amount: number, currency: string, digits: number): string {
  const shown = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, shown as Intl.NumberFormatOptions).format(amount / 10 ** digits);
}

/** The zones that this machine knows. */
export const zones = (): string[] =>
  typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : ["UTC"];
/** The machine's own zone. */
export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Languages that an article is most often written in; the tag is what is stored. */
// prettier-ignore
export const LANGUAGES = [
  "ar", "bg", "ca", "cs", "da", "de", "de-AT", "de-CH", "el", "en-GB", "en-US", "es", "es-419", "et", "eu", "fa", "fi", "fr",
  "fr-CA", "ga", "gl", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pl", "pt-BR", "pt-PT",
  "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant",
];

/** True where the language is written from right to left. */
export const rightToLeft = (tag: string): boolean => /^(ar|fa|he|ur|yi|ps|sd|ug|dv|ckb)(-|$)/i.test(tag);
