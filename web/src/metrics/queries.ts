import { useQueries, useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import { addDays, companyDay } from "@/app/format";
import { useLanguage, type Label } from "@/app/language";
import type { Filter } from "@/app/shapes";

export type Unit = "count" | "money" | "percent" | "days" | "hours";
export type Value = string | number | { amount: string; currency: string } | null;

export interface Term {
  name: string;
  label: Label;
  measure: unknown[];
  filter: Filter | null;
  time: string | null;
}

export type Level = "yellow" | "red";

/** From where on a figure is yellow or red. */
export interface Threshold {
  level: Level;
  test: "<" | "<=" | ">" | ">=";
  value: string;
}

/** One definition as its reader meets it. */
export interface Metric {
  key: string;
  label: Label;
  description: Label;
  unit: Unit;
  object: string;
  object_label: Label;
  time: string | null;
  terms: Term[];
  formula: string;
  direction: "more" | "less";
  dimensions: { name: string; label: Label }[];
  thresholds: Threshold[];
  version: number;
  shipped: boolean;
}

export interface Period {
  from: string | null;
  to: string | null;
}

export interface Figure {
  period: Period | null;
  value: Value;
  terms: Record<string, Value>;
  arithmetic: string;
  level: Level | null;
  target?: Value;
  attained?: string | null;
  records: Record<string, { object: string; filter: Filter | null; count: number }>;
}

/** The company's month up to its last day. */
export function thisMonth(now: string | Date): { from: string; to: string } {
  const from = `${companyDay(now).slice(0, 7)}-01`;
  const next = `${addDays(from, 32).slice(0, 7)}-01`;
  return { from, to: addDays(next, -1) };
}

export const useMetrics = () =>
  useQuery({
    queryKey: ["metrics"],
    queryFn: ({ signal }) => api<{ items: Metric[] }>("/metrics", { signal }),
    select: (answer) => answer.items,
  });

/** Each metric's figure: of the month, or of now where it has no time. */
export function useFigures(metrics: Metric[], month: { from: string; to: string }) {
  const language = useLanguage();
  return useQueries({
    queries: metrics.map((metric) => ({
      queryKey: ["records", metric.object, "metric", metric.key, metric.version, month.from, language],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const body = metric.time ? { period: month } : {};
        const path = `/metrics/${metric.key}/query`;
        const answer = await api<{ rows: Figure[] }>(path, { method: "POST", body, signal });
        return answer.rows[0] ?? null;
      },
    })),
  });
}
