import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/app/api";
import { useLanguage, type Label } from "@/app/language";
import type { FieldType, Money } from "@/app/shapes";
import type { Kind, Tree } from "./evaluate.ts";

/** A place of a formula, in characters as people count them. */
export interface Span {
  start: number;
  end: number;
}

export interface Fault extends Span {
  code: string;
  message: string;
  remedy: string;
}

export interface Named extends Span {
  name: string;
  label: Label;
  type: FieldType;
}

export interface Checked {
  ok: boolean;
  kind: Kind | null;
  type: FieldType | null;
  label: Label | null;
  names: Named[];
  faults: Fault[];
  tree: Tree | null;
  value: string | boolean | Money | null;
  record: { id: string; label: string | null } | null;
}

export interface FunctionShape {
  name: Label;
  also: string[];
  signature: Label;
  help: Label;
  least: number;
  most: number | null;
}

const PAUSE = 250;

/** The value as it was a moment ago, so that not every key is asked about. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

export interface Asked {
  object: string;
  formula: string;
  record?: string | undefined;
  field?: string | undefined;
}

/** What the server makes of a formula; the last answer stays until the next one is there. */
export function useChecked(asked: Asked) {
  const lang = useLanguage();
  const formula = useSettled(asked.formula);
  const body = { object: asked.object, formula, record: asked.record ?? null, field: asked.field ?? null };
  const query = useQuery({
    queryKey: ["formula", lang, body],
    queryFn: ({ signal }) => api<Checked>("/formulas/check", { method: "POST", body, signal }),
    enabled: asked.object !== "" && formula.trim() !== "",
    staleTime: 10_000,
    retry: false,
    placeholderData: (before) => before,
  });
  const current = formula === asked.formula && !query.isPlaceholderData;
  return { ...query, data: asked.formula.trim() === "" ? undefined : query.data, current };
}

export interface TriedValue {
  type: FieldType;
  value: unknown;
  counted: number | null;
  record: { id: string; label: string | null } | null;
}

export interface AskedField {
  object: string;
  type: "lookup" | "rollup";
  options: Record<string, unknown> | null;
  record?: string | undefined;
}

/** The value a look-up or roll-up would have; not asked as long as there are no options. */
export function useTried({ object, type, options, record }: AskedField) {
  const lang = useLanguage();
  const body = { object, type, options, record: record ?? null };
  return useQuery({
    queryKey: ["formula", "try", lang, body],
    queryFn: ({ signal }) => api<TriedValue>("/formulas/try", { method: "POST", body, signal }),
    enabled: object !== "" && options !== null,
    staleTime: 10_000,
    retry: false,
    placeholderData: (before) => before,
  });
}

export const useFunctions = () =>
  useQuery({
    queryKey: ["formula", "functions"],
    queryFn: ({ signal }) => api<{ items: FunctionShape[] }>("/formulas/functions", { signal }),
    staleTime: Infinity,
    select: (answer) => answer.items,
  });
