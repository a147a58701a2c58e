import type { Refusal } from "@/app/api";
import type { FileHandle, Reason, Reference } from "@/app/shapes";
import type { Told } from "./upload";

/** A file on its way to become evidence. `key` is its Idempotency-Key and its name on this phone. */
export interface Attachment {
  key: string;
  kind: string;
  file: File;
  told: Told;
  sent: number;
  handle: FileHandle | null;
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
  next_step?: string;
  next_on?: string;
  occurred_at?: string;
  place?: { lat: number; lng: number; datum: "WGS84" | "GCJ02"; accuracy_m?: number | null };
}

/** What `log_activity` answers. */
export interface Logged {
  activity: string;
  evidence: { id: string; kind: string; state: "claimed" | "waiting" | "proven"; why: Reason[] }[];
  advanced: { record: string; from: string; to: string } | null;
}

export type OperationState = "queued" | "sending" | "refused" | "done";

/** One thing done on the phone, from the tap until the server's answer. */
export interface Operation {
  /** Its Idempotency-Key: sending again never does it twice. */
  key: string;
  /** By this phone's clock. */
  made_at: string;
  /** By the company's clock, as far as the phone knows it. */
  said_at: string;
  /** From the first word to saved; null where nobody measured. */
  took_ms: number | null;
  input: LogInput;
  customer: Reference | null;
  deal: Reference | null;
  attachments: Attachment[];
  state: OperationState;
  /** The call has gone out once: from then on its words may not change, or its key would be another's. */
  tried: boolean;
  /** It is on this phone's disk, and outlives the page. */
  kept: boolean;
  refusal: Refusal | null;
  result: Logged | null;
}

export const bytesOf = (operation: Operation): { sent: number; total: number } => ({
  sent: operation.attachments.reduce((sum, each) => sum + each.sent, 0),
  total: operation.attachments.reduce((sum, each) => sum + each.file.size, 0),
});

export const isUnsent = (operation: Operation): boolean => operation.state !== "done";
