import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { fetchPage, useRecord } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { act } from "@/app/writes";
import type { Assignment, Decision, GivenObject, Load, Replayed, Rules, Shown } from "./shapes";

const MOST = 60;

/** Under the records' key, so that what the stream says asks them anew. */
const key = (...more: unknown[]) => ["records", "assignment", ...more] as const;

/** The newest decisions the reader sees. */
export const useAssignments = (filter: Filter | null) =>
  useQuery({
    queryKey: key("newest", filter),
    queryFn: async ({ signal }) =>
      (await fetchPage("assignment", { filter, sort: "-decided_at", limit: MOST }, undefined, signal))
        .items as unknown as Assignment[],
    placeholderData: (before) => before,
  });

/** One decision, however long ago. */
export function useAssignment(id: string | undefined): Assignment | undefined {
  const { data } = useRecord("assignment", id ?? "", Boolean(id));
  return data as unknown as Assignment | undefined;
}

/** The last decision about one record. */
export const useLast = (about: GivenObject, record: string) =>
  useQuery({
    queryKey: key("last", about, record),
    queryFn: async ({ signal }) => {
      const page = await fetchPage(
        "assignment",
        { filter: [about, "=", record], sort: "-decided_at", limit: 1 },
        undefined,
        signal,
      );
      return (page.items[0] ?? null) as unknown as Assignment | null;
    },
  });

export function decisionOf(assignment: Assignment): Decision | null {
  try {
    return JSON.parse(assignment.decision ?? "null") as Decision | null;
  } catch {
    return null;
  }
}

/** The rules a decision was made by, as far as the reader may read them. */
export function useRulesOf(id: string | null | undefined): Rules | null {
  const { data } = useRecord("distribution", id ?? "", Boolean(id));
  if (typeof data?.definition !== "string") return null;
  return JSON.parse(data.definition) as Rules;
}

const shownKey = (about: GivenObject) => ["distribution", about] as const;

export const useShown = (about: GivenObject, enabled: boolean) =>
  useQuery({
    queryKey: shownKey(about),
    queryFn: async () => (await act<Shown>("show_distribution", { about })).result,
    enabled,
  });

export const useLoads = (enabled: boolean) =>
  useQuery({
    queryKey: ["records", "lead", "loads"],
    queryFn: async () => (await act<{ items: Load[] }>("show_loads", {})).result.items,
    enabled,
  });

/** The designer's verbs; each leaves what is shown as the server has it. */
export function useDesigning(about: GivenObject) {
  const client = useQueryClient();
  const put = (shown: Shown) => client.setQueryData(shownKey(about), shown);
  const save = useMutation({
    mutationFn: async (said: { rules: Rules; version: number }) =>
      put((await act<Shown>("save_distribution", said)).result),
  });
  const publish = useMutation({
    mutationFn: async () => put((await act<Shown>("publish_distribution", { about })).result),
  });
  const discard = useMutation({
    mutationFn: async () => put((await act<Shown>("discard_distribution", { about })).result),
  });
  const retire = useMutation({
    mutationFn: async () => put((await act<Shown>("retire_distribution", { about })).result),
  });
  const time = useMutation({
    mutationFn: async (at: string) => put((await act<Shown>("time_distribution", { about, at })).result),
  });
  const withdraw = useMutation({
    mutationFn: async () => put((await act<Shown>("withdraw_distribution", { about })).result),
  });
  return { save, publish, discard, retire, time, withdraw };
}

export const replay = async (rules: Rules, days: number): Promise<Replayed> =>
  (await act<Replayed>("replay_distribution", { about: rules.about, rules, days })).result;

export const tryOn = async (rules: Rules, record: string): Promise<Decision> =>
  (await act<{ decision: Decision }>("try_distribution", { about: rules.about, rules }, record)).result
    .decision;
