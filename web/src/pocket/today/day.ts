import { addDays, companyDay } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";

/** The three things of a day, as far as what was logged tells them. */
export interface Day {
  /** Customers something was done with today, each once, the latest first. */
  touched: { id: string; activity: RecordRow }[];
  /** What stood in the way last, of today's entries. */
  obstacle: RecordRow | null;
  /** What was agreed for tomorrow and has not been settled since. */
  tomorrow: RecordRow[];
}

/** An obstacle is told in so many signs; more is a story for the log. */
export const LONGEST_OBSTACLE = 50;

/** What stands in the way: until the day is confirmed what the log says, from then on what was confirmed. */
export const obstacleOf = (workday: RecordRow | undefined, logged: RecordRow | null): string =>
  String((workday?.["confirmed_at"] ? workday["obstacle"] : logged?.["objection"]) ?? "");

/** `activities` are mine, newest first; `today` is a company date. */
export function tellDay(activities: readonly RecordRow[], today: string): Day {
  const touched = new Map<string, RecordRow>();
  const settled = new Set<string>();
  const tomorrow: RecordRow[] = [];
  let obstacle: RecordRow | null = null;
  for (const activity of activities) {
    const customer = idOf(activity["customer"]);
    const at = activity["occurred_at"];
    const isToday = typeof at === "string" && companyDay(at) === today;
    if (isToday && customer && !touched.has(customer)) touched.set(customer, activity);
    if (isToday && !obstacle && String(activity["objection"] ?? "").trim()) obstacle = activity;
    const about = idOf(activity["deal"]) ?? customer;
    if (about === null || settled.has(about)) continue;
    settled.add(about);
    if (activity["next_on"] === addDays(today, 1)) tomorrow.push(activity);
  }
  return { touched: [...touched].map(([id, activity]) => ({ id, activity })), obstacle, tomorrow };
}
