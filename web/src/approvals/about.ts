import type { Field, ObjectShape } from "@/app/shapes";
import { isBlank } from "@/app/values";
import type { Sheet, SheetField } from "./api";

/** A field of a sheet as fields are drawn everywhere; where the reader knows its object, as that says it. */
export function fieldOf(said: SheetField, shape: ObjectShape | undefined): Field {
  const known = shape?.fields.find((field) => field.name === said.name);
  if (known) return known;
  return {
    id: said.name,
    state: "live",
    name: said.name,
    label: said.label,
    type: said.type,
    options: said.choices ? { choices: said.choices } : null,
    required: false,
    unique: false,
    personal: false,
    writable: said.edit,
    sortable: false,
    filterable: false,
    operators: [],
    custom: false,
  };
}

/** What is worth reading first: what may be corrected, what changed, then what is filled in. */
export function shownFields({ about, changed }: Pick<Sheet, "about" | "changed">): SheetField[] {
  const other = new Set(changed.map((each) => each.name));
  const rank = (field: SheetField) => (field.edit ? 0 : other.has(field.name) ? 1 : 2);
  return about.fields
    .filter((field) => rank(field) < 2 || !isBlank(field.value))
    .sort((a, b) => rank(a) - rank(b));
}
