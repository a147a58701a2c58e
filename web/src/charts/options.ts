import { dark, light } from "virtual:tokens";
import type { EChartsCoreOption } from "echarts/core";
import type { Theme } from "@/app/theme";
import { placed, type ChartLook, type ChartMark, type ChartSeries, type ChartSpec } from "./spec";

type Tokens = Record<string, string>;

export const tokensOf = (theme: Theme): Tokens => (theme === "dark" ? dark : light);

const TEXT = 12;
const SLOW = 240;

const ink = (t: Tokens, name: string): string => t[name] ?? "";

/** The colours of a look; several series of one look go through the categories. */
function colour(t: Tokens, look: ChartLook, at: number, alone: boolean): string {
  if (look === "before") return ink(t, "ink-300");
  if (look === "plan" || look === "forecast") return ink(t, "ink-400");
  if (look === "fact") return ink(t, "viz-1");
  return alone ? ink(t, "viz-1") : ink(t, `viz-${(at % 8) + 1}`);
}

const hatch = (t: Tokens) => ({
  symbol: "rect",
  rotation: Math.PI / 4,
  dashArrayX: [1, 0],
  dashArrayY: [1, 4],
  color: ink(t, "hatch-line"),
});

function barStyle(t: Tokens, series: ChartSeries, at: number, alone: boolean) {
  const own = colour(t, series.look, at, alone);
  if (series.look === "plan") return { color: "transparent", borderColor: own, borderWidth: 1 };
  if (series.look === "forecast") return { color: ink(t, "paper-2"), decal: hatch(t) };
  return { color: own };
}

/** The axis along which categories stand. */
function categories(t: Tokens, spec: ChartSpec) {
  return {
    type: "category",
    data: spec.categories,
    inverse: Boolean(spec.lying),
    axisTick: { show: false },
    axisLine: { lineStyle: { color: ink(t, "line-2") } },
    axisLabel: {
      color: ink(t, "viz-axis"),
      fontSize: TEXT,
      hideOverlap: true,
      ...(spec.lying ? { width: 110, overflow: "truncate" } : {}),
    },
  };
}

function values(t: Tokens, spec: ChartSpec) {
  return {
    type: "value",
    splitNumber: 3,
    ...(spec.span ? { min: spec.span.from, max: spec.span.to } : {}),
    scale: spec.kind === "line",
    splitLine: { lineStyle: { color: ink(t, "viz-grid") } },
    axisLabel: { color: ink(t, "viz-axis"), fontSize: TEXT, formatter: spec.tick, hideOverlap: true },
  };
}

const targetLine = (t: Tokens, spec: ChartSpec) =>
  spec.target
    ? {
        markLine: {
          silent: true,
          symbol: "none",
          animation: false,
          lineStyle: { color: ink(t, "amber"), type: "dashed", width: 1.5 },
          label: {
            formatter: spec.target.said,
            color: ink(t, "amber-text"),
            fontSize: TEXT,
            position: spec.lying ? "end" : "insideEndTop",
          },
          data: [{ [spec.lying ? "xAxis" : "yAxis"]: Number(spec.target.value) }],
        },
      }
    : {};

function drawnSeries(t: Tokens, spec: ChartSpec, series: ChartSeries, at: number) {
  const alone = spec.series.length === 1;
  const shared = {
    name: series.name,
    data: series.points.map((point) => placed(point.value)),
    cursor: "pointer",
    ...(at === 0 ? targetLine(t, spec) : {}),
  };
  if (spec.kind === "bar") {
    return {
      ...shared,
      type: "bar",
      barMaxWidth: spec.lying ? 14 : 28,
      barGap: "15%",
      ...(spec.stacked ? { stack: "all" } : {}),
      itemStyle: barStyle(t, series, at, alone),
      emphasis: { itemStyle: { color: ink(t, "indigo") } },
    };
  }
  const own = colour(t, series.look, at, alone);
  return {
    ...shared,
    type: "line",
    symbol: "circle",
    symbolSize: 5,
    showSymbol: series.points.length <= 31,
    connectNulls: false,
    lineStyle: { color: own, width: series.look === "fact" ? 2 : 1.5, ...dashed(series.look) },
    itemStyle: { color: own },
    emphasis: { scale: 1.8, itemStyle: { color: ink(t, "indigo") } },
  };
}

const dashed = (look: ChartLook) => (look === "fact" || look === "other" ? {} : { type: "dashed" });

function crossed(t: Tokens, spec: ChartSpec): EChartsCoreOption {
  const names = spec.series.length > 1;
  const [one, other] = [categories(t, spec), values(t, spec)];
  return {
    grid: { left: 4, right: spec.target ? 14 : 10, top: names ? 26 : 12, bottom: 2, containLabel: true },
    legend: names ? legend(t) : undefined,
    xAxis: spec.lying ? other : one,
    yAxis: spec.lying ? one : other,
    series: spec.series.map((series, at) => drawnSeries(t, spec, series, at)),
  };
}

