import type { Refusal } from "@/app/api";
import type { About, FileHandle, Reason, Reference, Value } from "@/app/shapes";
import type { Told } from "./upload";

/** A file on its way to become evidence. `key` is its Idempotency-Key and its name on this phone. */
export interface Attachment {
  key: string;
  kind: string;
  /** The slot of the requirement it was taken for, if there are slots. */
  slot?: string | null;
  file: File;
  told: Told;
  sent: number;
  handle: FileHandle | null;
  /**
   * Of what will be sent, once the file has been made ready for it; null before, empty where the browser makes
   * none. What an earlier version of the app left has none, and goes as it was taken.
   */
  sha256?: string | null;
  /** Of a record call: the field that holds it, and no evidence. */
  field?: string;
}

export interface LogInput {
  /** The activity's id, made here: it can be spoken of before it has arrived. */
  id: string;
  type: string;
  customer?: string;
  deal?: string;
  contact?: string;
  decision_maker?: string;
  topic?: string;
  objection?: string;
  script?: string;
  next_step?: string;
  next_on?: string;
  occurred_at?: string;
  /** From the opening tap to saved, by this page's own clock. */
  tap_to_saved_ms?: number;
  fields_spoken?: number;
  fields_typed?: number;
  place?: { lat: number; lng: number; datum: "WGS84" | "GCJ02"; accuracy_m?: number | null };
}

/** What `log_activity` answers. */
export interface Logged {
  activity: string;
  evidence: { id: string; kind: string; state: "claimed" | "waiting" | "proven"; why: Reason[] }[];
  advanced: { record: string; from: string; to: string } | null;
}

/** Queued: it waits for its turn or for signal. Conflict: somebody else has changed the same field since. */
export type OperationState = "queued" | "sending" | "conflict" | "refused" | "done";

/** How operations are written down; a later version of the app reads what an earlier one has left. */
export const SCHEMA = 2;

/** One thing done on the phone, from the tap until the server's answer. */
export interface Operation {
  /** Its Idempotency-Key: sending again never does it twice. */
  key: string;
  /** Its place in the line, whatever the phone's clock has been set to since. */
  turn: number;
  /** By this phone's clock. */
  made_at: string;
  /** By the company's clock, as far as the phone knows it. */
  said_at: string;
  /** From the first word to saved; null where nobody measured. */
  took_ms: number | null;
  /** As `sync/push` names calls: `log_activity`, `change_deal`, `create_contact`, `advance_stage`. */
  call: string;
  /** The record it is about, by object, id and name; one that is being made has its id already. */
  about: About | null;
  /** Of a record call: what was on screen. */
  version: number | null;
  input: Record<string, unknown>;
  /** What was entered, as pages show values; for the record as it will be, and for the form to mend it. */
  shown: Record<string, Value>;
  /** Whether the phone could not judge what it asks for: the server's check decides. */
  to_check: boolean;
  customer: Reference | null;
  deal: Reference | null;
  attachments: Attachment[];
  state: OperationState;
  /** It is on this phone's disk, and outlives the page. */
  kept: boolean;
  refusal: Refusal | null;
  /** What the ordinary call answered. */
  result: unknown;
}

export const LOG = "log_activity";

/** An operation that is only begun: whatever is not said is as for anything not yet sent. */
export function blankOperation(
  said: Pick<Operation, "key" | "call" | "input" | "made_at" | "said_at"> & Partial<Operation>,
): Operation {
  return {
    turn: 0,
    took_ms: null,
    about: null,
    version: null,
    shown: {},
    to_check: false,
    customer: null,
    deal: null,
    attachments: [],
    state: "queued",
    kept: false,
    refusal: null,
    result: null,
    ...said,
  };
}

export const inputOf = (operation: Operation): LogInput => operation.input as unknown as LogInput;

export const isLog = (operation: Operation): boolean => operation.call === LOG;

/** What an activity became; null while it is on its way. */
export const loggedOf = (operation: Operation): Logged | null =>
  operation.state === "done" && isLog(operation) ? (operation.result as Logged | null) : null;

/** Every record an operation speaks of: what is done after it on one of them is done on top of it. */
export function recordsOf({ about, input, customer, deal }: Operation): string[] {
  const named = Object.values(input).filter((value) => typeof value === "string" && value.length === 36);
  return [about?.id, customer?.id, deal?.id, ...(named as string[])].filter((id) => id !== undefined);
}

/** What stands in the way of one: an earlier one that makes or changes its record, and has to be mended first. */
export function heldBy(operation: Operation, all: readonly Operation[]): Operation | undefined {
  let spoken: Set<string> | null = null;
  for (const each of all) {
    if (each === operation) break;
    if (!each.about || (each.state !== "refused" && each.state !== "conflict")) continue;
    spoken ??= new Set(recordsOf(operation));
    if (spoken.has(each.about.id)) return each;
  }
  return undefined;
}

export const bytesOf = (operation: Operation): { sent: number; total: number } => ({
  sent: operation.attachments.reduce((sum, each) => sum + each.sent, 0),
  total: operation.attachments.reduce((sum, each) => sum + each.file.size, 0),
});

export const isUnsent = (operation: Operation): boolean => operation.state !== "done";
