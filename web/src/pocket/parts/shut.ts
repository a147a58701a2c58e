import type { RecordRow } from "@/app/shapes";
import { isLocked } from "@/rules/company-time";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Whether an entry can no longer be edited: past the end of the company day after it was received. */
export function isShut(activity: RecordRow, zone: string, now: Date): boolean {
  const received_at = text(activity["received_at"]) ?? text(activity["created_at"]);
  if (received_at === null) return false;
  const occurred_at = text(activity["occurred_at"]) ?? received_at;
  return isLocked({ received_at, occurred_at, imported: activity["origin"] === "imported" }, zone, now);
}
