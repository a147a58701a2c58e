import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import type { Person } from "../api";

/** A flow somebody may ask for. */
export interface Offered {
  key: string;
  object: string;
  label: Label;
  version: number | null;
  retired: boolean;
  start: { action?: string; field?: string; to?: unknown } | null;
}

/** Whom it would ask for this record. */
export interface Ahead {
  held: boolean;
  steps: { key: string; label: Label; people: Person[] }[];
}

/** The flows in force for an object; nothing while nobody may ask. */
export const useOffered = (object: string, enabled = true) =>
  useQuery({
    queryKey: ["approvals", "flows", object],
    queryFn: ({ signal }) => api<{ items: Offered[] }>("/approvals/flows", { query: { object }, signal }),
    select: (answer) => answer.items.filter((each) => each.version !== null && !each.retired),
    staleTime: 60_000,
    retry: false,
    enabled,
  });

/** Those that can be asked for as they stand, with nothing more to be said. */
export const isPlain = (flow: Offered): boolean =>
  flow.start === null || (Boolean(flow.start.field) && flow.start.to !== null && flow.start.to !== undefined);

export const useAhead = (flow: string | null, object: string, record: string) =>
  useQuery({
    queryKey: ["approvals", "ahead", flow, object, record],
    queryFn: ({ signal }) =>
      api<Ahead>("/approvals/flows/preview", { method: "POST", body: { flow, object, record }, signal }),
    enabled: flow !== null,
    staleTime: 0,
  });
