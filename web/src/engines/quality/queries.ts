import { useQuery } from "@tanstack/react-query";
import type { Label } from "@/app/language";
import type { Filter } from "@/app/shapes";
import { act } from "@/app/writes";

export interface Score {
  id: string;
  unit: string;
  title: string;
  month_on: string;
  score: string | null;
  gain: string | null;
  fastest: boolean;
  complete: string | null;
  stale: string | null;
  doubled: string | null;
  records: number;
  parent?: string | null;
}

export interface Gap {
  object: string;
  object_label: Label;
  /** Of a key field; a line without one counts what nobody changed for long. */
  field: string | null;
  label: Label | null;
  weight: number | null;
  filter: Filter;
  count: number;
}

export interface Health {
  month: string | null;
  unit: string | null;
  name: string | null;
  rows: Score[];
  trend: Score[];
  gaps: Gap[];
  weights: { complete: number; fresh: number; single: number };
  new_days: number;
  stale_days: Record<string, number>;
}

export const useHealth = (unit: string | null) =>
  useQuery({
    queryKey: ["records", "health_score", "board", unit],
    queryFn: async () => (await act<Health>("look_at_health", unit ? { unit } : {})).result,
    placeholderData: (before) => before,
  });
