import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import { useAggregate, type Measures } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { act } from "@/app/writes";
import { toInput } from "./model";
import type { FlowDraft, Start } from "./shapes";

/** A flow as a line of the list. */
export interface FlowLine {
  key: string;
  object: string;
  label: Label;
  version: number | null;
  draft: boolean;
  retired: boolean;
  start: Start | null;
  steps: { key: string; label: Label }[];
}

export interface FlowVersion {
  version: number;
  at: string;
  by: string | null;
}

export interface FlowDesign {
  key: string;
  object: string;
  version: number | null;
  published: FlowDraft | null;
  draft: FlowDraft | null;
  revision: number;
  retired: boolean;
  versions: FlowVersion[];
}

/** A step on the way of one record, and who would be asked at it. */
export interface Foreseen {
  key: string;
  people: { id: string; label: string | null }[];
  /** What would become of it if nobody was found. */
  empty?: unknown;
}

export interface Tried {
  /** Whether the flow holds anything back for this record. */
  held: boolean;
  steps: Foreseen[];
}

const FLOWS = ["design", "flows"] as const;

export const useFlows = (enabled: boolean) =>
  useQuery({
    queryKey: FLOWS,
    queryFn: ({ signal }) => api<{ items: FlowLine[] }>("/approvals/flows", { signal }),
    select: (answer) => answer.items,
    enabled,
  });

export const useFlow = (key: string, enabled: boolean) =>
  useQuery({
    queryKey: [...FLOWS, key],
    queryFn: ({ signal }) => api<FlowDesign>(`/approvals/flows/${key}`, { signal }),
    enabled,
  });

/** The designer's verbs; after each every page that shows flows asks again. */
export function useFlowDesigning() {
  const client = useQueryClient();
  const run = async <T>(action: string, input: Record<string, unknown>): Promise<T> => {
    const { result } = await act<T>(action, input);
    await client.invalidateQueries({ queryKey: ["design"] });
    void client.invalidateQueries({ queryKey: ["approvals"] });
    return result;
  };
  return {
    save: (flow: FlowDraft, revision: number) =>
      run<FlowDesign>("save_flow", { flow: toInput(flow), revision }),
    /** What is drawn is what is published, saved before or not. */
    publish: (flow: FlowDraft, revision: number) =>
      run<FlowDesign>("publish_flow", { flow: toInput(flow), revision }),
    discard: (key: string) => run<unknown>("discard_flow_draft", { key }),
    /** Out of use; a draft that was never published is thrown away. */
    retire: (key: string) => run<unknown>("retire_flow", { key }),
  };
}

/** How many requests of each flow are under way. */
export function useRunning(enabled: boolean): Map<string, number> {
  const ask = { filter: ["state", "=", "running"] as Filter, group: ["flow"], measures: COUNTED };
  const { data = [] } = useAggregate("approval", ask, enabled);
  return new Map(data.map((row) => [String(row.flow), Number(row.n)]));
}

const COUNTED: Measures = { n: ["count"] };

/** One earlier version, whole. */
export const readVersion = async (key: string, version: number): Promise<FlowDraft | null> =>
  (await api<{ published: FlowDraft | null }>(`/approvals/flows/${key}`, { query: { version } })).published;

/** Who would be asked and which ways it would go; nothing is changed by asking. */
export const tryFlow = (flow: FlowDraft, record: string): Promise<Tried> =>
  api<Tried>("/approvals/flows/preview", {
    method: "POST",
    body: { flow: toInput(flow), object: flow.object, record },
  });
