import type { Label } from "@/app/language";
import type { Filter, RecordRow, Reference } from "@/app/shapes";

export type GivenObject = "lead" | "customer";
export type Strategy = "weighted" | "round_robin" | "least_load" | "best_fit";
export type Otherwise = "next" | "pool" | "wait";
export type LayerAbout = "record" | "team" | "rep" | "load";

/** One filter of a rule; all of a rule's must hold. */
export interface Layer {
  about: LayerAbout;
  filter?: Filter | null;
  departments: string[];
  people: string[];
  below?: number | null;
}

export interface GivingRule {
  key: string;
  label: Label;
  layers: Layer[];
  strategy: Strategy;
  weights: Record<string, number>;
  wants: Partial<Record<"region" | "skill" | "load", number>>;
  otherwise: Otherwise;
  pool: string | null;
  working_hours: boolean;
}

/** The ordered rules for one object. */
export interface Rules {
  about: GivenObject;
  name: string;
  rules: GivingRule[];
  pool: string | null;
}

export interface Head {
  id: string;
  number: number;
  state: "draft" | "timed" | "live" | "past" | "withdrawn";
  name: string;
  published_at: string | null;
  published_by: string | null;
  goes_live_at: string | null;
  timed_by: string | null;
}

export interface Shown {
  about: GivenObject;
  live: (Head & { rules: Rules }) | null;
  draft: (Head & { rules: Rules }) | null;
  /** What goes into force at its time. */
  timed: (Head & { rules: Rules }) | null;
  versions: Head[];
  version: number;
}

export type Why = "away" | "paused" | "team" | "rep" | "load" | "had" | "unknown";

/** Those passed over for one reason; some by name, with the figure it was. */
export interface Skipped {
  why: Why;
  layer: number | null;
  n: number;
  people: [id: string, figure?: number | string | null][];
}

/** What was decided, as it is kept. */
export interface Decision {
  set: string;
  version: number;
  rule?: string | null;
  at?: number;
  who: string | null;
  by?: string;
  reason: string;
  tried?: [rule: string, layer: number][] | number;
  sieve?: number[];
  skipped?: Skipped[];
  fit?: Partial<Record<"region" | "skill" | "load", number>>;
  load?: number;
  others?: [id: string, load: number, points: number][];
  pool?: string;
}

export interface Assignment extends RecordRow {
  title: string | null;
  about: GivenObject;
  lead: Reference | null;
  customer: Reference | null;
  owner: Reference | null;
  source: string | null;
  how: "rule" | "hand";
  outcome: "person" | "pool" | "queue";
  distribution: Reference | null;
  number: number | null;
  rule: string | null;
  reason: string | null;
  decision: string | null;
  decided_at: string;
  waited_minutes: string | null;
  accepted_at: string | null;
  answered_at: string | null;
  ended_at: string | null;
  ended_by: string | null;
  misassigned: boolean | null;
}

export interface Figures {
  given: number;
  nobody: number;
  people: number;
  off_hours: number;
  spread: string;
  most: { id: string; label: string | null; count: number }[];
  rules: Record<string, number>;
}

interface Fate {
  id: string | null;
  label: string | null;
  pool: string | null;
  rule: string | null;
}

/** The past by a draft and by what is in force. */
export interface Replayed {
  days: number;
  records: number;
  live: Figures | null;
  draft: Figures;
  live_number: number | null;
  changed: number;
  items: { id: string; label: string; was: Fate; now: Fate }[];
}

export interface Load {
  person: Reference;
  load: number;
  away: string | null;
  until: string | null;
  regions: string[];
  skills: string[];
}
