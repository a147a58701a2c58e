import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import type { RecordRow } from "@/app/shapes";

export type State = "open" | "working" | "resolved" | "closed" | "cancelled";

export interface Item extends RecordRow {
  number: string;
  title: string;
  kind: string;
  level: "info" | "yellow" | "red";
  state: State;
  cause: string | null;
  outcome: string | null;
  resolution: string | null;
  due_at: string | null;
  opened_at: string;
  responded_at: string | null;
  resolved_at: string | null;
  response_hours: string | null;
  resolution_hours: string | null;
  closed_by_rule: boolean | null;
  escalated: number | null;
  repeats: number | null;
  owner: { id: string; label: string } | null;
  about_label: string | null;
}

export interface Case {
  id: string;
  number: string;
  title: string;
  state: State;
  outcome: string | null;
  resolution: string | null;
  about_label: string | null;
  owner: { id: string; label: string } | null;
  resolution_hours: string | null;
}

export interface Way {
  by: string;
  n?: number;
  of?: string;
  role?: string;
}

export interface Sheet {
  item: Item;
  about: { object: string; object_label: Label; id: string; label: string | null } | null;
  facts: { key: string; value: unknown }[];
  records: { key: string; label: Label; items: { object: string; id: string; label: string | null }[] }[];
  similar: Case[];
  ladder: { at: string; to: Way[]; done: boolean }[];
  closes_by_itself: boolean;
  may: { respond: boolean; resolve: boolean; reassign: boolean; escalate: boolean };
}

export const OUTCOMES = ["done", "no_action", "wrong", "other"] as const;
export const UNSETTLED: readonly State[] = ["open", "working"];

/** Under the records' key, so that what the stream says of work items asks it anew. */
export const sheetKey = (id: string) => ["records", "work_item", "sheet", id] as const;

export const useSheet = (id: string) =>
  useQuery({
    queryKey: sheetKey(id),
    queryFn: ({ signal }) => api<Sheet>(`/work-items/${id}`, { signal }),
  });
