import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Density } from "@/app/density";
import type { Label } from "@/app/language";
import type { Filter, Reference } from "@/app/shapes";

export interface ViewColumn {
  field: string;
  width: number | null;
}

export type ViewKind = "table" | "board" | "calendar" | "timeline" | "map" | "chart";
export type ChartKind = "bars" | "line";
export type ChartStep = "day" | "week" | "month" | "quarter" | "year";

/** How records are shown. */
export interface Shown {
  kind: ViewKind;
  columns: ViewColumn[];
  frozen: number;
  group: string | null;
  /** What a picture goes by: a choice, a day, a place, whatever a chart counts by. */
  by: string | null;
  /** Where a bar of the time line ends. */
  until: string | null;
  /** What divides the bars of a chart. */
  split: string | null;
  /** What a chart sums; it counts where nothing is said. */
  measure: string | null;
  chart: ChartKind | null;
  step: ChartStep | null;
  colour: string | null;
  density: Density | null;
}

export type Share =
  { to: "everybody" } | { to: "role"; role: string } | { to: "department"; department: string };

/** A saved view as its reader meets it. */
export interface View extends Shown {
  id: string;
  name: Label;
  filter: Filter | null;
  sort: string;
  position: number;
  version: number;
  owner: Reference | null;
  mine: boolean;
  may_change: boolean;
  is_shared: boolean;
  shared: Share[] | null;
  /** How much of it the reader may not see, by part. */
  dropped: Record<string, number> | null;
}

export interface Views {
  items: View[];
  roles: { key: string; label: Label }[];
}

export const viewKeys = { of: (object: string) => ["views", object] as const };

/** One's own views of an object and those shared with one; asked again often, because others share. */
export const useViews = (object: string) =>
  useQuery({
    queryKey: viewKeys.of(object),
    queryFn: ({ signal }) => api<Views>("/views", { query: { object }, signal }),
    staleTime: 0,
    refetchInterval: 30_000,
  });
