import { useQuery } from "@tanstack/react-query";
import type { RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import type { Reason } from "./queries";

export interface Pair {
  one: RecordRow;
  other: RecordRow;
  percent: number;
  reasons: Reason[];
}

export interface Run {
  object: string;
  started_at: string;
  done_at: string | null;
  looked: number;
  found: number;
}

interface Listed {
  pairs: Pair[];
  runs: Run[];
}

export type Side = "survivor" | "loser";

interface Foreseen {
  fields: { field: string; takes: Side }[];
  moves: Record<string, number>;
}

export const pairsKey = (object: string) => ["records", object, "pairs"] as const;
/** Milliseconds between looks at a run under way. */
const AGAIN = 3_000;

/** Pairs nobody has judged, and how far the runs are. */
export const usePairs = (object: string) =>
  useQuery({
    queryKey: pairsKey(object),
    queryFn: async () => (await act<Listed>("list_duplicates", { object })).result,
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.object === object && run.done_at === null) ? AGAIN : false,
  });

/** What becomes of each field, and how much moves. */
export const useForeseen = (object: string, survivor: string, loser: string) =>
  useQuery({
    queryKey: ["records", object, "merge", survivor, loser] as const,
    queryFn: async () => (await act<Foreseen>("preview_merge", { object, loser }, survivor)).result,
  });

export const startRun = (object: string) => act("look_for_duplicates", { object });

export const reject = (object: string, one: string, other: string) =>
  act("reject_duplicate", { object, other }, one);

export const merge = async (object: string, survivor: string, loser: string, take: Record<string, Side>) =>
  (await act<{ merge: string; moved: Record<string, number> }>("merge", { object, loser, take }, survivor))
    .result;

export const undoMerge = (merge: string) => act("undo_merge", { merge });

export const sum = (moved: Record<string, number>): number =>
  Object.values(moved).reduce((total, each) => total + each, 0);
