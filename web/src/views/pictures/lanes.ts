import { addDays, mondayOf } from "@/app/format";
import type { Field, RecordRow } from "@/app/shapes";
import { idOf, isReference } from "@/app/values";
import { dayOf, daysBetween, monthsOn } from "./days";

/** How much time is in sight. */
export type Zoom = "weeks" | "months" | "quarters" | "years";
export const ZOOMS: readonly Zoom[] = ["weeks", "months", "quarters", "years"];
const DAYS: Record<Zoom, number> = { weeks: 21, months: 63, quarters: 182, years: 735 };

/** The days in sight, both included. */
export interface Stretch {
  first: string;
  last: string;
}

/** The stretch around a day: a third of it lies before. */
export function stretchAt(day: string, zoom: Zoom): Stretch {
  const first = mondayOf(addDays(day, -Math.floor(DAYS[zoom] / 3)));
  return { first, last: addDays(first, DAYS[zoom] - 1) };
}

/** A line of the scale: where it stands, in hundredths of the width. */
export interface Tick {
  day: string;
  at: number;
  /** Named by its month; else by its day. */
  month: boolean;
}

export function ticks({ first, last }: Stretch, zoom: Zoom): Tick[] {
  const days = daysBetween(first, last) + 1;
  const at = (day: string) => (daysBetween(first, day) / days) * 100;
  const found: Tick[] = [];
  if (zoom === "weeks" || zoom === "months") {
    const step = zoom === "weeks" ? 1 : 7;
    for (let day = first; day <= last; day = addDays(day, step))
      found.push({ day, at: at(day), month: false });
    return found;
  }
  const step = zoom === "quarters" ? 1 : 3;
  const start = first.slice(0, 7);
  for (let month = start; `${month}-01` <= last; month = monthsOn(month, 1)) {
    const quarterly = (Number(month.slice(5)) - 1) % step === 0;
    if (quarterly && `${month}-01` >= first)
      found.push({ day: `${month}-01`, at: at(`${month}-01`), month: true });
  }
  return found;
}

/** A record's bar in hundredths of the width; what goes on outside is cut and says so. */
export interface Bar {
  row: RecordRow;
  from: string;
  to: string;
  left: number;
  width: number;
  early: boolean;
  late: boolean;
}

/** Its bar in a stretch, or none where it lies outside. Without an end it is one day long. */
export function barOf(row: RecordRow, by: Field, until: Field | undefined, stretch: Stretch): Bar | null {
  const from = dayOf(row, by);
  if (from === null) return null;
  const end = until ? dayOf(row, until) : null;
  const to = end !== null && end > from ? end : from;
  if (to < stretch.first || from > stretch.last) return null;
  const days = daysBetween(stretch.first, stretch.last) + 1;
  const [early, late] = [from < stretch.first, to > stretch.last];
  const left = early ? 0 : daysBetween(stretch.first, from);
  const right = late ? days : daysBetween(stretch.first, to) + 1;
  return { row, from, to, early, late, left: (left / days) * 100, width: ((right - left) / days) * 100 };
}

export interface Lane {
  key: string;
  value: unknown;
  /** Rows of bars that do not lie on each other. */
  rows: Bar[][];
}

/** Bars in lanes by a field, packed into as few rows as they fit; `room` is what a bar takes at least. */
export function lanes(bars: readonly Bar[], group: Field | undefined, room: number): Lane[] {
  const found = new Map<string, Lane>();
  for (const bar of [...bars].sort((a, b) => a.left - b.left || a.row.id.localeCompare(b.row.id))) {
    const value = group ? (bar.row[group.name] ?? null) : null;
    const key = String((isReference(value) ? idOf(value) : value) ?? "");
    const lane = found.get(key) ?? { key, value, rows: [] };
    found.set(key, lane);
    const free = lane.rows.find((row) => {
      const last = row.at(-1);
      return !last || last.left + Math.max(last.width, room) <= bar.left;
    });
    if (free) free.push(bar);
    else lane.rows.push([bar]);
  }
  return [...found.values()].sort((a, b) => Number(a.key === "") - Number(b.key === ""));
}
