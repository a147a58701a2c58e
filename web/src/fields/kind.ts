import type { ComponentType } from "react";
import type { Field, FieldType, Value } from "@/app/shapes";

export type Operator =
  "=" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "between" | "contains" | "starts" | "empty";

export interface EditProps {
  id: string;
  field: Field;
  value: Value | undefined;
  onChange: (value: Value) => void;
  autoFocus?: boolean;
  invalid?: boolean;
}

export interface ShowProps {
  field: Field;
  value: Value;
  /** A row of a list has one line; a page has room. */
  dense: boolean;
}

/** How one type of field is shown, typed in and filtered. One file each in `types/`. */
export interface FieldKind {
  types: readonly FieldType[];
  operators: readonly Operator[];
  Edit: ComponentType<EditProps>;
  /** Plain text where nothing is given. */
  Show?: ComponentType<ShowProps>;
  /** Figures stand right. */
  figure?: boolean;
  /** First width of its column, px. */
  width: number;
  /** Not offered for bulk edit: each record has its own. */
  single?: boolean;
}

export const COMPARE: readonly Operator[] = ["=", "!=", "<", "<=", ">", ">=", "between", "empty"];
export const MATCH: readonly Operator[] = ["=", "!=", "in", "empty"];
