import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel, useWords } from "@/app/language";
import { refresh, useMe, useObjects, useRecords } from "@/app/queries";
import type { Field, Filter, ObjectShape, RecordRow, Value } from "@/app/shapes";
import { isBlank, toWire } from "@/app/values";
import { createRecord, deleteRecord, patchRecord } from "@/app/writes";
import { useDeskWords } from "@/desk/words";
import { kindOf, ShowValue } from "@/fields";
import { itemsOf as formItems } from "@/forms/layout";
import { useForm } from "@/forms/queries";
import { Button, Failed, Icon, Section } from "@/ui";
import { tableColumns } from "./columns-of";
import { useFaults } from "./faults";

interface Relation {
  shape: ObjectShape;
  field: Field;
}

/** Objects whose records are items of this one: they go with it, and are edited on its page. */
export function itemsOf(object: string, objects: ObjectShape[]): Relation[] {
  return objects.flatMap((shape) => {
    const field = shape.fields.find(
      (each) =>
        each.custom &&
        each.type === "reference" &&
        each.options?.object === object &&
        each.options.on_delete === "own",
    );
    return field && shape.name !== object ? [{ shape, field }] : [];
  });
}

/** A table for each kind of items a record has, but for those its form has a place for. */
export function Items({ object, id }: { object: string; id: string }) {
  const { data: objects = [] } = useObjects();
  const { data: layout, isPending } = useForm(object, "desk");
  const placed = new Set(layout ? formItems(layout).flatMap((item) => item.table ?? []) : []);
  if (isPending) return null;
  const loose = itemsOf(object, objects).filter(
    ({ shape, field }) => !placed.has(`${shape.name}.${field.name}`),
  );
  return (
    <>
      {loose.map((each) => (
        <ChildTable key={each.shape.name} {...each} id={id} />
      ))}
    </>
  );
}

const MOST = 100;
type Values = Record<string, Value>;

interface ChildTableProps extends Relation {
  id: string;
  /** Columns a form asks for; none: the first ones. */
  said?: readonly string[];
  readOnly?: boolean;
}

/** The records that point at one, row by row; each row is kept, refused and taken away for itself. */
export function ChildTable({ shape, field, id, said = [], readOnly: locked = false }: ChildTableProps) {
  const words = useDeskWords();
  const shared = useWords();
  const label = useLabel();
  const client = useQueryClient();
  const viewing = Boolean(useMe().data?.view_as);
  const readOnly = locked || viewing;
  const filter: Filter = [field.name, "=", id];
  const sort = shape.fields.some((each) => each.name === "created_at") ? "created_at" : "";
  const rows = useRecords(shape.name, { filter, limit: MOST, sort });
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const [open, setOpen] = useState<string | null>(null);
  const columns = tableColumns(shape, field.name, said);
  const told = (record: string) => {
    setOpen(null);
    refresh(client, [{ object: shape.name, record, version: null }]);
  };
  const name = label(shape.label, shape.name);
  return (
    <Section
      thin
      title={name}
      note={words.list.count(number(items.length))}
      extra={
        shape.can.create && !readOnly ? (
          <Button small kind="quiet" icon="plus" onClick={() => setOpen("new")}>
            {words.list.create(name)}
          </Button>
        ) : null
      }
    >
      <table className="tb items" aria-label={name}>
        <thead>
          <tr>
            {columns.map((each) => (
              <th key={each.name} scope="col" className={kindOf(each).figure ? "r" : undefined}>
                {label(each.label, each.name)}
              </th>
            ))}
            <th scope="col">
              <span className="off-screen">{words.record.moreActions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) =>
            open === row.id ? (
              <EditRow
                key={row.id}
                columns={columns}
                row={row}
                onDrop={() => setOpen(null)}
                onSave={async (values) => {
                  await patchRecord(shape.name, row.id, values, row.version);
                  told(row.id);
                }}
              />
            ) : (
              <ShowRow
                key={row.id}
                shape={shape}
                columns={columns}
                row={row}
                onEdit={shape.can.write && !readOnly ? () => setOpen(row.id) : null}
                onRemove={
                  shape.can.delete && !readOnly
                    ? () => deleteRecord(shape.name, row.id, row.version).then(() => told(row.id))
                    : null
                }
              />
            ),
          )}
          {open === "new" ? (
            <EditRow
              columns={columns}
              onDrop={() => setOpen(null)}
              onSave={async (values) => {
                const made = await createRecord(shape.name, { ...values, [field.name]: id });
                told(made.id);
              }}
            />
          ) : null}
        </tbody>
      </table>
      {rows.hasNextPage ? (
        <Button small kind="quiet" onClick={() => void rows.fetchNextPage()}>
          {shared.more}
        </Button>
      ) : null}
      {items.length === 0 && open !== "new" ? (
        <p className="sm dim">{rows.isPending ? "" : words.record.noRelated(name)}</p>
      ) : null}
    </Section>
  );
}

