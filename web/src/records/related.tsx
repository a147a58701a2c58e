import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useCount, useMe, useObjects, useRecords } from "@/app/queries";
import type { Field, Filter, ObjectShape, RecordRow } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { ShowValue } from "@/fields";
import { Door, LinkButton, Section } from "@/ui";
import { listAddress } from "./ask";
import { itemsOf } from "./items";

interface Relation {
  shape: ObjectShape;
  field: Field;
}

/** Objects that point at this one, each by its first field that does. */
export function relationsTo(object: string, objects: ObjectShape[]): Relation[] {
  return objects.flatMap((shape) => {
    const field = shape.fields.find((each) => each.type === "reference" && each.options?.object === object);
    return field && shape.name !== object ? [{ shape, field }] : [];
  });
}

/** Lists of what points here; each count opens the full, filtered list. */
export function Related({ object, id, except = [] }: { object: string; id: string; except?: string[] }) {
  const words = useDeskWords();
  const { data: objects = [] } = useObjects();
  const items = new Set(itemsOf(object, objects).map((each) => each.shape.name));
  const relations = relationsTo(object, objects).filter(
    ({ shape }) => !except.includes(shape.name) && !items.has(shape.name),
  );
  if (relations.length === 0) return null;
  return (
    <div className="stack">
      {relations.map(({ shape, field }) => (
        <RelatedList key={shape.name} shape={shape} field={field} id={id} />
      ))}
      <p className="sm dim rel-none">{words.record.unrelated}</p>
    </div>
  );
}

const SHORT = 5;

function RelatedList({ shape, field, id }: Relation & { id: string }) {
  const words = useDeskWords();
  const label = useLabel();
  const me = useMe().data;
  const filter: Filter = [field.name, "=", id];
  const rows = useRecords(shape.name, {
    filter,
    limit: SHORT,
    sort: shape.fields.some((each) => each.name === "created_at") ? "-created_at" : "",
  });
  const count = useCount(shape.name, { filter }).data ?? 0;
  const items = rows.data?.pages[0]?.items ?? [];
  const name = label(shape.label, shape.name);
  const shown = number(count);
  // What only the system makes, and has not made, is nothing to look at.
  if (items.length === 0 && !shape.can.create) return rows.isPending ? <span hidden /> : null;
  const add =
    shape.can.create && !me?.view_as ? (
      <LinkButton small kind="quiet" icon="plus" to={`/o/${shape.name}/new?${field.name}=${id}`}>
        {words.list.create(name)}
      </LinkButton>
    ) : null;
  const note =
    count > 0 ? (
      <Door says={words.list.count(shown)} to={listAddress(shape.name, filter)}>
        {shown}
      </Door>
    ) : null;
  return (
    <Section thin title={name} note={note} extra={add}>
      {items.length === 0 ? (
        <p className="sm dim">{rows.isPending ? "" : words.record.noRelated(name)}</p>
      ) : null}
      <ul className="rel">
        {items.map((row) => (
          <RelatedRow key={row.id} shape={shape} row={row} except={field.name} />
        ))}
      </ul>
    </Section>
  );
}

const SIDE = [
  "amount",
  "stage",
  "state",
  "type",
  "title",
  "decision_role",
  "occurred_at",
  "channel",
  "said_at",
];

function RelatedRow({ shape, row, except }: { shape: ObjectShape; row: RecordRow; except: string }) {
  const title = shape.fields.find((field) => field.name === shape.title);
  const side = SIDE.map((name) => shape.fields.find((field) => field.name === name))
    .filter((field) => field !== undefined)
    .filter((field) => field.name !== except && field.name !== shape.title && row[field.name] !== null)
    .slice(0, 2);
  return (
    <li>
      <Link className="clip" to={`/o/${shape.name}/${row.id}`}>
        {title ? <ShowValue field={title} value={row[title.name]} dense /> : row.id}
      </Link>
      <span className="row mut sm">
        {side.map((field) => (
          <span key={field.name} className="n nowrap">
            <ShowValue field={field} value={row[field.name]} dense />
          </span>
        ))}
      </span>
    </li>
  );
}
