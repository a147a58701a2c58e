import type { Label } from "@/app/language";
import type { Filter } from "@/app/shapes";
import type { RoleName } from "@/designing/who";

export type Events = "created" | "updated" | "deleted" | "restored";
export type Values = Record<string, unknown>;

export interface RecordWhen {
  on: "record";
  events: Events[];
  fields?: string[] | null;
  from?: Values | null;
  to?: Values | null;
}

export interface ScheduleWhen {
  on: "schedule";
  every: "hour" | "day" | "week" | "month";
  at: string;
  weekday?: number | null;
  day?: number | null;
  working_days?: boolean;
  /** Once for each record that matches, or once in all. */
  each?: boolean;
}

export interface Span {
  hours?: number | null;
  days?: number | null;
}

/** Records of another object that refer to this one by `link`, with a moment; `field` one of `types`. */
export interface Last {
  object: string;
  link: string;
  time: string;
  field?: string | null;
  types?: string[] | null;
}

export interface IdleWhen {
  on: "idle";
  since: string;
  for: Span;
  in: "calendar" | "working";
  stage?: string | string[] | null;
  last?: Last | null;
}

export interface SignalWhen {
  on: "signal";
  name: string;
}

export interface MetricWhen {
  on: "metric";
  metric: string;
  by: string;
  group: string | null;
  test: string;
  value: string;
  running: number;
  wait_hours: number;
}

export interface WebhookWhen {
  on: "webhook";
}

export type When = RecordWhen | ScheduleWhen | IdleWhen | SignalWhen | MetricWhen | WebhookWhen;
export type WhenKind = When["on"];

export interface Condition {
  filter?: Filter | null;
  formula?: string | null;
  old?: Values | null;
}

export interface Step {
  action: string;
  /** `$record`, a field that refers to another record, or none. */
  record?: string | null;
  input: Values;
}

export interface Limit {
  count: number;
  per: "hour" | "day";
}

export interface Rule {
  key: string;
  label: Label;
  object: string | null;
  order: number;
  enabled: boolean;
  stop: boolean;
  /** Fires a single time for the record, or for the one a field refers to. */
  once?: string | null;
  limit: Limit | null;
  imports: boolean;
  standing?: boolean;
  when: When;
  if: Condition | null;
  then: Step[];
}

export type RuleState = "draft" | "live" | "paused" | "retired";

/** A rule as the list tells it; `revision` is its draft's, 0 where there is none. */
export interface RuleLine {
  key: string;
  label: Label;
  object: string | null;
  state: RuleState;
  order: number;
  when: When;
  version: number | null;
  revision: number;
  /** Of the last 30 days. */
  fired: number;
  failed: number;
  dead: number;
}

export interface RuleVersion {
  version: number;
  at: string;
  by: string | null;
  retired: boolean;
  rule: Rule | null;
}

/** One rule with its draft, what is in force, and every version. */
export interface RuleDesign extends Omit<RuleLine, "when"> {
  draft: Rule | null;
  published: Rule | null;
  versions: RuleVersion[];
  /** It has a secret address. */
  hook: boolean;
}

/** A part of an action's input, as JSON schema spells it. */
export interface Schema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

export interface ActionShape {
  name: string;
  label: Label;
  input: Schema;
  /** Blanks it fills in by itself, as `$last_activities`. */
  facts: string[];
}

export interface Vocabulary {
  actions: ActionShape[];
  signals: { name: string; label: Label }[];
  roles: RoleName[];
  triggers: { on: string; facts: string[] }[];
}

/** A part of a condition and whether it holds, or a value it was judged by. */
export type WhyLine = { part: string; holds: boolean } | { field: string; value: unknown };

export interface FilledStep {
  action: string;
  record: string | null;
  input: Values;
}

export interface Tried {
  would: boolean;
  why: WhyLine[];
  steps: FilledStep[];
}

export interface Replayed {
  count: number;
  items: { record: { id: string; label?: string | null }; at: string; why: WhyLine[] }[];
  truncated: boolean;
}

export type RunState = "done" | "skipped" | "failed" | "waiting" | "dead";

export interface RunStep {
  action: string;
  state: string;
  result?: Values | null;
  error?: { code: string; facts?: Values; fields?: Record<string, string>; message?: string } | null;
}

export interface Run {
  id: string;
  rule: string;
  version: number;
  object: string | null;
  record: string | null;
  episode: string;
  at: string;
  state: RunState;
  why: Values;
  steps: RunStep[];
  tries: number;
  because_event: string | null;
  next_at: string | null;
}

/** What a rule passed over, counted by reason, with the last one as an example. */
export interface PassedOver {
  rule: string;
  reason: string;
  count: number;
  last_at: string;
  object: string | null;
  record: string | null;
  why: Values;
}
