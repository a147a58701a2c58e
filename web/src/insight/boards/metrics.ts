import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import type { Unit } from "./shapes";

/** A metric as whoever designs a board chooses it. */
export interface MetricShown {
  key: string;
  label: Label;
  unit: Unit;
  object: string;
  time: string | null;
  dimensions: { name: string; label: Label }[];
}

export const useMetricList = () =>
  useQuery({
    queryKey: ["metrics"],
    queryFn: ({ signal }) => api<{ items: MetricShown[] }>("/metrics", { signal }),
    select: (answer) => answer.items,
  });
