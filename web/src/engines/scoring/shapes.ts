import type { Label } from "@/app/language";

export interface Reason {
  feature: string;
  label: Label;
  unit: string;
  kind: "number" | "choice" | "flag";
  value: number | string | null;
  text: string | null;
  points: number;
}

export interface History {
  won: number;
  lost: number;
  least_won: number;
  least_lost: number;
}

export interface Explained {
  score: string | null;
  at: string | null;
  number: number;
  reasons: Reason[];
  hidden: number;
  /** While the scorecard serves: what it takes until there is a model. */
  history: History | null;
}

export interface Person {
  id: string;
  label: string;
}

export interface Bin {
  promised: number;
  came: number;
  cases: number;
}

export interface Figures {
  rows?: number;
  won?: number;
  lost?: number;
  split?: "time" | "stratified";
  auc?: number | null;
  lift_10?: number | null;
  lift_30?: number | null;
  ece?: number | null;
  signal?: boolean;
  leaking?: Record<string, string>;
  blank?: string[];
  weights?: Record<string, number>;
  reliability?: Bin[];
}

export type VersionState = "waiting" | "candidate" | "in_force" | "retired" | "refused";

export interface Version {
  number: number;
  state: VersionState;
  figures: Figures;
  asked_at: string;
  by: Person | null;
  made_at: string | null;
  since: string | null;
  activated_by: Person | null;
  ended_at: string | null;
}

export interface Drift {
  scored: number;
  ended: number;
  score: number | null;
  features: Record<string, number>;
  miss: number | null;
  over: string[];
}

export interface Scoring {
  number: number;
  versions: Version[];
  history: History;
  features: { key: string; label: Label; kind: string; unit: string }[];
  card: { feature: string; is: string; text: string | null; points: number }[];
  drift: Drift | null;
  limits: { psi: number; miss: number; least: number; top: number };
}
