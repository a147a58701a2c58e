import { useQuery } from "@tanstack/react-query";
import type { RecordRow } from "@/app/shapes";
import { act } from "@/app/writes";
import type { Reason } from "./queries";

/** Two of a group by their ids, and how surely they are one. */
export interface Pair {
  one: string;
  other: string;
  percent: number;
  reasons: Reason[];
}

/** Records that hang together by pairs, the surest first. */
export interface Group {
  records: RecordRow[];
  pairs: Pair[];
}

export interface Run {
  object: string;
  started_at: string;
  done_at: string | null;
  looked: number;
  found: number;
}

interface Listed {
  groups: Group[];
  runs: Run[];
}

interface Foreseen {
  fields: { field: string; takes: string }[];
  moves: Record<string, number>;
}

export const pairsKey = (object: string) => ["records", object, "pairs"] as const;
/** Milliseconds between looks at a run under way. */
const AGAIN = 3_000;

/** Groups nobody has judged, and how far the runs are. */
export const usePairs = (object: string) =>
  useQuery({
    queryKey: pairsKey(object),
    queryFn: async () => (await act<Listed>("list_duplicates", { object })).result,
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.object === object && run.done_at === null) ? AGAIN : false,
  });

/** What becomes of each field, and how much moves. */
export const useForeseen = (object: string, survivor: string, losers: string[]) =>
  useQuery({
    queryKey: ["records", object, "merge", survivor, losers] as const,
    queryFn: async () => (await act<Foreseen>("preview_group", { object, losers }, survivor)).result,
  });

export const startRun = (object: string) => act("look_for_duplicates", { object });

export const reject = (object: string, one: string, other: string) =>
  act("reject_duplicate", { object, other }, one);

/** Pairs that say one record is none of its group. */
export const apart = (group: Group, record: string): [string, string][] =>
  group.records.filter((each) => each.id !== record).map((each) => [record, each.id]);

export const mergeGroup = async (
  object: string,
  survivor: string,
  losers: string[],
  take: Record<string, string>,
) =>
  (
    await act<{ merges: string[]; moved: Record<string, number> }>(
      "merge_group",
      { object, losers, take },
      survivor,
    )
  ).result;

export const undoGroup = (merges: string[]) => act("undo_group", { merges });

export const sum = (moved: Record<string, number>): number =>
  Object.values(moved).reduce((total, each) => total + each, 0);
