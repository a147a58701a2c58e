import type { Filter, RecordRow } from "@/app/shapes";

/**
 * What a phone keeps of its holder's: his own records, and what belongs to his customers and deals. Pure, so that
 * the same judgement is held against the server by a test: what lay here, brought up by events, is what a fresh
 * reading would bring.
 */

interface Kind {
  object: string;
  /** References through which it belongs to a customer or deal of his. */
  through: readonly string[];
  /** The time by which it grows old. */
  since?: string;
}

export const KINDS: readonly Kind[] = [
  { object: "customer", through: [] },
  { object: "deal", through: ["customer"] },
  { object: "contact", through: ["customer"] },
  { object: "activity", through: ["customer", "deal"], since: "occurred_at" },
  { object: "evidence", through: ["about"], since: "received_at" },
  { object: "work_item", through: [], since: "due_at" },
];

/** What others belong to, where it is his own. */
const PARENTS = new Set(["customer", "deal"]);
const DAY_MS = 86_400_000;
/** Older work is looked up with a network. */
const DAYS = 180;
/** Ids in one filter. */
const MOST = 100;

export interface Whose {
  me: string;
  /** By which field each object's records are called. */
  titles: Readonly<Record<string, string>>;
  /** Milliseconds; what happened before is too old. */
  cutoff: number;
}

/** One list to read. */
export interface Reading {
  object: string;
  filter: Filter;
}

export interface Change {
  object: string;
  record: string;
  /** As it now stands; null where it is out of sight. */
  data: RecordRow | null;
}

export type Kept = Map<string, { object: string; row: RecordRow }>;

export const keyOf = (object: string, id: string): string => `${object} ${id}`;

export const whoseAt = (me: string, now: number, titles: Whose["titles"]): Whose => ({
  me,
  titles,
  cutoff: Math.floor(now / DAY_MS) * DAY_MS - DAYS * DAY_MS,
});

const idOf = (value: unknown): string | null =>
  typeof value === "object" && value !== null && "id" in value ? String(value.id) : null;

const labelOf = (value: unknown): unknown => (value as { label?: unknown }).label ?? null;

const young = ({ since }: Kind, { cutoff }: Whose): Filter[] =>
  since ? [["or", [since, ">=", new Date(cutoff).toISOString()], [since, "empty", true]]] : [];

/** The lists to read anew: what is his own. What belongs to it follows from what they bring. */
export const ownReadings = (whose: Whose): Reading[] =>
  KINDS.map((kind) => ({
    object: kind.object,
    filter: ["and", ["owner", "=", whose.me], ...young(kind, whose)],
  }));

type ByObject = Record<string, string[]>;

function among(object: string, field: string, ids: readonly string[], rest: Filter[]): Reading[] {
  const found: Reading[] = [];
  for (let at = 0; at < ids.length; at += MOST) {
    found.push({ object, filter: ["and", [field, "in", ids.slice(at, at + MOST)], ...rest] });
  }
  return found;
}

/** The lists that bring what belongs to customers and deals that have become his, and what is called otherwise. */
export function readingsAfter({ entered, renamed }: Settled, whose: Whose): Reading[] {
  const children = KINDS.flatMap((kind) =>
    kind.through.flatMap((field) => {
      const ids = field === "about" ? Object.values(entered).flat() : (entered[field] ?? []);
      return among(kind.object, field, ids, young(kind, whose));
    }),
  );
  return [...children, ...Object.entries(renamed).flatMap(([object, ids]) => among(object, "id", ids, []))];
}

function ownParents(kept: Kept, { me }: Whose): Map<string, string> {
  const found = new Map<string, string>();
  for (const { object, row } of kept.values()) {
    if (PARENTS.has(object) && idOf(row["owner"]) === me) found.set(row.id, object);
  }
  return found;
}

function belongs(kind: Kind, row: RecordRow, own: ReadonlyMap<string, string>, whose: Whose): boolean {
  const at = kind.since ? row[kind.since] : null;
  if (typeof at === "string" && Date.parse(at) < whose.cutoff) return false;
  return idOf(row["owner"]) === whose.me || kind.through.some((field) => own.has(idOf(row[field]) ?? ""));
}

export interface Settled {
  kept: Kept;
  /** What became his just now: what belongs to it is not here yet. */
  entered: ByObject;
  /** What names a record that is called otherwise now, or is gone: no event tells of that. */
  renamed: ByObject;
}

/** The rows that speak of a changed record by another name than it has. */
function misnaming(kept: Kept, changes: readonly Change[], { titles }: Whose): ByObject {
  const names = new Map(
    changes.map(({ object, record, data }) => [record, data?.[titles[object] ?? ""] ?? null]),
  );
  const speaks = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.some(speaks);
    const id = idOf(value);
    return id !== null && names.has(id) && "label" in (value as object) && labelOf(value) !== names.get(id);
  };
  const found: ByObject = {};
  for (const { object, row } of kept.values()) {
    if (Object.values(row).some(speaks)) (found[object] ??= []).push(row.id);
  }
  return found;
}

const OF_APPROVALS = new Set(["approval", "approval_task"]);

/** What is kept of an approval, a line or the whole sheet, as far as it tells what may change it. */
export interface Asked {
  about: { id: string; followed?: boolean; fields?: readonly { value: unknown }[] };
}

/** Whether its record changes without this reader being told. */
export const isUnfollowed = ({ about }: Asked): boolean => about.followed === false;

/** Whether some changes may show in what is kept of approvals. */
export function meetsApprovals(changes: readonly Change[], kept: readonly Asked[]): boolean {
  const values = kept.flatMap(({ about }) => (about.fields ?? []).flatMap(({ value }) => value));
  const named = new Set([...kept.map(({ about }) => about.id), ...values.map(idOf)]);
  return changes.some(({ object, record }) => OF_APPROVALS.has(object) || named.has(record));
}

/** What is kept after some changes; whatever has no reason to be here any more is gone. */
export function settle(before: Kept, changes: readonly Change[], whose: Whose): Settled {
  const kinds = new Map(KINDS.map((kind) => [kind.object, kind]));
  const owned = ownParents(before, whose);
  const kept: Kept = new Map(before);
  for (const { object, record, data } of changes) {
    if (data && kinds.has(object)) kept.set(keyOf(object, record), { object, row: data });
    else kept.delete(keyOf(object, record));
  }
  const own = ownParents(kept, whose);
  const entered: ByObject = {};
  for (const [id, object] of own) if (!owned.has(id)) (entered[object] ??= []).push(id);
  for (const [key, { object, row }] of kept) {
    const kind = kinds.get(object);
    if (!kind || !belongs(kind, row, own, whose)) kept.delete(key);
  }
  return { kept, entered, renamed: misnaming(kept, changes, whose) };
}
