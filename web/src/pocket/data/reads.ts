import { useQueries, useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import {
  fetchPage,
  gateQuery,
  keys,
  useAggregate,
  useObject,
  useProcesses,
  useProcessOf as useVersionOf,
  useRecords,
} from "@/app/queries";
import type { EventRow, Filter, Gate, Page, Process, RecordRow } from "@/app/shapes";
import { idOf } from "@/app/values";
import { client } from "./client";
import {
  both,
  dealsInAsk,
  firstQuery,
  isMine,
  isOnItsWay,
  myActivitiesAsk,
  myCustomersAsk,
  myOpenDealsAsk,
  sumsAsk,
} from "./asks";
import { useWho } from "./session";

export { openNodes } from "./asks";
export { useGate, useObject, useObjects } from "@/app/queries";

/** The first page of a list, where a phone needs no more. */
export const useFirst = (object: string, ask: Parameters<typeof firstQuery>[1], enabled = true) =>
  useQuery({
    ...firstQuery(object, ask),
    select: (page: Page<RecordRow>) => page.items,
    enabled,
  });

/** A record this phone has seen in a list, until it has been asked for itself. */
function fromLists(object: string, id: string): RecordRow | undefined {
  const pages = client.getQueriesData<unknown>({ queryKey: ["records", object, "list"] });
  for (const [, found] of pages) {
    const rows = (found as { pages?: Page<RecordRow>[]; items?: RecordRow[] } | undefined) ?? {};
    for (const page of rows.pages ?? [{ items: rows.items ?? [] }]) {
      const row = page.items.find((each) => each.id === id);
      if (row) return row;
    }
  }
  return undefined;
}

export const useRecord = (object: string, id: string, enabled = true) =>
  useQuery({
    queryKey: keys.one(object, id),
    queryFn: ({ signal }) => api<RecordRow>(`/records/${object}/${id}`, { signal }),
    initialData: () => fromLists(object, id),
    initialDataUpdatedAt: 0,
    enabled: enabled && id !== "",
  });

/** The processes deals go through; most workspaces have one. */
export const useDealProcesses = (): Process[] =>
  (useProcesses().data ?? []).filter((process) => process.object === "deal");

/** The process a deal goes through, in the version it is in: its record says which. */
export function useProcessOf(deal: RecordRow | undefined): Process | undefined {
  const processes = useDealProcesses();
  const own = useVersionOf("deal", deal?.["process"], deal?.["process_version"]);
  return own ?? (deal && processes.length === 1 ? processes[0] : undefined);
}

/** My deals that are still on their way, the one due first on top. */
export function useMyOpenDeals(limit: number) {
  const me = useWho();
  const processes = useDealProcesses();
  return useFirst("deal", myOpenDealsAsk(me.id, processes, limit), processes.length > 0);
}

/** Whether a deal has not come to an end. */
export function useIsOpen(): (deal: RecordRow) => boolean {
  const processes = useDealProcesses();
  return (deal) => isOnItsWay(deal, processes);
}

/** The gates of several deals; one is in the map as soon as its answer is. */
export const useGates = (deals: string[]): Map<string, Gate> =>
  useQueries({
    queries: deals.map((id) => gateQuery("deal", id)),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }, index) => (data ? [[deals[index] ?? "", data] as const] : []))),
  });

export function useDealsIn(process: string, stage: string, mine: boolean, enabled: boolean) {
  const me = useWho();
  return useRecords("deal", dealsInAsk(mine ? me.id : null, process, stage), enabled);
}

export interface StageSum {
  process: string;
  stage: string;
  n: number;
  amount: unknown;
}

/** How many deals stand where, and for how much: mine, or all I may see. */
export function useStageSums(mine: boolean) {
  const me = useWho();
  const { data, ...rest } = useAggregate("deal", sumsAsk(mine ? me.id : null));
  const sums = data?.map((row) => ({
    process: String(row["process"]),
    stage: String(row["stage"]),
    n: Number(row["n"]),
    amount: row["amount"],
  }));
  return { ...rest, data: sums satisfies StageSum[] | undefined };
}

