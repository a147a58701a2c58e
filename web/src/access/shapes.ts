import type { Label } from "@/app/language";
import type { Reference } from "@/app/shapes";

export type Reach = "none" | "own" | "team" | "subtree" | "all";
export const REACHES: Reach[] = ["none", "own", "team", "subtree", "all"];
export type Verb = "create" | "delete" | "export";
export const VERBS: Verb[] = ["create", "delete", "export"];
export type Rule = "hidden" | "read";

export interface Grant {
  read?: Reach;
  write?: Reach;
  create?: boolean;
  delete?: boolean;
  export?: boolean;
  through?: boolean;
}

export type Rules = Record<string, Record<string, Rule>>;

export interface Role {
  key: string;
  label: Label;
  version: number;
  grants: Record<string, Grant>;
  fields: Rules;
  permissions: string[];
  people?: number;
}

export interface Grantable {
  name: string;
  label: Label;
  owned: boolean;
  custom: boolean;
  through: Label[];
  fields: { name: string; label: Label; type: string; custom: boolean; fixed: boolean }[];
}

export interface Permission {
  key: string;
  label: Label;
  about: Label;
}

export interface Roles {
  items: Role[];
  objects: Grantable[];
  permissions: Permission[];
}

export interface Held {
  role: string;
  since: string;
  until: string | null;
}

export interface Placed {
  id: string;
  name: string;
  login: string | null;
  title: string | null;
  joined_on: string | null;
  left_on: string | null;
  department: Reference | null;
  roles: Held[];
  status: "here" | "coming" | "left";
  signs_in: boolean;
  seen_at: string | null;
}

export interface Department {
  id: string;
  name: string;
  parent: string | null;
  people: number;
  head: Reference | null;
  planned: { kind: string; to: string; since: string }[];
}

export interface Share {
  object: string;
  record: { id: string; label: string | null };
  person: Reference;
  may_write: boolean;
  since: string;
  by: Reference | null;
}

export interface Change {
  action: string;
  input: Record<string, unknown>;
}

export interface Counted {
  before: number;
  after: number;
  gained: number;
  lost: number;
  /** By owners alone, because counting took too long. */
  estimated?: boolean;
}

export interface Sides {
  gained: string[];
  lost: string[];
}

export interface ObjectTurn {
  object: string;
  reach: { read: [Reach, Reach]; write: [Reach, Reach] };
  read?: Counted;
  write?: Counted;
  rights?: Sides;
  fields_read?: Sides;
  fields_written?: Sides;
}

export interface Turn {
  person: Reference;
  login: string;
  gone: boolean;
  roles: [string[], string[]];
  objects: ObjectTurn[];
  permissions: Sides;
}

export interface Difference {
  day: string;
  people: Turn[];
  unchanged: number;
  estimated: boolean;
  roles: { role: string; label: Label; new: boolean; removed: boolean }[];
}

export interface Deed {
  id: string;
  at: string;
  actor: { kind: string; id: string | null; label: string | null };
  action: string;
  about: Record<string, string | number | null>;
  changes: Record<string, [unknown, unknown]>;
  names: Record<string, string>;
  undone: boolean;
}
