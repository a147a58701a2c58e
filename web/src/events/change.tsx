import { useObject, useRecord } from "@/app/queries";
import { usePeople } from "@/app/people";
import type { Field, Value } from "@/app/shapes";
import { isBlank } from "@/app/values";
import { useWords } from "@/app/language";
import { ShowAs } from "@/fields/show-as";
import { targetOf } from "@/fields/pick-record";

/** A record by its id, as its name; the id's head where it cannot be seen. */
export function NameOf({ object, id }: { object: string; id: string }) {
  const people = usePeople();
  const known = object === "person" ? people.get(id) : undefined;
  const { data: shape } = useObject(object);
  const { data: row } = useRecord(object, id, known === undefined && shape !== undefined);
  const name = known ?? (row && shape ? String(row[shape.title] ?? "") : "");
  return <>{name || `${id.slice(0, 8)}…`}</>;
}

const LINKED = new Set(["reference", "person", "department"]);

/** One side of a change, in words; the log keeps references as bare ids. */
export function EventValue({ field, value }: { field: Field; value: unknown }) {
  const words = useWords();
  if (isBlank(value as Value)) return <>{words.blank}</>;
  if (LINKED.has(field.type) && typeof value === "string")
    return <NameOf object={targetOf(field)} id={value} />;
  return <ShowAs field={field} value={value as Value} />;
}
