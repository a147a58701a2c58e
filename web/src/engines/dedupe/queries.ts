import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ObjectShape, Reference, Value } from "@/app/shapes";
import { inquire } from "@/app/writes";

export type Level = "sure" | "likely" | "possible" | "begins";

export interface Reason {
  role: string;
  level: string;
  bits: string;
}

export interface Match {
  object: string;
  record: string;
  label: string;
  level: Level;
  percent: number;
  owner: Reference | null;
  reasons: Reason[];
}

export interface Found {
  matches: Match[];
  hidden: { object: string; level: Level; ask: string | null }[];
}

const TYPES: ReadonlySet<string> = new Set(["text", "phone", "email", "url", "region", "reference"]);
/** Milliseconds without a key before it is asked. */
const PAUSE = 250;

type Values = Record<string, Value | undefined>;

/** The texts of a form by field, as far as they say who somebody is. */
export function saidIn(shape: ObjectShape, values: Values): Record<string, string> {
  const said: Record<string, string> = {};
  for (const field of shape.fields) {
    const value = values[field.name];
    if (!TYPES.has(field.type) || value === null || value === undefined) continue;
    if (typeof value === "string") {
      if (value.trim().length > 1) said[field.name] = value.trim();
    } else if (typeof value === "object" && "id" in value) said[field.name] = String(value.id);
  }
  return said;
}

/** A text that has stood still for a moment. */
function useStill(text: string): string {
  const [still, setStill] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setStill(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return still;
}

/** Records that may be the one being entered; without a network nothing is said. */
export function useDuplicates(shape: ObjectShape, values: Values) {
  const said = useStill(JSON.stringify(saidIn(shape, values)));
  return useQuery({
    queryKey: ["duplicates", shape.name, said] as const,
    queryFn: ({ signal }) =>
      inquire<Found>("find_duplicates", { object: shape.name, values: JSON.parse(said) as object }, signal),
    enabled: said !== "{}",
    placeholderData: said === "{}" ? undefined : keepPreviousData,
    retry: false,
    staleTime: 5_000,
  });
}

/** Records that may be the same as a kept one. */
export const useTwins = (object: string, record: string) =>
  useQuery({
    queryKey: ["duplicates", object, "of", record] as const,
    queryFn: ({ signal }) => inquire<Found>("find_duplicates", { object }, signal, record),
    retry: false,
    staleTime: 60_000,
  });
