import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { RecordRow, Reference } from "@/app/shapes";
import { act, inquire } from "@/app/writes";

/** What stands against a claim, worded by the server. */
export interface Against {
  code: string;
  message: string;
  remedy: string;
}

export interface Limits {
  looked: number;
  looks: number;
  claimed_today: number;
  per_day: number;
  claimed_week: number;
  per_week: number;
  level: number;
}

export interface PoolRow {
  id: string;
  name?: string;
  grade?: string | null;
  industry?: string | null;
  region?: string | null;
  pool?: string | null;
  since: string;
  against: Against[];
}

export interface Pool {
  items: PoolRow[];
  more: boolean;
  pools: { pool: string; count: number }[];
  limits: Limits | null;
  assigns: boolean;
}

export interface PoolAsk {
  pool: string | null;
  grade: string | null;
  search: string;
  limit: number;
}

export interface Looked {
  customer: RecordRow;
  contacts: RecordRow[];
  against: Against[];
}

/** Under the records' key, so that what the stream says asks it anew. */
export const POOL = ["records", "customer", "pool"] as const;
export const HANDOVERS = ["records", "customer", "handovers"] as const;

/** Rows one question brings at most. */
export const POOL_MOST = 100;

export const usePool = (ask: PoolAsk, enabled = true) =>
  useQuery({
    queryKey: [...POOL, ask],
    queryFn: ({ signal }) => inquire<Pool>("list_pool", { ...ask }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });

export const lookAt = async (id: string): Promise<Looked> =>
  (await act<Looked>("look_at_pool_customer", {}, id)).result;

export type Counts = Record<string, number>;

export interface HandoverList {
  customer: Reference;
  counts: Counts;
  moving: Counts;
}

export interface Preview {
  leaver: Reference & { left_on: string | null };
  customers: number;
  items: HandoverList[];
  rest: Counts;
  undo_days: number;
}

export interface Receipt {
  handover: string;
  left: number;
  customers: number;
  before: Counts;
  after: Counts;
  moved: Counts;
  equal: boolean;
  undo_until: string;
}

export interface Past extends Partial<Receipt> {
  handover: string;
  leaver: Reference;
  by: string | null;
  at: string;
  undone_at: string | null;
  undo_until: string;
  may_undo: boolean;
}

export interface Undone {
  returned: Counts;
  left: { object: string; id: string; label: string; owner: string | null; why: string }[];
  left_count: number;
}

export const usePreview = (leaver: string | null) =>
  useQuery({
    queryKey: [...HANDOVERS, "preview", leaver],
    queryFn: ({ signal }) =>
      inquire<Preview>("preview_handover", { leaver: leaver ?? "", limit: 500 }, signal),
    enabled: leaver !== null,
    retry: false,
  });

export const usePast = () =>
  useQuery({
    queryKey: [...HANDOVERS, "past"],
    queryFn: async ({ signal }) => (await inquire<{ items: Past[] }>("list_handovers", {}, signal)).items,
  });

export interface HandoverAsk {
  leaver: string;
  to: string | null;
  split: { to: string; customers: string[] }[];
}

/** Call after call until nothing is left; `tell` hears how far it is. */
export async function handOver(ask: HandoverAsk, tell: (done: number) => void): Promise<Receipt> {
  let handover: string | null = null;
  for (;;) {
    const { result }: { result: Receipt } = await act<Receipt>("handover", { ...ask, handover });
    tell(result.customers);
    if (result.left === 0) return result;
    handover = result.handover;
  }
}

/** Customers by whom they go to, where that is not the main successor. */
export function splitOf(chosen: Record<string, Reference | null>, main: string | null): HandoverAsk["split"] {
  const parts = new Map<string, string[]>();
  for (const [customer, to] of Object.entries(chosen)) {
    if (!to || to.id === main) continue;
    parts.set(to.id, [...(parts.get(to.id) ?? []), customer]);
  }
  return [...parts].map(([to, customers]) => ({ to, customers }));
}
