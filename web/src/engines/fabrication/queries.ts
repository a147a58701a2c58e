import { useQuery } from "@tanstack/react-query";
import type { Label } from "@/app/language";
import type { FileHandle, Place, RecordRow, Reference } from "@/app/shapes";
import { act } from "@/app/writes";

export interface Activity extends RecordRow {
  type?: string;
  customer?: Reference | null;
  owner?: Reference | null;
  occurred_at?: string | null;
  received_at?: string | null;
  place?: Place | null;
}

export interface Evidence extends RecordRow {
  kind?: string;
  owner?: Reference | null;
  file?: FileHandle[] | null;
  captured_at?: string | null;
  received_at?: string | null;
  place?: Place | null;
  state?: string;
}

export interface Side {
  activity: Activity | null;
  evidence: Evidence | null;
  hidden: boolean;
  text: string;
}

export interface Suspicion extends RecordRow {
  kind: string;
  score: string | null;
  state: "open" | "upheld" | "dismissed";
  person: Reference | null;
  times: number | null;
  reviewer: Reference | null;
  reason: string | null;
  judged_at: string | null;
  found_at: string | null;
}

export interface Member {
  object: "activity" | "evidence";
  id: string;
  owner?: Reference | null;
  customer?: Reference | null;
  topic?: string | null;
  kind?: string;
  occurred_at?: string | null;
  captured_at?: string | null;
}

/** Where in each text the same passage begins, and how long it is. */
export type Passage = [here: number, there: number, length: number];

export interface Proof {
  suspicion: Suspicion;
  title: Label;
  why: Label;
  edit: string | null;
  here: Side | null;
  there: Side | null;
  passages: Passage[];
  metres: number | null;
  members: { items: Member[]; hidden: number };
  may: { judge: boolean };
  work_item: string | null;
}

/** Under the records' key, so that what the stream says of suspicions asks it anew. */
export const proofKey = (id: string) => ["records", "suspicion", "proof", id] as const;

export const useProof = (id: string) =>
  useQuery({
    queryKey: proofKey(id),
    queryFn: async () => (await act<Proof>("look_at_suspicion", {}, id)).result,
  });
