import type { Field, FieldType } from "@/app/shapes";
import type { PocketKind } from "./kind";

const found = import.meta.glob<PocketKind>("./types/*.tsx", { eager: true, import: "kind" });
const kinds = new Map<FieldType, PocketKind>();
for (const kind of Object.values(found)) {
  for (const type of kind.types) kinds.set(type, kind);
}

/** Nothing for what the system fills in, and for a type this version does not know: both are only shown. */
export const pocketKindOf = (field: Field): PocketKind | undefined => kinds.get(field.type);
