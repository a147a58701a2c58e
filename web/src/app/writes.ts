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

/** What one call takes. */
const MOST = 1000;

/** Each op for itself, in order; more than a call takes go in several. */
export async function bulk(object: string, ops: Op[]): Promise<OpResult[]> {
  const results: OpResult[] = [];
  for (let at = 0; at < ops.length; at += MOST) {
    results.push(...(await bulkOnce(object, ops.slice(at, at + MOST))));
  }
  return results;
}

async function bulkOnce(object: string, ops: Op[]): Promise<OpResult[]> {
  const answer = await api<{ results: OpResult[] }>(`/records/${object}/bulk`, {
    method: "POST",
    body: { mode: "each", ops },
  });
  return answer.results;
}

export interface Acted<T> {
  result: T;
  records: { object: string; id: string; version: number }[];
}

/** An action that only asks; it may be dropped for a newer question. */
export const inquire = async <T>(
  action: string,
  input: Record<string, unknown>,
  signal: AbortSignal,
  record?: string,
): Promise<T> => {
  const body = record ? { record, input } : { input };
  return (await api<Acted<T>>(`/actions/${action}`, { method: "POST", body, asks: true, signal })).result;
};

export const act = <T = unknown>(
  action: string,
  input: Record<string, unknown>,
  record?: string,
): Promise<Acted<T>> =>
  api<Acted<T>>(`/actions/${action}`, { method: "POST", body: record ? { record, input } : { input } });
