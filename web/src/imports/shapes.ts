import type { RefusalBody } from "@/app/api";
import type { Label } from "@/app/language";
import type { FieldType } from "@/app/shapes";

/** How a word of the file was understood. */
export type How = "exact" | "spelled" | "similar" | "none" | "open";
export type DayOrder = "MDY" | "DMY";

export interface Said {
  said: string;
  count: number;
  meant: string | null;
  how: How;
}

export interface GuessedColumn {
  name: string;
  filled: number;
  different: number;
  many: boolean;
  kind: "blank" | "integer" | "decimal" | "date" | "phone" | "address" | "boolean" | "long" | "text";
  samples: string[];
  dates: DayOrder | null;
  dates_unsure: boolean;
  targets: { field: string; by: string[]; object: string | null; values: Record<string, string | null> }[];
  how: "label" | "synonym" | "object" | "part" | "values" | "unique" | null;
  values: Said[];
}

/** A field a column may fill. `late`: only a migration import may. */
export interface Fillable {
  name: string;
  label: Label;
  type: FieldType;
  required: boolean;
  late: boolean;
  matchable: boolean;
  open: boolean;
  choices: { key: string; label: Label }[];
  object: string | null;
  ways: { name: string; label: Label }[];
}

export interface Guess {
  object: string;
  sheet: string | null;
  sheets: string[];
  top: number;
  rows: number;
  more: boolean;
  columns: GuessedColumn[];
  fields: Fillable[];
  match: string[];
  history: boolean;
  missing: string[];
  duplicates: { rows: number; examples: { value: string; count: number }[] };
}

export type ImportState = "checking" | "checked" | "applying" | "done" | "failed" | "undone";

export interface Counts {
  created: number;
  updated: number;
  skipped: number;
  rejected: number;
}

export interface ImportShown extends Counts {
  id: string;
  object: string;
  state: ImportState;
  undoing: boolean;
  dry_run: boolean;
  history: boolean;
  name: string;
  total: number;
  warnings: { code: string; message: string; facts: Record<string, unknown> }[];
  plan: Counts | null;
  undone: { removed: number; restored: number; left: number } | null;
  progress: { at: number; of: number };
  error: RefusalBody | null;
  columns: string[];
  by: string | null;
  created_at: string;
  ended_at: string | null;
}

/** Rows that are looked at for themselves. */
export type RowsOf = "rejected" | "left" | "alike";

export interface ImportRow {
  row: number;
  cells: (string | null)[];
  verdict: string;
  record: string | null;
  reasons: string[];
}

export const isBusy = (held: ImportShown): boolean =>
  held.state === "checking" || held.state === "applying" || held.undoing;
