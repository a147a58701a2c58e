import { QueryClient, useInfiniteQuery, useQuery, type QueryKey } from "@tanstack/react-query";
import { api, Refusal } from "./api";
import type {
  EventRow,
  Field,
  Filter,
  Gate,
  Me,
  ObjectShape,
  Page,
  Process,
  ProcessNode,
  RecordRow,
} from "./shapes";
import type { Change } from "./stream";
import { en } from "./words/en";
import { zh } from "./words/zh";

/** Keys begin with what they read, so that one change of a record finds everything it touches. */
export const keys = {
  me: ["me"] as const,
  objects: ["objects"] as const,
  processes: ["processes"] as const,
  list: (object: string, ask: ListAsk) => ["records", object, "list", ask] as const,
  count: (object: string, ask: ListAsk) => ["records", object, "count", ask] as const,
  one: (object: string, id: string) => ["records", object, "one", id] as const,
  gate: (object: string, id: string) => ["gate", object, id] as const,
  aggregate: (object: string, ask: AggregateAsk) => ["records", object, "aggregate", ask] as const,
  events: (ask: Record<string, string>) => ["events", ask] as const,
};

export interface ListAsk {
  filter?: Filter | null;
  sort?: string;
  search?: string;
  deleted?: "only";
  limit?: number;
}

export type Group = string | { field: string; by: "day" | "week" | "month" | "quarter" | "year" };

export type Measures = Record<string, ["count"] | ["sum" | "min" | "max" | "avg", string]>;

export interface AggregateAsk {
  filter?: Filter | null;
  group: Group[];
  measures: Measures;
}

/** Answers that will not change by asking again are not asked again. */
function again(failures: number, cause: unknown): boolean {
  return failures < 2 && cause instanceof Refusal && cause.unreachable;
}

export const newClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry: again, staleTime: 30_000, refetchOnWindowFocus: true } },
  });

export const useMe = () =>
  useQuery({
    queryKey: keys.me,
    queryFn: ({ signal }) => api<Me>("/me", { signal }),
    staleTime: 300_000,
    refetchInterval: 60_000,
  });

const distinct = (nodes: ProcessNode[]): ProcessNode[] => [
  ...new Map(nodes.map((node) => [node.key, node])).values(),
];

const keyed = ({ name, label }: ObjectShape) => ({ key: name, label });

/** Choices kept elsewhere: stages are the nodes of a process, kinds of evidence are our own words. */
function completed(shapes: ObjectShape[], processes: Process[]): ObjectShape[] {
  const kinds = Object.keys(zh.kinds) as (keyof typeof zh.kinds)[];
  const evidence = kinds.map((key) => ({ key, label: { zh: zh.kinds[key], en: en.kinds[key] } }));
  const fill = (shape: ObjectShape, field: Field): Field => {
    if (field.type !== "choice" || field.options?.choices?.length) return field;
    const kept = shape.name === "stay";
    const own = processes.filter((process) => kept || process.object === shape.name);
    if (kept && field.name === "subject")
      return { ...field, options: { choices: shapes.filter((each) => each.staged).map(keyed) } };
    if (field.name === "stage" || field.name === "to_stage")
      return { ...field, options: { choices: distinct(own.flatMap((process) => process.nodes)) } };
    if (field.name === "process") return { ...field, options: { choices: own } };
    if (shape.name === "evidence" && field.name === "kind")
      return { ...field, options: { choices: evidence } };
    return field;
  };
  return shapes.map((shape) => ({ ...shape, fields: shape.fields.map((field) => fill(shape, field)) }));
}

export const objectsQuery = {
  queryKey: keys.objects,
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const [objects, processes] = await Promise.all([
      api<{ version: number; items: ObjectShape[] }>("/objects", { signal }),
      api<{ items: Process[] }>("/processes", { signal }),
    ]);
    return completed(objects.items, processes.items);
  },
  staleTime: 60_000,
};

export const useObjects = () => useQuery(objectsQuery);

export function useObject(name: string) {
  const { data, ...rest } = useObjects();
  return { ...rest, objects: data, data: data?.find((shape) => shape.name === name) };
}

export const processesQuery = {
  queryKey: keys.processes,
  queryFn: ({ signal }: { signal: AbortSignal }) => api<{ items: Process[] }>("/processes", { signal }),
  staleTime: 300_000,
};

export const useProcesses = () => useQuery({ ...processesQuery, select: (answer) => answer.items });

export const versionsQuery = (object: string) => ({
  queryKey: [...keys.processes, "all", object],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api<{ items: Process[] }>("/processes", { query: { object, versions: "all" }, signal }),
  staleTime: 300_000,
});

/** Every version of every process of an object, for records that keep an earlier one. */
export const useVersions = (object: string, enabled = true) =>
  useQuery({ ...versionsQuery(object), select: (answer) => answer.items, enabled });