interface ShowRowProps {
  shape: ObjectShape;
  columns: Field[];
  row: RecordRow;
  onEdit: (() => void) | null;
  onRemove: (() => Promise<void>) | null;
}

function ShowRow({ shape, columns, row, onEdit, onRemove }: ShowRowProps) {
  const words = useDeskWords();
  const [cause, setCause] = useState<unknown>(null);
  const name = String(row[shape.title] ?? "");
  return (
    <>
      <tr>
        {columns.map((field) => (
          <td key={field.name} className={kindOf(field).figure ? "r n" : undefined}>
            {field.name === shape.title ? (
              <Link to={`/o/${shape.name}/${row.id}`}>{name}</Link>
            ) : (
              <ShowValue field={field} value={row[field.name]} dense />
            )}
          </td>
        ))}
        <td className="r nowrap">
          {onEdit ? (
            <button type="button" className="tap" aria-label={words.record.edit(name)} onClick={onEdit}>
              <Icon name="edit" size="s" />
            </button>
          ) : null}
          {onRemove ? (
            <button
              type="button"
              className="tap"
              aria-label={`${words.record.remove} ${name}`}
              onClick={() => {
                setCause(null);
                onRemove().catch(setCause);
              }}
            >
              <Icon name="trash" size="s" />
            </button>
          ) : null}
        </td>
      </tr>
      {cause ? <Refused cause={cause} span={columns.length + 1} /> : null}
    </>
  );
}

/** Why a row was not kept or not taken away, under the row it is about. */
function Refused({ cause, span }: { cause: unknown; span: number }) {
  return (
    <tr className="item-no">
      <td colSpan={span}>
        <Failed cause={cause} />
      </td>
    </tr>
  );
}

interface EditRowProps {
  columns: Field[];
  row?: RecordRow;
  onSave: (values: Record<string, unknown>) => Promise<void>;
  onDrop: () => void;
}

function EditRow({ columns, row, onSave, onDrop }: EditRowProps) {
  const words = useDeskWords();
  const label = useLabel();
  const [values, setValues] = useState<Values>({});
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const faults = useFaults(cause);
  const elsewhere = !Object.keys(faults).some((each) => columns.some((column) => column.name === each));
  const save = async () => {
    if (busy) return;
    setBusy(true);
    setCause(null);
    const given = columns.filter((field) => field.name in values && (row || !isBlank(values[field.name])));
    try {
      await onSave(Object.fromEntries(given.map((field) => [field.name, toWire(field, values[field.name])])));
    } catch (refused) {
      setCause(refused);
      setBusy(false);
    }
  };
  return (
    <>
      <tr className="item-e">
        {columns.map((field, at) => {
          const { Edit } = kindOf(field);
          const id = `item-${row?.id ?? "new"}-${field.name}`;
          return (
            <td key={field.name}>
              <label className="off-screen" htmlFor={id}>
                {label(field.label, field.name)}
              </label>
              {field.writable ? (
                <Edit
                  id={id}
                  field={field}
                  value={field.name in values ? values[field.name] : row?.[field.name]}
                  autoFocus={at === 0}
                  invalid={faults[field.name] !== undefined}
                  onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
                />
              ) : (
                <ShowValue field={field} value={row?.[field.name]} dense />
              )}
              {faults[field.name] ? <p className="sm risk">{faults[field.name]}</p> : null}
            </td>
          );
        })}
        <td className="r nowrap">
          <Button small kind="ink" disabled={busy} onClick={() => void save()}>
            {busy ? words.record.saving : words.record.keep}
          </Button>{" "}
          <Button small onClick={onDrop}>
            {words.record.drop}
          </Button>
        </td>
      </tr>
      {cause && elsewhere ? <Refused cause={cause} span={columns.length + 1} /> : null}
    </>
  );
}
