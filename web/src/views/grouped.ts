import type { AggregateRow, Measures } from "@/app/queries";
import type { Field, Filter, ObjectShape } from "@/app/shapes";
import { idOf, isReference } from "@/app/values";

/** One heading: what its records have in common, and how many there are. */
export interface RowGroup {
  key: string;
  /** As the aggregate gave it: a key, an id with its label, true or false, or nothing. */
  value: unknown;
  count: number;
  totals: AggregateRow;
  filter: Filter;
}

const SUMMED = new Set(["money", "integer", "decimal"]);
const MOST_SUMS = 4;

/** The shown columns that can be summed. */
export function summedFields(shape: ObjectShape, columns: string[]): Field[] {
  return columns
    .flatMap((name) => shape.fields.filter((field) => field.name === name && SUMMED.has(field.type)))
    .slice(0, MOST_SUMS);
}

export function measuresFor(fields: Field[]): Measures {
  const sums = fields.map((field) => [`sum_${field.name}`, ["sum", field.name]] as const);
  return { n: ["count"], ...Object.fromEntries(sums) };
}

/** The aggregate's rows as headings: choices in their own order, all else by size, blanks last. */
export function groupsOf(field: Field, rows: AggregateRow[]): RowGroup[] {
  const order = new Map((field.options?.choices ?? []).map((choice, at) => [choice.key, at]));
  const groups = rows.map((totals): RowGroup => {
    const value = totals[field.name] ?? null;
    const bare = isReference(value) ? idOf(value) : value;
    const filter: Filter = bare === null ? [field.name, "empty", true] : [field.name, "=", bare];
    return { key: bare === null ? "" : String(bare), value, count: Number(totals.n ?? 0), totals, filter };
  });
  const rank = (group: RowGroup) => (group.key === "" ? 1e9 : (order.get(group.key) ?? 1e6));
  return groups.sort((a, b) => rank(a) - rank(b) || b.count - a.count || a.key.localeCompare(b.key));
}

/** Eight inks told apart; a choice keeps its own by its place in the list. */
export function inkOf(field: Field | undefined, value: unknown): string | undefined {
  const at = field?.options?.choices?.findIndex((choice) => choice.key === value) ?? -1;
  return at < 0 ? undefined : `var(--viz-${(at % 8) + 1})`;
}
