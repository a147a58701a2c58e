import type { SealState } from "@/ui/seal";

/** One thing that happened; `lane` is where it is drawn. */
export interface Mark {
  object: string;
  lane: string;
  id: string;
  at: string;
  /** The key of its type, of the field its object says types with. */
  type: string | null;
  /** What a milestone is, where no field says it. */
  called: "opened" | "closed" | "signed" | "graded" | null;
  title: string | null;
  deal: string | null;
  process: string | null;
  stage: string | null;
  state: SealState | null;
  owner: string | null;
  by: string | null;
  milestone: boolean;
}

/** So many things of a lane in a stretch of time, where there are too many to be told one by one. */
export interface Cell {
  lane: string;
  count: number;
  proven: number;
  since: string;
  until: string;
  first: string;
  last: string;
}

export interface Band {
  deal: string;
  title: string | null;
  process: string | null;
  stages: { stage: string | null; since: string; until: string | null }[];
}

export interface Journey {
  since: string | null;
  until: string | null;
  first: string | null;
  last: string | null;
  total: number;
  claims: number;
  deals: number;
  lanes: Record<string, number>;
  known: {
    lanes: Record<string, number>;
    types: { object: string; key: string; count: number }[];
    stages: { process: string | null; key: string; count: number }[];
  };
  marks: Mark[];
  cells: Cell[];
  bands: Band[];
}

export type Zoom = "all" | "year" | "quarter" | "month";
export const ZOOMS: Zoom[] = ["all", "year", "quarter", "month"];

/** From an instant to another; null is everything. */
export type Span = { since: string; until: string } | null;

export interface Wanted {
  text: string;
  lanes: string[] | null;
  type: string | null;
  stage: string | null;
  effective: boolean;
}

export const EVERYTHING: Wanted = { text: "", lanes: null, type: null, stage: null, effective: true };
