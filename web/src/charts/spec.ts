import type { Exact } from "@/app/format";

/** One value of a series: the exact value that is drawn, and how it is said in full. */
export interface ChartPoint {
  /** Exact as the server said it; null where there is nothing, which is drawn as a gap and never as nought. */
  value: Exact | null;
  said: string;
}

/**
 * How a series is inked: the fact in solid ink, what it is compared with in grey, a plan as an outline,
 * a forecast hatched, several alike in the colours of categories.
 */
export type ChartLook = "fact" | "before" | "plan" | "forecast" | "other";

export interface ChartSeries {
  key: string;
  name: string;
  look: ChartLook;
  points: ChartPoint[];
}

/** A line across the picture, a target above all. */
export interface ChartLine {
  value: Exact;
  said: string;
}

/** From `from` upwards a gauge is of this tone. */
export interface ChartBand {
  from: number;
  to: number;
  tone: "good" | "near" | "bad" | "plain";
}

export interface ChartSpec {
  kind: "line" | "bar" | "radar" | "gauge";
  /** The accessible name, and the caption of the table. */
  label: string;
  /** What the categories are: 周, 部门. */
  axis: string;
  categories: string[];
  series: ChartSeries[];
  target?: ChartLine | null;
  /** How a tick of the value axis is written. */
  tick: (value: number) => string;
  /** Bars lie, for long names. */
  lying?: boolean;
  stacked?: boolean;
  bands?: ChartBand[];
  /** The value axis of a gauge, and of what is measured in shares. */
  span?: { from: number; to: number };
  /** Axes of a radar have ends of their own. */
  ends?: number[];
}

/** Which mark: a series and a category, by their places. */
export interface ChartMark {
  series: number;
  at: number;
}

/** A float is good enough for the place of a mark on paper; labels use `said`. */
export const placed = (value: Exact | null): number | null => (value === null ? null : Number(value));
