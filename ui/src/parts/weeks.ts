// Days by weeks and months, as text: "2026-11-26". No zone and no clock: a day is a day.

const DAY = 86_400_000;
const time = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);

export const addDays = (day: string, by: number): string => iso(time(day) + by * DAY);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -((new Date(time(day)).getUTCDay() + 6) % 7));

/** Every day from one to another, both included. */
export function daysFrom(from: string, to: string): string[] {
  const days = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The whole weeks that a month lies in: the first Monday and the last Sunday. */
export function weeksOfMonth(day: string): { from: string; to: string } {
  const first = `${day.slice(0, 7)}-01`;
  const next = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 1)).getTime();
  return { from: mondayOf(first), to: addDays(mondayOf(iso(next - DAY)), 6) };
}

/** The same day of the month before or after, else that month's last. */
export function addMonths(day: string, by: number): string {
  const [year, month, date] = [
    Number(day.slice(0, 4)),
    Number(day.slice(5, 7)) - 1 + by,
    Number(day.slice(8, 10)),
  ];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return iso(Date.UTC(year, month, Math.min(date, last)));
}
