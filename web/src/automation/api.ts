import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import { act } from "@/app/writes";
import { addDays, instantOf } from "@/app/format";
import { tidied } from "./model";
import type { PassedOver, Replayed, Rule, RuleDesign, RuleLine, Run, Tried, Vocabulary } from "./shapes";

export const ruleKeys = {
  all: ["rules"] as const,
  list: ["rules", "list"] as const,
  one: (key: string) => ["rules", "one", key] as const,
  vocabulary: (object: string | null) => ["rules", "vocabulary", object] as const,
  runs: (ask: RunsAsk) => ["rules", "runs", ask] as const,
};

export const useRules = (enabled = true) =>
  useQuery({
    queryKey: ruleKeys.list,
    queryFn: ({ signal }) => api<{ items: RuleLine[] }>("/rules", { signal }),
    select: (answer) => answer.items,
    enabled,
  });

export const useRule = (key: string, enabled = true) =>
  useQuery({
    queryKey: ruleKeys.one(key),
    queryFn: ({ signal }) => api<RuleDesign>(`/rules/${key}`, { signal }),
    enabled: enabled && key !== "",
  });

/** What rules about an object may say: actions with their inputs, signals, roles, triggers. */
export const useVocabulary = (object: string | null, enabled = true) =>
  useQuery({
    queryKey: ruleKeys.vocabulary(object),
    queryFn: ({ signal }) => api<Vocabulary>("/rules/vocabulary", { query: { object }, signal }),
    staleTime: 60_000,
    enabled,
    placeholderData: (before) => before,
  });

export interface RunsAsk {
  rule?: string | undefined;
  record?: string | undefined;
  state?: string | undefined;
}

interface RunsPage {
  items: Run[];
  skipped: PassedOver[];
  next: string | null;
}

/** One entry of the log by itself, wherever it stands. */
export const useRun = (id: string | null) =>
  useQuery({
    queryKey: ["rules", "run", id],
    queryFn: ({ signal }) => api<RunsPage>("/rules/runs", { query: { run: id }, signal }),
    select: (page) => page.items[0] ?? null,
    enabled: id !== null,
  });

export const useRuns = (ask: RunsAsk) =>
  useInfiniteQuery({
    queryKey: ruleKeys.runs(ask),
    queryFn: ({ pageParam, signal }) =>
      api<RunsPage>("/rules/runs", { query: { ...ask, cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });

/** What a rule would do for one record; nothing is done. */
export const tryRule = (rule: Rule, record: string | null) =>
  api<Tried>("/rules/test", { method: "POST", body: { rule: tidied(rule), record } });

/** When it would have fired from one day to another, both included. */
export const replayRule = (rule: Rule, from: string, to: string) =>
  api<Replayed>("/rules/replay", {
    method: "POST",
    body: { rule: tidied(rule), from: instantOf(`${from}T00:00`), to: instantOf(`${addDays(to, 1)}T00:00`) },
  });

/** The designer's verbs; after each the list, the rule and its runs ask again. */
export function useRuleDesigning() {
  const client = useQueryClient();
  const run = async <T>(action: string, input: Record<string, unknown>): Promise<T> => {
    const { result } = await act<T>(action, input);
    await Promise.all([
      client.invalidateQueries({ queryKey: ruleKeys.all }),
      client.invalidateQueries({ queryKey: ["design"] }),
    ]);
    return result;
  };
  return {
    save: (rule: Rule, version: number) => run<RuleDesign>("save_rule", { rule: tidied(rule), version }),
    publish: (key: string) => run<RuleDesign & { hook: string | boolean }>("publish_rule", { key }),
    discard: (key: string) => run<unknown>("discard_rule_draft", { key }),
    pause: (key: string, paused: boolean) => run<unknown>("pause_rule", { key, paused }),
    retire: (key: string) => run<unknown>("retire_rule", { key }),
    replayRun: (id: string) => run<unknown>("replay_run", { run: id }),
    skipRun: (id: string) => run<unknown>("skip_run", { run: id }),
  };
}
