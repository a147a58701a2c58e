import type { Label } from "@/app/language";
import type { Filter } from "@/app/shapes";

export type Part = "day" | "week" | "month" | "quarter" | "year";
export type Unit = "count" | "money" | "percent" | "days" | "hours";
export type Value = string | number | { amount: string; currency: string } | null;

export const KINDS = [
  "number",
  "trend",
  "bars",
  "funnel",
  "heat",
  "radar",
  "map",
  "table",
  "ranking",
  "gauge",
  "pivot",
] as const;
export type Kind = (typeof KINDS)[number];

export interface PeriodOf {
  this?: Part | null;
  last?: number | null;
  by?: Part | null;
  from?: string | null;
  to?: string | null;
}

export interface Thresholds {
  good?: string | null;
  bad?: string | null;
}

export interface Spot {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Tile extends Spot {
  id: string;
  kind: Kind;
  label: Label;
  metric: string | string[];
  group?: string[];
  period?: PeriodOf | null;
  compare?: "before" | "year" | "target" | null;
  target?: string | null;
  thresholds?: Thresholds | null;
  filter?: Filter | null;
  limit?: number | null;
}

export interface Board {
  key: string;
  label: Label;
  description?: Label | null;
  tiles: Tile[];
  filters?: string[];
  phone?: string[];
  columns?: 1 | 2;
}

export type Share =
  | { to: "everybody" }
  | { to: "role"; role: string }
  | { to: "department"; department: string }
  | { to: "person"; person: string };

export interface BoardHead {
  key: string;
  label: Label;
  description: Label | null;
  version: number;
  revision: number;
  has_draft: boolean;
  published: boolean;
  retired: boolean;
  owner: { id: string; label: string } | null;
  mine: boolean;
  may_change: boolean;
  is_shared: boolean;
  shared: Share[] | null;
  tiles: number;
  phone: number;
}

export interface BoardShown extends BoardHead {
  board: Board | null;
  draft: Board | null;
  versions: { version: number; at: string; by: string | null }[];
}

export type GroupValue = string | number | boolean | { id: string; label: string | null } | null;

export interface Row {
  group: Record<string, GroupValue>;
  period: { from: string | null; to: string | null } | null;
  value: Value;
  terms: Record<string, Value>;
  arithmetic: string;
  records: Record<string, { object: string; filter: Filter | null; count: number }>;
  before?: { value: Value; period: { from: string | null; to: string | null } | null } | null;
  target?: Value;
}

export interface Measured {
  key: string;
  label: Label;
  unit: Unit;
  direction: "more" | "less";
  version: number;
  rows: Row[];
  count: number;
  total: Row | null;
  narrowed_not: string[];
}

export interface Axis {
  field: string;
  label: Label;
  type: string;
  values: Record<string, Label>;
  order: string[];
}

export interface Answer {
  id: string;
  kind: Kind;
  refusal: { code: string; message: string; remedy: string | null } | null;
  object?: string;
  period?: { from: string; to: string; by: Part | null } | null;
  earlier?: { from: string; to: string; by: Part | null } | null;
  metrics?: Measured[];
  axes?: Axis[];
}

export const metricsOf = (tile: Tile): string[] =>
  typeof tile.metric === "string" ? [tile.metric] : tile.metric;

/** One condition a reader picked; `label` is how its chip says it. */
export interface Pick {
  object: string;
  field: string;
  value: string | null;
  label: string;
}
