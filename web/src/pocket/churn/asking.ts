import type { RecordRow } from "@/app/shapes";
import { useWeeks } from "@/engines/churn/queries";

const MOST = 200;

/** Weeks over in a row from which a department is one to look at. */
export const ALARMING = 2;

const over = (row: RecordRow): number => Number(row["weeks_over"] ?? 0);

/** The newest week of every department one may see, the longest over first. */
export function useNewestWeek(enabled: boolean) {
  const found = useWeeks(null, MOST, enabled);
  const newest = found.rows?.[0]?.["week_on"];
  const rows = found.rows
    ?.filter((row) => row["week_on"] === newest)
    .sort((a, b) => over(b) - over(a) || Number(b["rate"] ?? 0) - Number(a["rate"] ?? 0));
  return { ...found, rows, over: rows?.filter((row) => over(row) >= ALARMING) };
}
