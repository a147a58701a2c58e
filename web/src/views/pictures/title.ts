import type { ObjectShape, RecordRow } from "@/app/shapes";
import { isReference, labelOf } from "@/app/values";

/** What a record is called where there is room for one line: its title, or what it is about. */
export function titleOf(shape: ObjectShape, row: RecordRow): string {
  const title = row[shape.title];
  if (typeof title === "string" && title !== "") return title;
  if (isReference(title)) return title.label;
  const about = shape.fields.find((field) => field.type === "reference" && isReference(row[field.name]));
  return about ? labelOf(row[about.name]) : "—";
}
