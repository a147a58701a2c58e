import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import { keys } from "@/app/queries";
import { act } from "@/app/writes";
import { toInput } from "./model";

/** A slot of a requirement; `words` and `measure` say what is looked for on its picture. */
export interface SlotDraft {
  key: string;
  label: Label;
  words?: string[];
  measure?: boolean;
}

export interface RequirementDraft {
  key: string;
  type: "evidence" | "field" | "formula" | "confirmation" | "approval";
  label?: Label | null;
  kind?: string | null;
  count?: number;
  within_m?: number | null;
  accuracy_m?: number | null;
  max_age_days?: number | null;
  camera_only?: boolean;
  second_person?: boolean;
  activity_place_ok?: boolean;
  field?: string | null;
  formula?: string | null;
  role?: string | null;
  flow?: string | null;
  slots?: SlotDraft[];
}

export interface NodeDraft {
  key: string;
  label: Label;
  end: "won" | "lost" | null;
  advance: "auto" | "ask";
  limit_days: number | null;
  role: string | null;
  output: Label | null;
  requires: RequirementDraft[];
}

export interface ProcessDraft {
  key: string;
  object: string;
  label: Label;
  site: string | null;
  nodes: NodeDraft[];
}

export interface Version extends ProcessDraft {
  version: number;
  revision: number;
  at: string;
}

export interface Design {
  key: string;
  object: string;
  label: Label;
  retired: boolean;
  published: Version | null;
  draft: Version | null;
  versions: { version: number; at: string; by: string | null }[];
  flight: { version: number; node: string; records: number }[];
}

export interface Kind {
  key: string;
  label: Label;
  camera_only?: boolean;
}

export interface Designs {
  items: Design[];
  roles: { key: string; label: Label }[];
  kinds: Kind[];
}

/** What publishing would do to the records of one node of one version. */
export interface Group {
  node: string;
  label: Label | null;
  version: number;
  to: string | null;
  records: number;
  next: string | null;
  tighter: boolean;
  tried: number;
  failing: number;
}

export interface Foreseen {
  in_flight: number;
  nodes: Group[];
  unmapped: string[];
  skips: string[];
}

export type Moves = Record<string, string>;

export const useDesigns = (enabled: boolean) =>
  useQuery({
    queryKey: ["design", "processes"],
    queryFn: ({ signal }) => api<Designs>("/design/processes", { signal }),
    enabled,
  });

interface FlowChoice {
  key: string;
  label: Label;
  version: number | null;
  retired: boolean;
}

/** The approval flows in force a gate of this object may ask for. */
export const useFlowChoices = (object: string): FlowChoice[] => {
  const found = useQuery({
    queryKey: ["approvals", "flows", object],
    queryFn: ({ signal }) => api<{ items: FlowChoice[] }>(`/approvals/flows?object=${object}`, { signal }),
  });
  return (found.data?.items ?? []).filter((each) => each.version !== null && !each.retired);
};

/** The designer's verbs; after each every page that shows processes asks again. */
export function useProcessDesigning() {
  const client = useQueryClient();
  const run = async <T>(action: string, input: Record<string, unknown>): Promise<T> => {
    const { result } = await act<T>(action, input);
    await client.invalidateQueries({ queryKey: ["design"] });
    for (const queryKey of [keys.processes, keys.objects, ["gate"], ["records"]]) {
      void client.invalidateQueries({ queryKey });
    }
    return result;
  };
  return {
    save: (process: ProcessDraft, revision: number) =>
      run<Design>("save_process_draft", { process: toInput(process), revision }),
    publish: (process: ProcessDraft, flight: "stay" | "move", map: Moves) =>
      run<Design>("publish_process", { process: toInput(process), flight, map }),
    copy: (process: string, key: string, label: Label) =>
      run<Design>("copy_process", { process, key, label }),
    /** Limits read off what was won, laid on the draft. */
    propose: (process: string, nodes: readonly string[], revision: number) =>
      run<unknown>("propose_funnel", { process, nodes, revision }),
    discard: (process: string) => run<unknown>("discard_process_draft", { process }),
    retire: (process: string) => run<Design>("retire_process", { process }),
    saveKind: (kind: Kind) => run<unknown>("save_evidence_kind", { ...kind }),
    stage: (object: string) => run<unknown>("stage_object", { object }),
  };
}

/** How what was won went through a process; hours and days are decimals in text. */
export interface Mined {
  from: string;
  until: string;
  won: number;
  lost: number;
  least: number;
  enough: boolean;
  long_percent: number;
  cycle: { mean_days: string; median_days: string; long_days: string } | null;
  nodes: {
    key: string;
    label: Label;
    limit_days: number | null;
    times: number;
    mean_hours: string | null;
    median_hours: string | null;
    long_hours: string | null;
    proposed_days: number | null;
  }[];
  touches: { type: string; label: Label | null; won: string | null; lost: string | null }[];
}

/** What publishing would do; nothing is changed by asking. */
export const tryOut = async (process: ProcessDraft, map: Moves): Promise<Foreseen> =>
  (await act<Foreseen>("try_process", { process: toInput(process), map })).result;
