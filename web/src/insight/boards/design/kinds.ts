import type { MetricShown } from "../metrics";
import { metricsOf, type Kind, type Spot, type Tile } from "../shapes";
import { gapFor } from "./layout";

/** Kinds that take several metrics. */
export const SEVERAL: Kind[] = ["trend", "bars", "funnel", "heat", "radar", "table", "pivot"];
const SIZES: Record<Kind, [number, number]> = {
  number: [3, 3],
  trend: [6, 5],
  bars: [6, 5],
  funnel: [4, 6],
  heat: [8, 6],
  radar: [4, 6],
  map: [6, 8],
  table: [6, 5],
  ranking: [4, 6],
  gauge: [3, 5],
  pivot: [8, 6],
};
const GROUPS: Record<Kind, [number, number]> = {
  number: [0, 0],
  trend: [0, 1],
  bars: [1, 1],
  funnel: [1, 1],
  heat: [2, 2],
  radar: [1, 1],
  map: [1, 1],
  table: [1, 3],
  ranking: [1, 1],
  gauge: [0, 0],
  pivot: [2, 3],
};

/** The tile as its kind takes it: one metric where it takes one, groups and days it can be drawn with. */
export function fitted(tile: Tile, metrics: MetricShown[]): Tile {
  const keys = metricsOf(tile);
  const found = metrics.find((metric) => metric.key === keys[0]);
  const [least, most] = GROUPS[tile.kind];
  const offered = (found?.dimensions ?? []).map((each) => each.name);
  const regions = offered.filter((name) => name === "region" || name.endsWith("region"));
  const preferred = tile.kind === "map" ? [...regions, ...offered] : offered;
  const kept = (tile.group ?? []).filter((name) => offered.includes(name)).slice(0, most);
  const more = preferred.filter((name) => !kept.includes(name)).slice(0, Math.max(0, least - kept.length));
  const group = [...kept, ...more];
  const divided = tile.kind === "trend";
  const bare = tile.kind === "number" || tile.kind === "gauge";
  const period = !found?.time
    ? null
    : divided
      ? tile.period?.by
        ? tile.period
        : ({ last: 12, by: "week" } as const)
      : tile.period?.by && tile.kind !== "number"
        ? ({ this: "quarter" } as const)
        : (tile.period ?? ({ this: "month" } as const));
  const compare = period === null && tile.compare !== "target" ? null : (tile.compare ?? null);
  return {
    ...tile,
    metric: SEVERAL.includes(tile.kind) ? tile.metric : (keys[0] ?? ""),
    group: bare ? [] : group,
    period,
    compare,
  };
}

/** A new tile of a kind, in the first gap it fits in. */
export function fresh(kind: Kind, tiles: Tile[], metrics: MetricShown[]): Tile {
  const [w, h] = SIZES[kind];
  const spot: Spot = gapFor(tiles, w, h);
  const wanted =
    kind === "map"
      ? metrics.find((metric) => metric.dimensions.some((each) => each.name === "region"))
      : undefined;
  const metric = wanted ?? (kind === "trend" ? metrics.find((each) => each.time) : metrics[0]) ?? metrics[0];
  const id = `t${Date.now().toString(36)}${tiles.length}`;
  const label = metric?.label ?? { zh: kind, en: kind };
  return fitted(
    { id, kind, label: { zh: label.zh, en: label.en }, metric: metric?.key ?? "", ...spot },
    metrics,
  );
}
