import {
  infiniteQueryOptions,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type QueryClient,
} from "@tanstack/react-query";
import { useRef } from "react";
import { api, newKey, Refusal, type RefusalBody } from "@/app/api";
import type { Label } from "@/app/language";
import type { Choice, FieldType, Page, Value } from "@/app/shapes";
import type { Acted } from "@/app/writes";

export type Box = "todo" | "started" | "done" | "copied";
export const BOXES: readonly Box[] = ["todo", "started", "done", "copied"];

export type ApprovalState = "running" | "approved" | "rejected" | "returned" | "withdrawn" | "void";
export type TaskState =
  | "queued"
  | "waiting"
  | "approved"
  | "rejected"
  | "returned"
  | "transferred"
  | "added"
  | "skipped"
  | "expired"
  | "delegated";

export interface Person {
  id: string;
  label: string | null;
}

/** The reader's own turn. */
export interface Turn {
  id: string;
  state: TaskState;
  step: string;
  step_label: Label | null;
  asked_at: string | null;
  due_at: string | null;
  overdue: boolean;
  done_at: string | null;
  on_behalf: Person | null;
  /** Its step opens fields to be corrected. */
  edits: boolean;
}

/** One line of a box. */
export interface Line {
  id: string;
  number: string | null;
  title: string;
  flow: { key: string; label: Label };
  about: { object: string; object_label: Label | null; id: string; label: string | null };
  state: ApprovalState;
  step: string | null;
  step_label: Label | null;
  starter: Person;
  started_at: string;
  ended_at: string | null;
  task: Turn | null;
}

export interface BoxPage extends Page<Line> {
  /** How many wait for the reader, whichever box it is. */
  count: number;
}

export interface Task {
  id: string;
  person: Person;
  state: TaskState;
  round: number;
  asked_at: string | null;
  due_at: string | null;
  done_at: string | null;
  reason: string | null;
  comment: string | null;
  on_behalf: Person | null;
}

export interface SheetStep {
  key: string;
  label: Label;
  mode: "serial" | "any" | "all" | "vote";
  state: "passed" | "open" | "ahead" | "back" | "ended";
  tasks: Task[];
}

export interface LogLine {
  at: string;
  what: string;
  person: Person | null;
  on_behalf: Person | null;
  step: string | null;
  facts: Record<string, unknown>;
}

export interface SheetField {
  name: string;
  label: Label;
  type: FieldType;
  value: Value;
  choices: Choice[] | null;
  edit: boolean;
}

/** What the reader may do with it now; `decide` is his task. */
export interface May {
  decide: string | null;
  add_signer: boolean;
  transfer: boolean;
  return: { key: string; label: Label }[];
  withdraw: boolean;
  resubmit: boolean;
  copy: boolean;
  edit: string[];
  reasons: Choice[];
}

export interface Sheet {
  id: string;
  number: string | null;
  title: string;
  state: ApprovalState;
  step: string | null;
  note: string | null;
  started_at: string;
  ended_at: string | null;
  round: number;
  flow: { key: string; label: Label; version: number };
  starter: Person;
  about: {
    object: string;
    object_label: Label;
    id: string;
    label: string | null;
    there: boolean;
    /** Whether the reader sees the record outside of the approval too, so that its changes reach him. */
    followed: boolean;
    fields: SheetField[];
  };
  held: { action?: string; fields?: Record<string, Value> } | null;
  /** When what was held back was done. */
  done_at: string | null;
  steps: SheetStep[];
  log: LogLine[];
  /** What is another value now than when it was asked. */
  changed: { name: string; label: Label; then: Value; now: Value }[];
  copies: { person: Person; at: string }[];
  may: May;
  /** Stands for what is shown here: a word says on which. */
  look: string;
}

export const approvalKeys = {
  all: ["approvals"] as const,
  box: (box: Box) => ["approvals", "box", box] as const,
  one: (id: string) => ["approvals", "one", id] as const,
  count: ["approvals", "count"] as const,
};

