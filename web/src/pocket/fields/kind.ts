import type { ComponentType } from "react";
import type { Field, FieldType, Value } from "@/app/shapes";

export interface PocketEditProps {
  id: string;
  field: Field;
  value: Value | undefined;
  invalid: boolean;
  onChange: (value: Value) => void;
  /** Told while something is on its way: the record must not be saved before it has arrived. */
  onBusy: (busy: boolean) => void;
}

/** How one type of field is filled in with a thumb. One file each in `types/`, named as the desk's. */
export interface PocketKind {
  types: readonly FieldType[];
  Edit: ComponentType<PocketEditProps>;
}
