import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/app/api";
import { act } from "@/app/writes";
import { tidied, type Draft } from "./draft";
import type { Figure, Metric, Value } from "./queries";

export interface Version {
  version: number;
  at: string | null;
  by: string | null;
  definition: Draft | null;
}

export interface Target {
  person: string | null;
  department: string | null;
  period: string;
  value: Value;
  version: number;
  at: string;
}

/** A value that rests: the last one after it stood still for a moment. */
function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** What the draft says, whole and by month; refused with every fault at its place. */
export function useTried(draft: Draft) {
  const said = useRested(JSON.stringify(tidied(draft)), 400);
  return useQuery({
    queryKey: ["metrics", "try", said],
    queryFn: async ({ signal }) => {
      const definition = JSON.parse(said) as Draft;
      const dated = definition.terms.every((each) => each.time ?? definition.time);
      const ask = (period: unknown) =>
        api<{ rows: Figure[] }>("/metrics/try", {
          method: "POST",
          body: { definition: { ...definition, key: definition.key || "draft" }, period },
          signal,
        });
      const whole = await ask(dated ? { this: "year" } : null);
      const months = dated ? await ask({ last: 6, by: "month" }) : { rows: [] };
      return { whole: whole.rows[0] ?? null, months: months.rows };
    },
    retry: false,
    placeholderData: (before) => before,
  });
}

export const useVersions = (key: string) =>
  useQuery({
    queryKey: ["metrics", "versions", key],
    queryFn: ({ signal }) => api<{ items: Version[] }>(`/metrics/${key}/versions`, { signal }),
    select: (answer) => answer.items,
    enabled: key !== "",
  });

export const useTargets = (key: string) =>
  useQuery({
    queryKey: ["metrics", "targets", key],
    queryFn: ({ signal }) => api<{ items: Target[] }>(`/metrics/${key}/targets`, { signal }),
    select: (answer) => answer.items,
    enabled: key !== "",
  });

/** The designer's verbs; afterwards everything about metrics asks again. */
export function useMetricDesigning() {
  const client = useQueryClient();
  const run = async <T>(action: string, input: Record<string, unknown>): Promise<T> => {
    const { result } = await act<T>(action, input);
    await Promise.all([
      client.invalidateQueries({ queryKey: ["metrics"] }),
      client.invalidateQueries({ queryKey: ["design"] }),
      client.invalidateQueries({ queryKey: ["records"], predicate: (each) => each.queryKey[2] === "metric" }),
    ]);
    return result;
  };
  return {
    save: (draft: Draft, version: number | null) =>
      run<{ metric: Metric }>("save_metric", { ...tidied(draft), version }),
    retire: (key: string, version: number) => run<unknown>("retire_metric", { key, version }),
    aim: (target: {
      metric: string;
      person: string | null;
      department: string | null;
      period: string;
      value: string | null;
    }) => run<unknown>("set_target", target),
  };
}
