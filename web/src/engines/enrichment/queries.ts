import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Label } from "@/app/language";
import type { Value } from "@/app/shapes";
import { inquire } from "@/app/writes";

export interface Suggestion {
  name: string;
  credit_code: string;
  legal_status: string;
  founded_on: string | null;
}

export interface Suggested {
  on: boolean;
  source: Label | null;
  items: Suggestion[];
}

export interface LookedUp {
  values: Record<string, Value>;
  papers: number;
  source: Label;
}

export interface Origin {
  field: string;
  source: Label;
  value: Value;
  fetched_at: string;
  state: string;
  typed: boolean;
}

export interface Shown {
  on: boolean;
  source: Label | null;
  calls: { today: number; month: number; most: number } | null;
  facts: Origin[];
}

export interface Enriched {
  filled: string[];
  offered: string[];
  papers: number;
  unread: string[];
}

/** Milliseconds without a key before somebody is asked who is paid for it. */
const PAUSE = 600;

function useStill(text: string): string {
  const [still, setStill] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setStill(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return still;
}

/** Full names like what is being typed; `done` is the one that was picked, of which nothing more is asked. */
export function useSuggestions(text: string, done: string | null) {
  const said = useStill(text.trim());
  return useQuery({
    queryKey: ["companies", said] as const,
    queryFn: ({ signal }) => inquire<Suggested>("suggest_companies", { text: said }, signal),
    enabled: said.length > 1 && said !== done,
    placeholderData: said.length > 1 ? keepPreviousData : undefined,
    retry: false,
    staleTime: 300_000,
  });
}

/** Where a customer's values came from. Under the records' key, so that the stream asks it anew. */
export const useOrigins = (customer: string, version: number) =>
  useQuery({
    queryKey: ["records", "customer", "origins", customer, version] as const,
    queryFn: ({ signal }) => inquire<Shown>("show_enrichment", {}, signal, customer),
    retry: false,
  });