export const boxQuery = (box: Box) =>
  infiniteQueryOptions({
    queryKey: approvalKeys.box(box),
    queryFn: ({ pageParam, signal }) =>
      api<BoxPage>("/approvals", { query: { box, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useBox = (box: Box, enabled = true) => useInfiniteQuery({ ...boxQuery(box), enabled });

export const sheetQuery = (id: string) =>
  queryOptions({
    queryKey: approvalKeys.one(id),
    queryFn: ({ signal }) => api<Sheet>(`/approvals/${id}`, { signal }),
  });

export const useSheet = (id: string) => useQuery({ ...sheetQuery(id), enabled: id !== "" });

/** Everything an approval may have changed: its boxes, the record it is about, the gate that waits for it. */
export function refreshApprovals(client: QueryClient): void {
  const touched = new Set(["approvals", "records", "gate", "events"]);
  void client.invalidateQueries({ predicate: ({ queryKey }) => touched.has(String(queryKey[0])) });
}

export type Verdict = "approve" | "reject" | "return";

export interface Decision {
  verdict: Verdict;
  to_step?: string | null;
  reason?: string | null;
  comment?: string;
  edits?: Record<string, unknown>;
  /** The look of the sheet it is said on. */
  seen?: string;
}

export interface BatchRow {
  task: string;
  ok: boolean;
  error?: RefusalBody | null;
}

export interface Request {
  flow: string;
  object: string;
  record: string;
  note?: string;
  /** What was held back. */
  input?: Record<string, unknown> | undefined;
}

/** The verbs of approvals; afterwards whatever they may have changed is read anew. */
export function useDeciding() {
  const client = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const run = async <T>(action: string, input: Record<string, unknown>, record?: string): Promise<T> => {
    const body = record ? { record, input } : { input };
    const said = JSON.stringify([action, body]);
    // What may have arrived although no answer came is sent again under its first key, and done once.
    const key = keys.current.get(said) ?? newKey();
    keys.current.set(said, key);
    try {
      const { result } = await api<Acted<T>>(`/actions/${action}`, { method: "POST", body, key });
      keys.current.delete(said);
      return result;
    } catch (refused) {
      if (!(refused instanceof Refusal && refused.unreachable)) keys.current.delete(said);
      throw refused;
    } finally {
      refreshApprovals(client);
    }
  };
  return {
    run,
    decide: (task: string, said: Decision) => run<unknown>("decide_approval", { task, ...said }),
    decideAll: async (tasks: string[], verdict: Verdict, comment = "") =>
      run<{ results: BatchRow[] }>("decide_approvals", { tasks, verdict, comment }),
    addSigner: (task: string, person: string, place: "before" | "after" | "with") =>
      run<unknown>("add_signer", { task, person, place }),
    transfer: (task: string, person: string, comment: string) =>
      run<unknown>("transfer_approval", { task, person, comment }),
    withdraw: (approval: string) => run<unknown>("withdraw_approval", { approval }),
    resubmit: (approval: string, edits?: Record<string, unknown>) =>
      run<unknown>("resubmit_approval", { approval, ...(edits ? { edits } : {}) }),
    copy: (approval: string, people: string[]) => run<unknown>("copy_approval", { approval, people }),
    request: ({ flow, object, record, note, input }: Request) =>
      run<{ approval: string }>("request_approval", {
        flow,
        object,
        record,
        ...(note ? { note } : {}),
        ...(input ? { input } : {}),
      }),
    standIn: (said: { stand_in: string | null; from: string; until: string }) =>
      run<unknown>("set_stand_in", said),
  };
}

export interface StandIn {
  person: Person;
  stand_in: Person;
  from: string;
  until: string;
}

/** Who stands in for the reader now or later. */
export const useStandIns = () =>
  useQuery({
    queryKey: [...approvalKeys.all, "stand-ins"],
    queryFn: ({ signal }) => api<{ items: StandIn[] }>("/approvals/stand-ins", { signal }),
    select: (answer) => answer.items,
  });
