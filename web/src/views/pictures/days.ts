import { addDays, companyDay, instantOf, mondayOf } from "@/app/format";
import type { Field, Filter, RecordRow } from "@/app/shapes";

/** The company day a record falls on by a date or time field. */
export function dayOf(row: RecordRow, field: Field): string | null {
  const value = row[field.name];
  if (typeof value !== "string" || value === "") return null;
  return field.type === "time" ? companyDay(value) : value;
}

/** A company day as the field's own filter takes it: a date, or the instant it begins. */
export const edge = (field: Field, day: string): string =>
  field.type === "time" ? instantOf(`${day}T00:00`) : day;

/** What falls on the days from one to another, both included. */
export const within = (field: Field, first: string, last: string): Filter => [
  "and",
  [field.name, ">=", edge(field, first)],
  [field.name, "<", edge(field, addDays(last, 1))],
];

/** The same value on another day: what had an hour keeps it. */
export function movedTo(row: RecordRow, field: Field, day: string): string {
  const value = row[field.name];
  if (field.type !== "time" || typeof value !== "string") return day;
  const before = companyDay(value);
  const gone = (Date.parse(`${day}T00:00Z`) - Date.parse(`${before}T00:00Z`)) / 86_400_000;
  return new Date(Date.parse(value) + gone * 86_400_000).toISOString();
}

/** Whole weeks from Monday around a month `YYYY-MM`. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`;
  const found: string[][] = [];
  for (let day = mondayOf(first); found.length === 0 || day.slice(0, 7) === month; day = addDays(day, 7)) {
    found.push(Array.from({ length: 7 }, (_, at) => addDays(day, at)));
  }
  return found;
}

/** A month so many months away. */
export function monthsOn(month: string, count: number): string {
  const [year = 0, at = 1] = month.split("-").map(Number);
  const on = year * 12 + at - 1 + count;
  return `${String(Math.floor(on / 12)).padStart(4, "0")}-${String((on % 12) + 1).padStart(2, "0")}`;
}

/** Days from one to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
