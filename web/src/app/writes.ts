import { api, type RefusalBody } from "./api";
import type { RecordRow } from "./shapes";

/** Every write carries an Idempotency-Key; pass one to repeat the very same write. */
export const createRecord = (
  object: string,
  fields: Record<string, unknown>,
  key?: string,
): Promise<RecordRow> =>
  api<RecordRow>(`/records/${object}`, { method: "POST", body: fields, ...(key ? { key } : {}) });

export const patchRecord = (
  object: string,
  id: string,
  fields: Record<string, unknown>,
  version?: number,
): Promise<RecordRow> =>
  api<RecordRow>(`/records/${object}/${id}`, {
    method: "PATCH",
    body: version === undefined ? fields : { ...fields, version },
  });

export const deleteRecord = (object: string, id: string, version?: number): Promise<unknown> =>
  api(`/records/${object}/${id}`, { method: "DELETE", query: { version } });

export interface Op {
  op: "create" | "update" | "delete";
  id?: string;
  version?: number;
  data?: Record<string, unknown>;
}

export type OpResult = { id: string; version: number } | { error: RefusalBody };

export async function bulk(object: string, ops: Op[], mode: "each" | "all" = "each"): Promise<OpResult[]> {
  const answer = await api<{ results: OpResult[] }>(`/records/${object}/bulk`, {
    method: "POST",
    body: { mode, ops },
  });
  return answer.results;
}

export interface Acted<T> {
  result: T;
  records: { object: string; id: string; version: number }[];
}

export const act = <T = unknown>(
  action: string,
  input: Record<string, unknown>,
  record?: string,
): Promise<Acted<T>> =>
  api<Acted<T>>(`/actions/${action}`, { method: "POST", body: record ? { record, input } : { input } });
