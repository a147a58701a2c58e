import type { Language } from "@/app/language";
import { labelIn } from "@/app/language";
import type { ChartBand, ChartPoint, ChartSeries, ChartSpec } from "@/charts";
import { exactly, groupName, idOfGroup, partName, plain, size, ticks } from "./said";
import type { Answer, Axis, Measured, Row, Thresholds, Tile, Unit, Value } from "./shapes";

/** What a chart is made of: its spec, and behind each mark the metric and row it opens. */
export interface Marks {
  spec: ChartSpec;
  behind: ({ metric: Measured; row: Row } | null)[][];
}

export interface Speaking {
  language: Language;
  units: Record<Unit, string>;
  words: {
    none: string;
    before: string;
    year: string;
    target: string;
    period: string;
    now: string;
    metric: string;
  };
}

const MOST_LINES = 6;

/** The marks of a tile that is drawn by a chart; null where there is nothing to draw. */
export function marksOf(tile: Tile, answer: Answer, how: Speaking): Marks | null {
  const metrics = answer.metrics ?? [];
  if (metrics.length === 0 || metrics.every((metric) => metric.rows.length === 0)) return null;
  if (tile.kind === "gauge") return gauge(tile, metrics, how);
  if (tile.kind === "radar") return radar(tile, answer, metrics, how);
  const grouped = answer.axes?.[0];
  if (tile.kind === "trend" && grouped) return manyLines(tile, answer, grouped, how);
  return plainMarks(tile, answer, metrics, how);
}

function point(value: Value | undefined, unit: Unit, how: Speaking): ChartPoint {
  return { value: plain(value), said: exactly(value, unit, how.units, how.language) };
}

function frame(tile: Tile, metrics: Measured[], how: Speaking, axis: string) {
  const unit = metrics[0]?.unit ?? "count";
  const fixed = tile.compare === "target" ? (tile.target ?? plain(metrics[0]?.rows.at(-1)?.target)) : null;
  return {
    label: labelIn(how.language, tile.label, tile.id),
    axis,
    tick: ticks(unit, how.units),
    target: fixed
      ? { value: fixed, said: `${how.words.target} ${exactly(fixed, unit, how.units, how.language)}` }
      : null,
  };
}

/** One series per metric, and what the only one was before. */
function plainMarks(tile: Tile, answer: Answer, metrics: Measured[], how: Speaking): Marks {
  const axis = answer.axes?.[0];
  const keys = axis ? groupKeys(axis, metrics) : partKeys(metrics);
  const keyOf = (row: Row) => (axis ? idOfGroup(row.group[axis.field]) : (row.period?.from ?? ""));
  const names = keys.map((key) => {
    if (!axis) return partName(key, answer.period?.by, how.language);
    const row = metrics.flatMap((metric) => metric.rows).find((each) => keyOf(each) === key);
    return groupName(axis, row?.group[axis.field], how.language, how.words.none);
  });
  const found = metrics.map((metric) => new Map(metric.rows.map((row) => [keyOf(row), row])));
  const alone = metrics.length === 1;
  const series: ChartSeries[] = metrics.map((metric, at) => ({
    key: metric.key,
    name: labelIn(how.language, metric.label, metric.key),
    look: alone ? "fact" : "other",
    points: keys.map((key) => point(found[at]?.get(key)?.value ?? null, metric.unit, how)),
  }));
  const behind: Marks["behind"] = metrics.map((metric, at) =>
    keys.map((key) => {
      const row = found[at]?.get(key);
      return row ? { metric, row } : null;
    }),
  );
  const [first] = metrics;
  if (alone && first && answer.earlier) {
    series.push({
      key: "before",
      name: tile.compare === "year" ? how.words.year : how.words.before,
      look: "before",
      points: keys.map((key) => point(found[0]?.get(key)?.before?.value ?? null, first.unit, how)),
    });
    behind.push(behind[0] ?? []);
  }
  const kind = tile.kind === "trend" ? "line" : "bar";
  const spec: ChartSpec = {
    ...frame(tile, metrics, how, axis ? labelIn(how.language, axis.label) : how.words.period),
    kind,
    categories: names,
    series,
    lying: kind === "bar" && Boolean(axis) && names.some((name) => name.length > 5),
    ...(first?.unit === "percent" && kind === "bar" ? { span: { from: 0, to: 100 } } : {}),
  };
  return { spec, behind };
}

/** One line per group, those that are greatest over all. */
function manyLines(tile: Tile, answer: Answer, axis: Axis, how: Speaking): Marks {
  const metric = answer.metrics?.[0] as Measured;
  const parts = partKeys([metric]);
  const byGroup = new Map<string, Row[]>();
  for (const row of metric.rows) {
    const key = idOfGroup(row.group[axis.field]);
    byGroup.set(key, [...(byGroup.get(key) ?? []), row]);
  }
  const total = (rows: Row[]) => rows.reduce((sum, row) => sum + (size(row.value) ?? 0), 0);
  const first = [...byGroup.entries()].sort((a, b) => total(b[1]) - total(a[1])).slice(0, MOST_LINES);
  const lines = first.map(([key, rows]) => ({
    key,
    name: groupName(axis, rows[0]?.group[axis.field], how.language, how.words.none),
    found: new Map(rows.map((row) => [row.period?.from ?? "", row])),
  }));
  return {
    spec: {
      ...frame(tile, [metric], how, how.words.period),
      kind: "line",
      categories: parts.map((from) => partName(from, answer.period?.by, how.language)),
      series: lines.map(({ key, name, found }) => ({
        key,
        name,
        look: "other",
        points: parts.map((from) => point(found.get(from)?.value ?? null, metric.unit, how)),
      })),
    },
    behind: lines.map(({ found }) =>
      parts.map((from) => {
        const row = found.get(from);
        return row ? { metric, row } : null;
      }),
    ),
  };
}

