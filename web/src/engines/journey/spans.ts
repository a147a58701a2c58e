import { addDays, companyDay, instantOf, mondayOf } from "@/app/format";
import type { Span, Zoom } from "./shapes";

/** The instant a company day begins. */
export const dawn = (day: string): string => instantOf(`${day}T00:00`);

const firstOf = (year: number, month: number): string =>
  `${year + Math.floor(month / 12)}-${String((((month % 12) + 12) % 12) + 1).padStart(2, "0")}-01`;

const LONG = { year: 12, quarter: 3, month: 1 } as const;

/** The calendar year, quarter or month an instant lies in, moved by so many of them. */
export function spanAt(zoom: Zoom, at: string, steps = 0): Span {
  if (zoom === "all") return null;
  const [year = 0, month = 1] = companyDay(at).split("-").map(Number);
  const long = LONG[zoom];
  const from = Math.floor((month - 1) / long) * long + steps * long;
  return { since: dawn(firstOf(year, from)), until: dawn(firstOf(year, from + long)) };
}

/** One step nearer. */
export const nearer = (zoom: Zoom): Zoom => (zoom === "all" ? "year" : zoom === "year" ? "quarter" : "month");

export interface Tick {
  at: number;
  day: string;
  by: "day" | "month" | "year";
}

const DAY = 86_400_000;
const MONTHS = [1, 2, 3, 6, 12, 24, 60];

/** Days, weeks, months or years, as many as can be read in `room`. */
export function ticksOf(since: number, until: number, room: number): Tick[] {
  const days = (until - since) / DAY;
  const start = companyDay(new Date(since));
  const found: Tick[] = [];
  const put = (day: string, by: Tick["by"]) => {
    const at = Date.parse(dawn(day));
    if (at >= since && at < until) found.push({ at, day, by });
  };
  const step = [1, 2, 7, 14].find((each) => days / each <= room);
  if (step) {
    const first = step < 7 ? start : mondayOf(start);
    for (let at = 0; at <= days + step; at += step) put(addDays(first, at), "day");
    return found;
  }
  const [year = 0, month = 1] = start.split("-").map(Number);
  const months = MONTHS.find((each) => days / 30 / each <= room) ?? 120;
  const base = Math.floor((month - 1) / months) * months;
  for (let at = 0; at <= days / 28 + months; at += months)
    put(firstOf(year, base + at), months < 12 ? "month" : "year");
  return found;
}
