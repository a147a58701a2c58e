import { labelIn } from "@/app/language";
import type { Speaking } from "../marks";
import { groupKeys } from "../marks";
import { groupName, idOfGroup, partName, size } from "../said";
import type { Answer, Axis, GroupValue, Measured, Row } from "../shapes";

/** A side of a map of cells: by a field, by the parts of time, or by metric. */
export interface Side {
  key: string;
  name: string;
  /** The field's value, where it is a field's. */
  value?: GroupValue;
  axis?: Axis;
}

export interface Cells {
  lines: Side[];
  columns: Side[];
  at: (line: Side, column: Side) => { metric: Measured; row: Row } | null;
}

const keyed = (row: Row, axis: Axis | undefined): string => (axis ? idOfGroup(row.group[axis.field]) : "");

function side(axis: Axis, metrics: Measured[], how: Speaking): Side[] {
  return groupKeys(axis, metrics).map((key) => {
    const row = metrics.flatMap((metric) => metric.rows).find((each) => keyed(each, axis) === key);
    const value = row?.group[axis.field];
    return {
      key,
      name: groupName(axis, value, how.language, how.words.none),
      axis,
      ...(value === undefined ? {} : { value }),
    };
  });
}

/** Rows by columns: two fields, or one with the parts of its period or with several metrics. */
export function cellsOf(answer: Answer, how: Speaking): Cells {
  const metrics = answer.metrics ?? [];
  const [first, second] = answer.axes ?? [];
  const [only] = metrics;
  const lines = first ? side(first, metrics, how) : [];
  const find = new Map<string, { metric: Measured; row: Row }>();
  const name = (line: string, column: string) => `${line}\u0000${column}`;
  let columns: Side[];
  if (second) columns = side(second, metrics, how);
  else if (metrics.length > 1)
    columns = metrics.map((metric) => ({
      key: metric.key,
      name: labelIn(how.language, metric.label, metric.key),
    }));
  else {
    const parts = [...new Set((only?.rows ?? []).map((row) => row.period?.from ?? ""))]
      .filter(Boolean)
      .sort();
    columns = parts.map((from) => ({ key: from, name: partName(from, answer.period?.by, how.language) }));
  }
  for (const metric of metrics) {
    for (const row of metric.rows) {
      const column = second ? keyed(row, second) : metrics.length > 1 ? metric.key : (row.period?.from ?? "");
      find.set(name(keyed(row, first), column), { metric, row });
    }
  }
  return { lines, columns, at: (line, column) => find.get(name(line.key, column.key)) ?? null };
}

export const STEPS = 6;

/** Which of the six inks a value has among those of its own metric. */
export function inker(metrics: Measured[]): (metric: Measured, row: Row) => number {
  const ends = new Map(
    metrics.map((metric) => {
      const known = metric.rows
        .map((row) => size(row.value))
        .filter((value): value is number => value !== null);
      const low = metric.unit === "percent" ? Math.min(...known) : 0;
      return [metric.key, { low, high: Math.max(...known) }];
    }),
  );
  return (metric, row) => {
    const value = size(row.value);
    const { low, high } = ends.get(metric.key) ?? { low: 0, high: 0 };
    if (value === null) return 0;
    if (high <= low) return value === 0 ? 1 : 4;
    return Math.min(STEPS, 1 + Math.floor(((value - low) / (high - low)) * STEPS));
  };
}
