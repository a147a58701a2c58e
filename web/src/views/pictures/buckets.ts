import type { AggregateRow } from "@/app/queries";
import type { Field } from "@/app/shapes";
import { idOf, isReference } from "@/app/values";

/** One place on an axis: a value records have in common, or the several that share the last ink. */
export interface Bucket {
  key: string;
  value: unknown;
  others?: Bucket[];
}

export interface Buckets {
  along: Bucket[];
  series: Bucket[];
  at: (along: Bucket, series: Bucket) => AggregateRow[];
}

const keyOf = (value: unknown): string => String((isReference(value) ? idOf(value) : value) ?? "");

/** Places of a field in the order people expect: choices in theirs, time forward, else the largest first. */
function ordered(rows: readonly AggregateRow[], field: Field): Bucket[] {
  const found = new Map<string, Bucket & { n: number }>();
  for (const row of rows) {
    const value = row[field.name] ?? null;
    const key = keyOf(value);
    const bucket = found.get(key) ?? { key, value, n: 0 };
    bucket.n += Number(row.n ?? 0);
    found.set(key, bucket);
  }
  const choices = new Map((field.options?.choices ?? []).map((choice, at) => [choice.key, at]));
  const dated = field.type === "date" || field.type === "time";
  const blank = (each: Bucket) => Number(each.key === "");
  return [...found.values()]
    .sort((a, b) => {
      if (blank(a) !== blank(b)) return blank(a) - blank(b);
      if (dated) return a.key.localeCompare(b.key);
      if (choices.size > 0) return (choices.get(a.key) ?? 1e6) - (choices.get(b.key) ?? 1e6);
      return b.n - a.n || a.key.localeCompare(b.key);
    })
    .map(({ key, value }) => ({ key, value }));
}

/** Series that can be told apart by their inks. */
export const MOST_SERIES = 8;

/** The largest in their order, and what is left as one. */
function fewer(series: Bucket[], rows: readonly AggregateRow[], split: Field): Bucket[] {
  if (series.length <= MOST_SERIES) return series;
  const size = (bucket: Bucket) =>
    rows.reduce((sum, row) => sum + (keyOf(row[split.name]) === bucket.key ? Number(row.n ?? 0) : 0), 0);
  const large = new Set([...series].sort((a, b) => size(b) - size(a)).slice(0, MOST_SERIES - 1));
  const others = series.filter((each) => !large.has(each));
  return [...series.filter((each) => large.has(each)), { key: "others", value: null, others }];
}

/** The aggregate's rows as a grid of two axes; without a second one there is one series of everything. */
export function bucketsOf(rows: readonly AggregateRow[], by: Field, split: Field | undefined): Buckets {
  const cells = new Map(rows.map((row) => [cell(row[by.name], split ? row[split.name] : null), row]));
  return {
    along: ordered(rows, by),
    series: split ? fewer(ordered(rows, split), rows, split) : [{ key: "", value: null }],
    at: (along, series) =>
      (series.others ?? [series]).flatMap((each): AggregateRow[] => {
        const row = cells.get(cell(along.value, split ? each.value : null));
        return row ? [row] : [];
      }),
  };
}

const cell = (by: unknown, split: unknown): string => JSON.stringify([keyOf(by), keyOf(split)]);