/** Several metrics each on an axis of its own, or one metric with an axis for each group. */
function radar(tile: Tile, answer: Answer, metrics: Measured[], how: Speaking): Marks {
  const axis = answer.axes?.[0];
  const [only] = metrics;
  const spokes =
    axis && only
      ? only.rows.map((row) => ({
          name: groupName(axis, row.group[axis.field], how.language, how.words.none),
          metric: only,
          row,
        }))
      : metrics.map((metric) => ({
          name: labelIn(how.language, metric.label, metric.key),
          metric,
          row: metric.rows.at(-1) as Row,
        }));
  const there = spokes.filter((spoke) => spoke.row);
  const most = (spoke: (typeof there)[number]) =>
    Math.max(size(spoke.row.value) ?? 0, size(spoke.row.before?.value) ?? 0, Number.MIN_VALUE);
  const all = Math.max(...there.map(most));
  const series: ChartSeries[] = [
    {
      key: "now",
      name: how.words.now,
      look: "fact",
      points: there.map((spoke) => point(spoke.row.value, spoke.metric.unit, how)),
    },
  ];
  if (answer.earlier) {
    series.push({
      key: "before",
      name: tile.compare === "year" ? how.words.year : how.words.before,
      look: "before",
      points: there.map((spoke) => point(spoke.row.before?.value ?? null, spoke.metric.unit, how)),
    });
  }
  const behind = there.map((spoke) => ({ metric: spoke.metric, row: spoke.row }));
  return {
    spec: {
      ...frame(tile, metrics, how, how.words.metric),
      kind: "radar",
      categories: there.map((spoke) => spoke.name),
      series,
      ends: there.map((spoke) => (axis ? all : most(spoke)) * 1.05),
    },
    behind: series.map(() => behind),
  };
}

function gauge(tile: Tile, metrics: Measured[], how: Speaking): Marks | null {
  const [metric] = metrics;
  const row = metric?.rows.at(-1);
  if (!metric || !row) return null;
  const goal = tile.target ? Number(tile.target) : size(row.target);
  const reach = Math.max(size(row.value) ?? 0, goal ?? 0, Number(tile.thresholds?.good ?? 0));
  const to = metric.unit === "percent" ? 100 : reach > 0 ? reach * 1.25 : 1;
  return {
    spec: {
      ...frame(tile, metrics, how, how.words.metric),
      kind: "gauge",
      categories: [labelIn(how.language, metric.label, metric.key)],
      series: [
        {
          key: metric.key,
          name: how.words.now,
          look: "fact",
          points: [{ value: plain(row.value), said: said(row.value, metric.unit, how) }],
        },
      ],
      span: { from: 0, to },
      bands: bandsOf(tile.thresholds, metric.direction, to),
    },
    behind: [[{ metric, row }]],
  };
}

const said = (value: Value, unit: Unit, how: Speaking): string => {
  const text = exactly(value, unit, how.units, how.language);
  return unit === "percent" ? text.replace(/(\.\d)\d+/, "$1").replace(" ", "") : text;
};

function bandsOf(lines: Thresholds | null | undefined, direction: "more" | "less", to: number): ChartBand[] {
  if (!lines?.good && !lines?.bad) return [];
  const good = Number(lines.good ?? lines.bad);
  const bad = Number(lines.bad ?? lines.good);
  const [low, high] = direction === "more" ? [bad, good] : [good, bad];
  const tones =
    direction === "more" ? (["bad", "near", "good"] as const) : (["good", "near", "bad"] as const);
  const bands: ChartBand[] = [
    { from: 0, to: low, tone: tones[0] },
    { from: low, to: high, tone: tones[1] },
    { from: high, to: Infinity, tone: tones[2] },
  ];
  return bands
    .filter((band) => band.to > band.from)
    .map((band) => ({ ...band, to: Math.min(band.to, Math.max(to, band.from)) }));
}

function partKeys(metrics: Measured[]): string[] {
  const found = new Set(metrics.flatMap((metric) => metric.rows.map((row) => row.period?.from ?? "")));
  return [...found].filter(Boolean).sort();
}

/** Groups as the first metric has them, in the order of the field where it has one. */
export function groupKeys(axis: Axis, metrics: Measured[]): string[] {
  const found = [
    ...new Set(metrics.flatMap((metric) => metric.rows.map((row) => idOfGroup(row.group[axis.field])))),
  ];
  if (axis.order.length === 0 || axis.type === "region") return found;
  const place = (key: string) => (axis.order.includes(key) ? axis.order.indexOf(key) : axis.order.length);
  return found.sort((a, b) => place(a) - place(b));
}
