import type { Label } from "@/app/language";
import type { Field, Filter, ObjectShape } from "@/app/shapes";
import type { Metric, Threshold, Unit } from "./queries";

/** One measure over the records a filter finds, as the API spells it. */
export interface DraftTerm {
  name: string;
  label: Label;
  measure: unknown[];
  filter: Filter | null;
  time: string | null;
}

export interface Draft {
  key: string;
  label: Label;
  description: Label;
  unit: Unit;
  object: string;
  time: string | null;
  terms: DraftTerm[];
  formula: string;
  direction: "more" | "less";
  dimensions: string[];
  thresholds: Threshold[];
}

export const HOWS = ["count", "filled", "distinct", "sum", "avg", "min", "max", "stddev", "median"] as const;
export type How = (typeof HOWS)[number];
/** What a length lies between; the later one may be now. */
export interface Length {
  unit: "days" | "hours";
  until: string;
  since: string;
}

const NUMBERS = new Set(["integer", "decimal", "percent", "money"]);
const MOMENTS = new Set(["date", "time"]);
const PARTS = new Set([
  "choice",
  "reference",
  "person",
  "department",
  "boolean",
  "region",
  "text",
  "integer",
]);
const kindOf = (field: Field) => field.result ?? field.type;

export const moments = (shape: ObjectShape) => shape.fields.filter((each) => MOMENTS.has(kindOf(each)));
export const dividing = (shape: ObjectShape) =>
  shape.fields.filter((each) => each.name !== "id" && PARTS.has(kindOf(each)));
export const measurable = (shape: ObjectShape, how: How) =>
  shape.fields.filter((each) =>
    how === "filled" || how === "distinct" ? each.sortable : NUMBERS.has(kindOf(each)),
  );

export const howOf = ([how, what]: unknown[]): How =>
  how === "count" && what !== undefined ? "filled" : (how as How);
export const lengthOf = ([, what]: unknown[]): Length | null =>
  Array.isArray(what)
    ? { unit: what[0] as Length["unit"], until: String(what[1]), since: String(what[2]) }
    : null;

/** A measure of a field, of a length, or of the records themselves. */
export function measureOf(how: How, what: string | Length | null): unknown[] {
  const said = how === "filled" ? "count" : how;
  if (how === "count" || what === null) return [said];
  return [said, typeof what === "string" ? what : [what.unit, what.until, what.since]];
}

const MARK = "$stage";
export const STANDS = ["open", "won", "lost", "over_limit"] as const;
const isMark = (part: Filter) => (part[0] as string) === MARK;

/** A filter as its stage and the rest; null as the stage where it is said some other way. */
export function apart(filter: Filter | null): { stage: string | null; rest: Filter | null } {
  if (filter === null) return { stage: null, rest: null };
  if (isMark(filter)) return { stage: String(filter[2]), rest: null };
  if (filter[0] !== "and") return { stage: null, rest: filter };
  const parts = filter.slice(1) as Filter[];
  const [mark, ...more] = parts.filter(isMark);
  if (!mark || more.length > 0) return { stage: null, rest: filter };
  const rest = parts.filter((each) => each !== mark);
  return { stage: String(mark[2]), rest: rest.length === 1 ? (rest[0] ?? null) : ["and", ...rest] };
}

export function together(stage: string | null, rest: Filter | null): Filter | null {
  if (stage === null) return rest;
  const mark: Filter = [MARK, "=", stage];
  if (rest === null) return mark;
  return rest[0] === "and" ? ["and", mark, ...(rest.slice(1) as Filter[])] : ["and", mark, rest];
}

/** What is sent: conditions that were begun and left blank are none. */
export function tidied(draft: Draft): Draft {
  const terms = draft.terms.map((each) => ({ ...each, filter: bare(each.filter) }));
  return { ...draft, terms };
}

function bare(filter: Filter | null): Filter | null {
  if (filter === null || filter[0] !== "and") return filter;
  return filter.length === 1 ? null : filter;
}

export const fresh = (object: string): Draft => ({
  key: "",
  label: { zh: "", en: "" },
  description: { zh: "", en: "" },
  unit: "count",
  object,
  time: null,
  terms: [newTerm([])],
  formula: "a",
  direction: "more",
  dimensions: ["owner", "unit"],
  thresholds: [],
});

/** The next letter as a name. */
export function newTerm(terms: readonly DraftTerm[]): DraftTerm {
  const names = new Set(terms.map((each) => each.name));
  const name = [..."abcdef"].find((each) => !names.has(each)) ?? `t${terms.length + 1}`;
  return { name, label: { zh: "", en: "" }, measure: ["count"], filter: null, time: null };
}

export const draftOf = (metric: Metric): Draft => ({
  key: metric.key,
  label: metric.label,
  description: metric.description,
  unit: metric.unit,
  object: metric.object,
  time: metric.time,
  terms: metric.terms.map((each) => ({ ...each })),
  formula: metric.formula,
  direction: metric.direction,
  dimensions: metric.dimensions.map((each) => each.name),
  thresholds: metric.thresholds,
});
