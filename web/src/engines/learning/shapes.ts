import type { Label } from "@/app/language";
import type { Filter, Reference } from "@/app/shapes";
import type { Unit, Value } from "@/insight/boards/shapes";

export interface RecordsDoor {
  object: string;
  filter: Filter | null;
  count: number;
}

/** One person's figure with what it is made of. */
export interface Figure {
  group: { owner: Reference };
  value: Value;
  terms: Record<string, Value>;
  arithmetic: string;
  records: Record<string, RecordsDoor>;
  cases: number;
  enough: boolean;
}

export interface Person extends Reference {
  value: Value;
  cases: number;
  best: boolean;
  placed: boolean;
  records: Record<string, RecordsDoor>;
  arithmetic: string;
  team: Reference | null;
  region: Reference | null;
}

export interface Middle {
  id: string;
  label: string;
  people: number;
  median: string;
}

export interface Side {
  mean: string | null;
  people: number;
}

export interface Behaviour {
  key: string;
  label: Label;
  about: Label;
  unit: Unit;
  direction: "more" | "less";
  kept: boolean;
  offered: boolean;
  terms: { name: string; label: Label }[];
  best: Side;
  rest: Side;
  ratio: string | null;
  chance: string | null;
  verdict: "clear" | "unclear" | "few";
  teams: Middle[];
  regions: Middle[];
  rows: Figure[];
}

export interface Best {
  from: string;
  until: string;
  percent: number;
  measure: { key: string; label: Label; unit: Unit };
  enough: boolean;
  placed: number;
  least_cases: number;
  least_people: number;
  people: Person[];
  behaviours: Behaviour[];
}

export interface PackStep {
  type: string;
  say: string;
  script: string | null;
  content: string | null;
  evidence: string[];
  after_days: number;
  support: number | null;
}

export interface Source {
  from: string;
  until: string;
  won: number;
  best: number;
  people: number;
  measure: Label;
}

export interface Pack {
  id: string;
  version: number;
  title: string;
  line: string;
  edition: number;
  state: "draft" | "in_force" | "retired";
  team: Reference | null;
  stages: string[];
  product: Reference | null;
  steps: PackStep[];
  source: Source | null;
  published: string;
}

interface Kept {
  deals: number;
  ended: number;
  won: number;
}

export interface Adoption {
  deals: number;
  since: string;
  steps: number[];
  close: Kept;
  loose: Kept;
}

export interface Worth {
  script: string;
  uses: number;
  known: number;
  advanced: number;
  worth: string;
}

export interface Worths {
  from: string;
  until: string;
  days: number;
  scripts: Worth[];
}
