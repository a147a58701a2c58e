import type { Filter, RecordRow } from "@/app/shapes";
import { useRecords } from "@/app/queries";
import { idOf } from "@/app/values";

export interface Trait {
  trait: string;
  gone: number;
  of_gone: number;
  kept: number;
  of_kept: number;
  /** Times as frequent among the churned; null where nobody kept has it. */
  lift: string | null;
  chance: number | null;
  verdict: "clear" | "unclear" | "few";
}

const rowsOf = (found: ReturnType<typeof useRecords>): RecordRow[] | undefined =>
  found.data?.pages.flatMap((page) => page.items);

/** The newest weeks of every department, or of one. */
export function useWeeks(unit: string | null, limit: number, enabled = true) {
  const filter: Filter | null = unit ? ["unit", "=", unit] : null;
  const found = useRecords("churn_week", { filter, sort: "-week_on", limit }, enabled);
  return { ...found, rows: rowsOf(found) };
}

/** A department and everything below it, by id. */
export function useBranch(unit: string): string[] {
  const all = rowsOf(useRecords("department", { sort: "name", limit: 500 })) ?? [];
  const found = [unit];
  for (let at = 0; at < found.length; at += 1)
    for (const each of all)
      if (idOf(each["parent"]) === found[at] && !found.includes(each.id)) found.push(each.id);
  return found;
}

export function useSteps(unit: string | null) {
  const filter: Filter | null = unit ? ["unit", "=", unit] : null;
  const found = useRecords("churn_step", { filter, sort: "-started_on", limit: 20 }, unit !== null);
  return rowsOf(found);
}

export function traitsOf(said: unknown): Trait[] {
  if (typeof said !== "string" || !said) return [];
  try {
    const found: unknown = JSON.parse(said);
    return Array.isArray(found) ? (found as Trait[]) : [];
  } catch {
    return [];
  }
}
