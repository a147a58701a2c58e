import { useObject, useRecord } from "@/app/queries";
import { usePeople } from "@/app/people";
import type { Field, Value } from "@/app/shapes";
import { asText, holdsFiles, isAbout, isBlank } from "@/app/values";
import { useLanguage, useWords } from "@/app/language";
import { ShowAs } from "@/fields/show-as";
import { number } from "@/app/format";
import { useDeskWords } from "@/desk/words";
import { targetOf } from "@/fields/pick-record";

/** A record by its id, as its name; the id's head where it cannot be seen. */
export function NameOf({ object, id }: { object: string; id: string }) {
  const words = useWords();
  const language = useLanguage();
  const people = usePeople();
  const known = object === "person" ? people.get(id) : undefined;
  const { data: shape } = useObject(object);
  const { data: row } = useRecord(object, id, known === undefined && shape !== undefined);
  const title = shape?.fields.find((field) => field.name === shape.title);
  const name =
    known ?? (row && title ? asText(title, row[title.name], language, { ...words, blank: "" }) : "");
  return <>{name || `${id.slice(0, 8)}…`}</>;
}

const LINKED = new Set(["reference", "person", "department"]);

/** One side of a change, in words; the log keeps references as bare ids. */
export function EventValue({ field, value }: { field: Field; value: unknown }) {
  const words = useWords();
  const desk = useDeskWords();
  if (isBlank(value as Value)) return <>{words.blank}</>;
  if (LINKED.has(field.type) && typeof value === "string")
    return <NameOf object={targetOf(field)} id={value} />;
  if (field.type === "about" && isAbout(value)) return <NameOf object={value.object} id={value.id} />;
  if (field.type === "links" && Array.isArray(value)) {
    return value.map((id, at) => (
      <span key={String(id)}>
        {at > 0 ? ", " : ""}
        <NameOf object={targetOf(field)} id={String(id)} />
      </span>
    ));
  }
  if (holdsFiles(field) && Array.isArray(value)) return <>{desk.deal.filesIn(number(value.length))}</>;
  return <ShowAs field={field} value={value as Value} />;
}
