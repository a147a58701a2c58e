import { api } from "@/app/api";
import { newId } from "@/app/ids";
import { gateQuery } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { client, readAgain } from "./client";
import { diskKeep } from "./keep";
import { isUnsent, type Logged, type Operation } from "./operation";
import { countUnsent, Outbox, useOperations } from "./outbox";
import { upload } from "./upload";

interface Acted<T> {
  result: T;
  records: { object: string; id: string; version: number }[];
}

async function act<T>(action: string, body: Record<string, unknown>, key: string): Promise<T> {
  const answer = await api<Acted<T>>(`/actions/${action}`, { method: "POST", body, key });
  return answer.result;
}

async function log(operation: Operation): Promise<Logged> {
  const evidence = operation.attachments.map((each) => ({ kind: each.kind, file: each.handle?.id }));
  const input = evidence.length > 0 ? { ...operation.input, evidence } : operation.input;
  const logged = await act<Logged>("log_activity", { input }, operation.key);
  // Its gate is read anew even where no page shows it: what the phone keeps must not ask for what is there.
  if (operation.deal) {
    const gate = gateQuery("deal", operation.deal.id);
    await client.fetchQuery({ ...gate, staleTime: 0 }).catch(() => undefined);
  }
  return logged;
}

export const outbox = new Outbox({ upload, log }, diskKeep, readAgain);

export const useOutbox = (): readonly Operation[] => useOperations(outbox);
export const useUnsent = (): number => countUnsent(useOutbox());

/**
 * Sends as soon as there is a chance to: signal back, phone unlocked. Asks before work is closed that the
 * phone could not keep.
 */
export function keepSending(): void {
  window.addEventListener("online", () => void outbox.send());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void outbox.send();
  });
  window.addEventListener("beforeunload", (event) => {
    if (outbox.all().some((each) => isUnsent(each) && !each.kept)) event.preventDefault();
  });
}

/** Takes the step to the next stage, or leaves by an exit with the fields it asks for. */
export async function advance(
  deal: string,
  to?: string,
  values: Record<string, unknown> = {},
): Promise<void> {
  const input = { object: "deal", ...(to ? { to } : {}), values };
  try {
    await act("advance_stage", { record: deal, input }, newId());
  } finally {
    readAgain();
  }
}

/** Confirms as a second person what a gate asks somebody else to confirm. */
export async function confirm(object: string, record: string, requirement: string): Promise<void> {
  try {
    await act("confirm_requirement", { record, input: { object, requirement } }, newId());
  } finally {
    readAgain();
  }
}

/** Changes fields of one record; `version` is what was on screen. */
export async function change(
  object: string,
  id: string,
  fields: Record<string, unknown>,
  version: number,
): Promise<void> {
  await api<RecordRow>(`/records/${object}/${id}`, {
    method: "PATCH",
    body: { ...fields, version },
    key: newId(),
  });
  readAgain();
}

/** Makes a record; the same key again makes no second one. */
export async function create(
  object: string,
  fields: Record<string, unknown>,
  key: string,
): Promise<RecordRow> {
  const row = await api<RecordRow>(`/records/${object}`, { method: "POST", body: fields, key });
  readAgain();
  return row;
}

/** Takes a record away; `version` is what was on screen. */
export async function remove(object: string, id: string, version: number): Promise<void> {
  await api(`/records/${object}/${id}`, { method: "DELETE", query: { version }, key: newId() });
  readAgain();
}