const legend = (t: Tokens) => ({
  left: 0,
  top: 0,
  itemWidth: 12,
  itemHeight: 8,
  icon: "rect",
  type: "scroll",
  textStyle: { color: ink(t, "ink-600"), fontSize: TEXT },
});

function radar(t: Tokens, spec: ChartSpec): EChartsCoreOption {
  const ends = spec.ends ?? [];
  return {
    legend: spec.series.length > 1 ? { ...legend(t), top: undefined, bottom: 0 } : undefined,
    radar: {
      radius: "66%",
      center: ["50%", spec.series.length > 1 ? "47%" : "52%"],
      indicator: spec.categories.map((name, at) => ({ name, max: ends[at] ?? 1, min: 0 })),
      axisName: { color: ink(t, "ink-600"), fontSize: TEXT },
      splitNumber: 4,
      splitArea: { show: false },
      splitLine: { lineStyle: { color: ink(t, "viz-grid") } },
      axisLine: { lineStyle: { color: ink(t, "viz-grid") } },
    },
    series: spec.series.map((series, at) => {
      const own = colour(t, series.look, at, spec.series.length === 1);
      return {
        type: "radar",
        name: series.name,
        symbolSize: 5,
        data: [{ value: series.points.map((point) => placed(point.value) ?? 0), name: series.name }],
        lineStyle: { color: own, width: 2, ...dashed(series.look) },
        itemStyle: { color: own },
        areaStyle: { color: own, opacity: series.look === "before" ? 0 : 0.14 },
      };
    }),
  };
}

const TONES = { good: "jade", near: "amber", bad: "plum", plain: "viz-1" } as const;

function gauge(t: Tokens, spec: ChartSpec): EChartsCoreOption {
  const { from, to } = spec.span ?? { from: 0, to: 100 };
  const point = spec.series[0]?.points[0];
  const value = placed(point?.value ?? null);
  const bands = spec.bands ?? [];
  const tone =
    [...bands].reverse().find((band) => value !== null && value >= band.from && value <= band.to)?.tone ??
    "plain";
  const share = (at: number) => (to === from ? 1 : Math.min(1, Math.max(0, (at - from) / (to - from))));
  const rim: [number, string][] = bands.length
    ? bands.map((band) => [share(band.to), ink(t, band.tone === "plain" ? "paper-3" : TONES[band.tone])])
    : [[1, ink(t, "paper-3")]];
  const arc = { startAngle: 200, endAngle: -20, min: from, max: to, radius: "100%", center: ["50%", "62%"] };
  return {
    series: [
      {
        ...arc,
        type: "gauge",
        silent: true,
        axisLine: { lineStyle: { width: 3, color: rim } },
        pointer: { show: false },
        splitLine: { show: false },
        axisTick: { show: false },
        axisLabel: { show: false },
        detail: { show: false },
        data: [],
      },
      {
        ...arc,
        type: "gauge",
        radius: "94%",
        axisLine: { lineStyle: { width: 14, color: [[1, ink(t, "paper-2")]] } },
        progress: { show: value !== null, width: 14, itemStyle: { color: ink(t, TONES[tone]) } },
        pointer: { show: false },
        splitLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          color: ink(t, "viz-axis"),
          fontSize: TEXT,
          distance: -2,
          formatter: (at: number) => (at === from || at === to ? spec.tick(at) : ""),
        },
        detail: {
          formatter: () => point?.said ?? "—",
          color: ink(t, "ink-900"),
          fontSize: 22,
          fontWeight: 500,
          fontFamily: ink(t, "font-ui"),
          offsetCenter: [0, "-8%"],
        },
        data: [{ value: value ?? from }],
      },
    ],
  };
}

/** What is drawn for a spec: guide §8, colours from the tokens of a theme. */
export function optionsOf(spec: ChartSpec, theme: Theme, still = false): EChartsCoreOption {
  const t = tokensOf(theme);
  const own =
    spec.kind === "radar" ? radar(t, spec) : spec.kind === "gauge" ? gauge(t, spec) : crossed(t, spec);
  return {
    animation: !still,
    animationDuration: SLOW,
    animationDurationUpdate: SLOW,
    textStyle: { fontFamily: ink(t, "font-ui") },
    ...own,
  };
}

/** Which mark an event of the drawing was about. */
export function markOf(
  spec: ChartSpec,
  event: { seriesIndex?: number; dataIndex?: number },
): ChartMark | null {
  if (spec.kind === "gauge") return { series: 0, at: 0 };
  if (event.seriesIndex === undefined || event.dataIndex === undefined) return null;
  if (spec.kind === "radar") return { series: event.seriesIndex, at: 0 };
  return { series: event.seriesIndex, at: event.dataIndex };
}
