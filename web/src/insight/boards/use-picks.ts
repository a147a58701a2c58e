import { useMemo } from "react";
import { useSearchParams } from "react-router";
import type { PeriodOf, Pick } from "./shapes";

const isPick = (value: unknown): value is Pick =>
  typeof value === "object" && value !== null && "field" in value && "object" in value && "label" in value;

function readPicks(text: string | null): Pick[] {
  try {
    const said: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(said) ? said.filter(isPick).slice(0, 8) : [];
  } catch {
    return [];
  }
}

/** `this:month`, `last:12:week`, `days:2026-01-01:2026-03-31`. */
export function readPeriod(text: string | null): PeriodOf | null {
  const [how, one, two] = (text ?? "").split(":");
  if (how === "this" && one) return { this: one as PeriodOf["this"] };
  if (how === "last" && one && two) return { last: Number(one), by: two as PeriodOf["by"] };
  if (how === "days" && one && two) return { from: one, to: two };
  return null;
}

/** What a reader narrowed the board by: in the address, so that it can be shared and gone back from. */
export function usePicks() {
  const [params, setParams] = useSearchParams();
  const n = params.get("n");
  const t = params.get("t");
  const picks = useMemo(() => readPicks(n), [n]);
  const period = useMemo(() => readPeriod(t), [t]);
  const put = (name: string, value: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  const setPicks = (next: Pick[]) => put("n", next.length ? JSON.stringify(next) : "");
  return {
    picks,
    period,
    periodKey: t ?? "own",
    setPeriod: (key: string) => put("t", key === "own" ? "" : key),
    /** Picking what is picked already lets it go. */
    pick: (one: Pick) => {
      const others = picks.filter((each) => each.field !== one.field);
      const same = picks.some((each) => each.field === one.field && each.value === one.value);
      setPicks(same ? others : [...others, one]);
    },
    drop: (one: Pick) => setPicks(picks.filter((each) => each !== one)),
    clear: () => setPicks([]),
  };
}
