import type { Tree } from "@/formula/evaluate";
import type { Label } from "./language";

/** Shapes of the API, as the contract spells them. */
export interface Me {
  id: string;
  login: string;
  name: string;
  workspace: string;
  locale: "zh" | "en";
  zone: string;
  currency: string;
  now: string;
  roles: { key: string; label: Label }[];
  department: Reference | null;
  permissions: string[];
  view_as: Reference | null;
  demo: boolean;
  /** How large photos are sent: the longest side in pixels, the quality in percent. */
  photos: { side: number; quality: number };
  /** What is asked of a phone; an answer kept by an older version says nothing of it. */
  phone?: {
    pin: "required" | "optional" | "off";
    digits: number;
    iterations: number;
    idle_minutes: number;
    tries: number;
    days: number;
  };
  /** Below these a photo is called dark or blurred on the phone, at once. */
  picture?: { dark: number; blurred: number };
}

export interface Entry {
  login: string;
  name: string;
  role: Label;
}

export interface Reference {
  id: string;
  label: string;
}

/** A link to a record of any object. */
export interface About {
  object: string;
  id: string;
  label?: string;
}

export interface Money {
  amount: string;
  currency: string;
}

export interface Place {
  lat: number;
  lng: number;
  datum: "WGS84" | "GCJ02";
  accuracy_m?: number | null;
}

export interface FileHandle {
  id: string;
  name: string;
  mime: string;
  size: number;
  captured_at?: string | null;
  place?: Place | null;
  source?: string | null;
}

export type FieldType =
  | "text"
  | "long_text"
  | "integer"
  | "decimal"
  | "percent"
  | "money"
  | "date"
  | "time"
  | "boolean"
  | "choice"
  | "choices"
  | "about"
  | "reference"
  | "person"
  | "department"
  | "region"
  | "place"
  | "file"
  | "phone"
  | "email"
  | "url"
  | "auto_number"
  | "photo"
  | "signature"
  | "links"
  | "formula"
  | "lookup"
  | "rollup";

export interface Choice {
  key: string;
  label: Label;
  /** Of kinds of evidence: what comes from a gallery does not count. */
  camera_only?: boolean;
}

export interface Field {
  id: string;
  state: "live" | "building" | "failed";
  name: string;
  label: Label;
  type: FieldType;
  /** The plain type of the values; another than `type` where they are made and not typed in. */
  result?: FieldType;
  options: {
    choices?: Choice[];
    object?: string;
    on_delete?: string;
    indexed?: boolean;
    most?: number;
    camera_only?: boolean;
  } | null;
  required: boolean;
  unique: boolean;
  personal: boolean;
  writable: boolean;
  sortable: boolean;
  filterable: boolean;
  operators: string[];
  custom: boolean;
}

export interface ObjectShape {
  name: string;
  /** Made by a designer here. */
  custom: boolean;
  label: Label;
  title: string;
  can: { create: boolean; write: boolean; delete: boolean; export: boolean };
  /** It moves through a process. */
  staged: boolean;
  fields: Field[];
}

/** A record is flat; what a field holds follows from its type (see contract, Values). */
export type Value =
  | string
  | number
  | boolean
  | null
  | Money
  | Reference
  | Place
  | FileHandle[]
  | Reference[]
  | string[]
  | About;

export interface RecordRow {
  id: string;
  version: number;
  [field: string]: Value | undefined;
}

export interface Page<T> {
  items: T[];
  next: string | null;
  count?: number;
}

export type Filter = [string, string, unknown] | ["and" | "or" | "not", ...Filter[]];

export interface Requirement {
  key: string;
  type: "evidence" | "field" | "formula" | "confirmation";
  kind?: string;
  field?: string;
  formula?: string;
  /** The same as it is read; a process tells it to whoever may read everything in it. */
  tree?: Tree;
  role?: string;
  /** What it is judged by is not ours to know. */
  ask_server?: boolean;
  count?: number;
  within_m?: number | null;
  accuracy_m?: number;
  max_age_days?: number | null;
  camera_only?: boolean;
  slots?: Slot[];
  label: Label;
}

/** A place for one piece, by name. */
export interface Slot {
  key: string;
  label: Label;
  words?: string[];
  measure?: boolean;
}

export interface Reason {
  code: string;
  facts?: Record<string, unknown>;
  evidence?: string | null;
}

export interface Asked extends Requirement {
  have: number;
  short_by: number;
  state: "missing" | "waiting" | "proven";
  why: Reason[];
  remedy?: { action: string; input: Record<string, unknown> } | null;
  /** A confirmation: whose word counts, and whether ours would. */
  confirmed_by?: { id: string; label: string | null }[];
  can_confirm?: boolean;
}

export interface Gate {
  process: string;
  version: number;
  stage: string;
  entered_at: string | null;
  next: string | null;
  advance?: "auto" | "ask" | null;
  open: boolean;
  requirements: Asked[];
  exits: { to: string; fields: string[] }[];
}

export interface ProcessNode {
  key: string;
  label: Label;
  end: null | "won" | "lost";
  advance: "auto" | "ask";
  limit_days: number | null;
  role?: string | null;
  output?: Label | null;
  requires: Requirement[];
}

export interface Process {
  key: string;
  object: string;
  label: Label;
  version: number;
  /** Takes no new records any more. */
  retired?: boolean;
  nodes: ProcessNode[];
}

export interface EventRow {
  cursor: string;
  recorded_at: string;
  occurred_at: string;
  actor: { kind: string; id: string | null; on_behalf?: string | null; label?: string | null };
  action: string;
  object: string;
  record: string;
  version: number | null;
  changes: Record<string, [unknown, unknown]>;
  because: unknown;
}
