import { addDays, companyDay, instantOf, mondayOf } from "@/app/format";
import { useAggregate, useMe, useObjects, type AggregateRow } from "@/app/queries";
import type { Filter, ObjectShape, Process } from "@/app/shapes";
import { amountOf, idOf, labelOf } from "@/app/values";

export interface Tally {
  n: number;
  sum: number;
}

export interface Person {
  /** Null: records nobody owns. */
  id: string | null;
  name: string;
  stages: Map<string, Tally>;
  open: Tally;
  /** Deals that stay longer at a station than its limit. */
  overdue: number;
  week: Map<string, number>;
  proven: number;
  evidence: number;
}

export interface Team {
  ready: boolean;
  error: unknown;
  people: Person[];
  stages: Map<string, Tally>;
  total: Tally;
  activity: ObjectShape | undefined;
  /** Monday and Sunday of the company week. */
  from: string;
  to: string;
  /** The filter behind "this week", for doors. */
  week: Filter;
  /** The filter behind "overdue"; null where no station has a limit. */
  overdue: Filter | null;
}

const blank = (): Tally => ({ n: 0, sum: 0 });
const OPENING: readonly [] = [];

const add = (tally: Tally, row: AggregateRow): void => {
  tally.n += Number(row.n ?? 0);
  tally.sum += Number(amountOf(row.sum));
};

function tallyOf(map: Map<string, Tally>, key: string): Tally {
  let found = map.get(key);
  if (!found) map.set(key, (found = blank()));
  return found;
}

export interface Parts {
  deals: AggregateRow[];
  acts: AggregateRow[];
  proofs: AggregateRow[];
  late?: AggregateRow[];
  openStages: ReadonlySet<string>;
}

/** Joins the three groupings by person; sums here are for ordering and totals of a screen, not for books. */
export function gather({ deals, acts, proofs, late = [], openStages }: Parts): {
  people: Person[];
  stages: Map<string, Tally>;
  total: Tally;
} {
  const people = new Map<string | null, Person>();
  const stages = new Map<string, Tally>();
  const total = blank();
  const person = (owner: unknown): Person => {
    const id = idOf(owner);
    let found = people.get(id);
    if (!found)
      people.set(
        id,
        (found = {
          id,
          name: labelOf(owner),
          stages: new Map(),
          open: blank(),
          overdue: 0,
          week: new Map(),
          proven: 0,
          evidence: 0,
        }),
      );
    return found;
  };
  for (const row of deals) {
    const stage = String(row.stage ?? "");
    add(tallyOf(person(row.owner).stages, stage), row);
    add(tallyOf(stages, stage), row);
    if (!openStages.has(stage)) continue;
    add(person(row.owner).open, row);
    add(total, row);
  }
  for (const row of acts) {
    const { week } = person(row.owner);
    week.set(String(row.type), (week.get(String(row.type)) ?? 0) + Number(row.n ?? 0));
  }
  for (const row of late) person(row.owner).overdue += Number(row.n ?? 0);
  for (const row of proofs) {
    if (row.state === "imported") continue;
    const who = person(row.owner);
    who.evidence += Number(row.n ?? 0);
    if (row.state === "proven") who.proven += Number(row.n ?? 0);
  }
  const worth = (each: Person) => each.open.sum;
  return {
    people: [...people.values()].sort((a, b) => worth(b) - worth(a) || b.open.n - a.open.n),
    stages,
    total,
  };
}

const zoneOf = (instant: string): string => /(Z|[+-]\d\d:\d\d)$/.exec(instant)?.[0] ?? "Z";
const DAY_MS = 86_400_000;

/** Deals of a process by the stage they are in, and those of its stations with a limit that is passed. */
export const inProcess = (process: Process): Filter => ["process", "=", process.key];

function overdueIn(process: Process | undefined, now: string | undefined): Filter | null {
  const limited = process?.nodes.filter((node) => node.end === null && node.limit_days) ?? [];
  if (!process || !now || limited.length === 0) return null;
  const passed = limited.map((node): Filter => {
    const since = new Date(Date.parse(now) - (node.limit_days ?? 0) * DAY_MS).toISOString();
    return ["and", ["stage", "=", node.key], ["stage_since", "<", since]];
  });
  const [only] = passed;
  return ["and", inProcess(process), passed.length === 1 && only ? only : ["or", ...passed]];
}

export function useTeam(process: Process | undefined): Team {
  const me = useMe().data;
  const { data: objects } = useObjects();
  const day = me ? companyDay(me.now) : "2000-01-01";
  const from = mondayOf(day);
  const to = addDays(from, 6);
  const week: Filter = [
    "occurred_at",
    "between",
    [instantOf(`${from}T00:00`), instantOf(`${addDays(from, 7)}T00:00`)],
  ];
  const owned = (name: string) =>
    Boolean(objects?.find((shape) => shape.name === name)?.fields.some((field) => field.name === "owner"));
  const ready = Boolean(me && objects && process);
  const deals = useAggregate(
    "deal",
    {
      filter: process ? inProcess(process) : null,
      group: ["owner", "stage"],
      measures: { n: ["count"], sum: ["sum", "amount"] },
    },
    ready,
  );
  // By the hour: a question that changes every minute would be asked anew every minute.
  const overdue = overdueIn(process, me && `${me.now.slice(0, 13)}:00:00${zoneOf(me.now)}`);
  const late = useAggregate(
    "deal",
    { filter: overdue, group: ["owner"], measures: { n: ["count"] } },
    ready && overdue !== null,
  );
  const acts = useAggregate(
    "activity",
    { filter: week, group: ["owner", "type"], measures: { n: ["count"] } },
    ready && owned("activity"),
  );
  const proofs = useAggregate(
    "evidence",
    { group: ["owner", "state"], measures: { n: ["count"] } },
    ready && owned("evidence"),
  );
  const openStages = new Set(process?.nodes.filter((node) => node.end === null).map((node) => node.key));
  const gathered = gather({
    deals: deals.data ?? [...OPENING],
    acts: acts.data ?? [...OPENING],
    proofs: proofs.data ?? [...OPENING],
    late: overdue === null ? [] : (late.data ?? [...OPENING]),
    openStages,
  });
  return {
    ...gathered,
    ready: ready && deals.isSuccess,
    error: deals.error ?? acts.error ?? proofs.error,
    activity: objects?.find((shape) => shape.name === "activity"),
    from,
    to,
    week,
    overdue,
  };
}
