import type { RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";

/**
 * Next steps nobody came back to: the latest activity of a deal (or of a customer, where there is no
 * deal) says what was agreed; once its day has come, it is due. A later activity settles it.
 * `activities` come newest first, `today` is a company date; what was due last comes first: the oldest is the likeliest to
 * be stale.
 */
export function findDue(activities: readonly RecordRow[], today: string): RecordRow[] {
  const settled = new Set<string>();
  const due: RecordRow[] = [];
  for (const activity of activities) {
    const about = idOf(activity["deal"]) ?? idOf(activity["customer"]);
    if (about === null || settled.has(about)) continue;
    settled.add(about);
    const on = activity["next_on"];
    if (typeof on === "string" && on <= today) due.push(activity);
  }
  return due.sort((a, b) => String(b["next_on"]).localeCompare(String(a["next_on"])));
}

/** Whole days between two company dates. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