/** Customers, newest contact first is the server's business; here they go by name or by what was typed. */
export function useCustomers(search: string, mine: boolean) {
  const me = useWho();
  return useRecords("customer", myCustomersAsk(mine ? me.id : null, search));
}

/** My customers that are on the map, for the ones nearby. */
export function usePlacedCustomers(enabled: boolean) {
  const me = useWho();
  const filter = both(isMine(me.id), ["place", "empty", false]);
  return useFirst("customer", { filter, limit: 500 }, enabled);
}

export const useContacts = (customer: string, enabled = true) =>
  useFirst("contact", { filter: ["customer", "=", customer], sort: "name", limit: 50 }, enabled);

export const useDealsOf = (customer: string, enabled = true) =>
  useFirst("deal", { filter: ["customer", "=", customer], sort: "-opened_on", limit: 50 }, enabled);

export const useActivitiesOf = (field: "customer" | "deal", id: string, enabled = true) =>
  useRecords("activity", { filter: [field, "=", id], sort: "-occurred_at", limit: 30 }, enabled);

/** What I did lately; long enough a list to tell which next steps nobody came back to. */
export function useMyActivities() {
  const me = useWho();
  return useFirst("activity", myActivitiesAsk(me.id));
}

/** What waits for me as a work item, the first due first. */
export function useMyWorkItems() {
  const me = useWho();
  const filter = both(isMine(me.id), ["state", "in", ["open", "working"]]);
  return useFirst("work_item", { filter, sort: "due_at", limit: 50 });
}

/** Everything handed in for one deal, newest first. */
export const useEvidence = (deal: string, enabled = true) =>
  useFirst("evidence", { filter: ["about", "=", deal], sort: "-received_at", limit: 200 }, enabled);

export interface StageChange {
  at: string;
  from: string | null;
  to: string | null;
}

/** When a deal went from stage to stage, newest first; nothing for those who may not read the log. */
export const useStageChanges = (deal: string, enabled = true) =>
  useQuery({
    queryKey: keys.events({ object: "deal", record: deal, order: "newest" }),
    queryFn: ({ signal }) =>
      api<{ items: EventRow[] }>("/events", {
        query: { object: "deal", record: deal, order: "newest", limit: 200 },
        signal,
      }),
    select: (answer): StageChange[] =>
      answer.items.flatMap(({ changes, occurred_at }) => {
        const moved = changes["stage"];
        if (!moved) return [];
        const [from, to] = moved.map((each) => (typeof each === "string" ? each : null));
        return [{ at: occurred_at, from: from ?? null, to: to ?? null }];
      }),
    enabled,
  });

export interface Found {
  object: string;
  id: string;
  label: string;
  hint?: string | null;
}

/** Customers and deals by what people type: words, pinyin initials, the start of a code. */
export const useFind = (text: string) =>
  useQuery({
    queryKey: ["search", text],
    queryFn: ({ signal }) => api<{ items: Found[] }>("/search", { query: { q: text, limit: 40 }, signal }),
    select: (answer) => answer.items.filter((each) => each.object === "customer" || each.object === "deal"),
    enabled: text !== "",
    placeholderData: (before) => before,
  });

/** Labels of a choice field by key, for words like 现场照片 that the blueprint owns. */
export function useChoices(object: string, field: string) {
  return useObject(object).data?.fields.find((each) => each.name === field)?.options?.choices ?? [];
}

export const belongsTo = (row: RecordRow, field: string, id: string | null): boolean =>
  id === null || idOf(row[field]) === id;

/** Records of an object the reader may see, by what is typed: what a reference may point at. */
export const useChoosable = (object: string, search: string) =>
  useQuery({
    queryKey: ["records", object, "pick", search, null],
    queryFn: ({ signal }) => fetchPage(object, { search, limit: 30 }, undefined, signal),
    select: (page: Page<RecordRow>) => page.items,
    enabled: object !== "",
    placeholderData: (before) => before,
  });

/** What points at one record, page by page. */
export const useRowsOf = (object: string, filter: Filter, sort: string, enabled: boolean) =>
  useRecords(object, { filter, sort, limit: 30 }, enabled);
