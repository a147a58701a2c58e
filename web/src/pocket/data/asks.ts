import { fetchPage, keys, type AggregateAsk, type ListAsk } from "@/app/queries";
import type { Filter, Process, ProcessNode, RecordRow } from "@/app/shapes";

/** The questions this face asks most, spelt once: pages ask them, and the phone asks them ahead. */

export const isMine = (me: string): Filter => ["owner", "=", me];

export const both = (...filters: (Filter | null)[]): Filter | null => {
  const given = filters.filter((each) => each !== null);
  return given.length > 1 ? ["and", ...given] : (given[0] ?? null);
};

const any = (filters: Filter[]): Filter | null =>
  filters.length > 1 ? ["or", ...filters] : (filters[0] ?? null);

export const openNodes = (process: Process | undefined): ProcessNode[] =>
  (process?.nodes ?? []).filter((node) => node.end === null);

/** A stage is a key of its process: two processes may use the same one for different things. */
const onTheirWay = (processes: readonly Process[]): Filter | null =>
  any(
    processes.map((process): Filter => {
      const stages: Filter = ["stage", "in", openNodes(process).map((node) => node.key)];
      return processes.length > 1 ? ["and", ["process", "=", process.key], stages] : stages;
    }),
  );

export const isOnItsWay = (deal: RecordRow, processes: readonly Process[]): boolean =>
  processes.some(
    (process) =>
      (processes.length === 1 || process.key === deal["process"]) &&
      openNodes(process).some((node) => node.key === deal["stage"]),
  );

export const firstQuery = (object: string, ask: ListAsk) => ({
  queryKey: keys.list(object, ask),
  queryFn: ({ signal }: { signal: AbortSignal }) => fetchPage(object, ask, undefined, signal),
});

export const myOpenDealsAsk = (me: string, processes: readonly Process[], limit: number): ListAsk => ({
  filter: both(isMine(me), onTheirWay(processes)),
  sort: "expected_on",
  limit,
});

export const myActivitiesAsk = (me: string): ListAsk => ({
  filter: isMine(me),
  sort: "-occurred_at",
  limit: 200,
});

export const myCustomersAsk = (me: string | null, search: string): ListAsk => ({
  filter: me === null ? null : isMine(me),
  limit: 40,
  ...(search ? { search } : { sort: "name" }),
});

export const dealsInAsk = (me: string | null, process: string, stage: string): ListAsk => ({
  filter: both(me === null ? null : isMine(me), ["process", "=", process], ["stage", "=", stage]),
  sort: "expected_on",
  limit: 30,
});

export const sumsAsk = (me: string | null): AggregateAsk => ({
  filter: me === null ? null : isMine(me),
  group: ["process", "stage"],
  measures: { n: ["count"], amount: ["sum", "amount"] },
});