/** The version a record is in; undefined until it is known. */
export function useProcessOf(object: string, key: unknown, version: unknown): Process | undefined {
  const newest = useProcesses().data?.find((each) => each.key === key);
  const past = newest !== undefined && newest.version !== version;
  const { data: all } = useVersions(object, past);
  return past ? (all?.find((each) => each.key === key && each.version === version) ?? newest) : newest;
}

const listQuery = (ask: ListAsk) => ({
  filter: ask.filter ? JSON.stringify(ask.filter) : undefined,
  sort: ask.sort,
  search: ask.search,
  deleted: ask.deleted,
  limit: ask.limit,
});

export const fetchPage = (object: string, ask: ListAsk, cursor?: string, signal?: AbortSignal) =>
  api<Page<RecordRow>>(`/records/${object}`, {
    query: { ...listQuery(ask), cursor },
    ...(signal ? { signal } : {}),
  });

export const useRecords = (object: string, ask: ListAsk, enabled = true) =>
  useInfiniteQuery({
    queryKey: keys.list(object, ask),
    queryFn: ({ pageParam, signal }) => fetchPage(object, ask, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled,
    placeholderData: (before) => before,
  });

/** The exact count is a call of its own, so that the first rows never wait for it. */
export const useCount = (object: string, ask: ListAsk, enabled = true) =>
  useQuery({
    queryKey: keys.count(object, ask),
    queryFn: async ({ signal }) => {
      const query = { ...listQuery({ ...ask, limit: 1 }), sort: undefined, count: "exact" };
      const page = await api<Page<RecordRow>>(`/records/${object}`, { query, signal });
      return page.count ?? null;
    },
    enabled,
    placeholderData: (before) => before,
  });

export const useRecord = (object: string, id: string, enabled = true) =>
  useQuery({
    queryKey: keys.one(object, id),
    queryFn: ({ signal }) => api<RecordRow>(`/records/${object}/${id}`, { signal }),
    enabled: enabled && id !== "",
  });

export const gateQuery = (object: string, id: string) => ({
  queryKey: keys.gate(object, id),
  queryFn: ({ signal }: { signal: AbortSignal }) => api<Gate>(`/records/${object}/${id}/gate`, { signal }),
});

export const useGate = (object: string, id: string, enabled = true) =>
  useQuery({ ...gateQuery(object, id), enabled });

export type AggregateRow = Record<string, unknown>;

export const aggregateQuery = (object: string, ask: AggregateAsk) => ({
  queryKey: keys.aggregate(object, ask),
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api<{ rows: AggregateRow[] }>(`/records/${object}/aggregate`, { method: "POST", body: ask, signal }),
});

export const useAggregate = (object: string, ask: AggregateAsk, enabled = true) =>
  useQuery({
    ...aggregateQuery(object, ask),
    select: (answer) => answer.rows,
    enabled,
    placeholderData: (before) => before,
  });

export interface EventPage {
  items: EventRow[];
  next: string | null;
}

/** `order: newest` reads the log backwards; `after` then means "older than". */
export const fetchEvents = (
  ask: Record<string, string | number | undefined>,
  after: string | undefined,
  signal: AbortSignal,
) => api<EventPage>("/events", { query: { ...ask, after }, signal });

const STEP = 200;

/** The events of one record, newest first, pages joined up to `most`. */
export async function readEvents(
  ask: Record<string, string>,
  signal: AbortSignal,
  most = 1000,
): Promise<EventRow[]> {
  const found: EventRow[] = [];
  let after: string | undefined;
  while (found.length < most) {
    const page = await fetchEvents({ ...ask, order: "newest", limit: STEP }, after, signal);
    found.push(...page.items);
    if (page.items.length < STEP || !page.next || page.next === after) break;
    after = page.next;
  }
  return found;
}

export const useRecordEvents = (object: string, record: string, enabled = true) =>
  useQuery({
    queryKey: keys.events({ object, record }),
    queryFn: ({ signal }) => readEvents({ object, record }, signal),
    enabled,
  });

function touches(key: QueryKey, changes: Change[]): boolean {
  const [kind, object, what, id] = key;
  if (kind === "gate" || kind === "events") return true;
  if (kind !== "records") return false;
  return changes.some((change) => change.object === object && (what !== "one" || change.record === id));
}

/** Marks whatever a burst of changes may have touched; only what is on screen is fetched again. */
export function refresh(client: QueryClient, changes: Change[]): void {
  void client.invalidateQueries({ predicate: (query) => touches(query.queryKey, changes) });
}

/** After objects or fields were designed anew: what they look like, and every record that shows them. */
export function refreshShape(client: QueryClient): void {
  const shaped = new Set(["objects", "design", "records", "forms", "views", "processes", "gate", "rules"]);
  void client.invalidateQueries({ predicate: ({ queryKey }) => shaped.has(String(queryKey[0])) });
}

/** After a break in the line, or a change of rights, anything may be different. */
export function refreshAll(client: QueryClient): void {
  void client.invalidateQueries();
}
