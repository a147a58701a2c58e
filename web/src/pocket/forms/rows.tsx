import { useEffect, useRef, useState, type ReactNode } from "react";
import { Refusal } from "@/app/api";
import { newId } from "@/app/ids";
import { useLabel, useWords } from "@/app/language";
import type { Field, Filter, ObjectShape, RecordRow, Value } from "@/app/shapes";
import { isBlank, sameValue, toWire } from "@/app/values";
import type { TablePlace } from "@/forms/layout";
import { tableColumns } from "@/records/columns-of";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Failed, Loading } from "@/ui/states";
import { change, create, remove, useObject, useRowsOf } from "../data";
import { pocketKindOf } from "../fields";
import { Failing } from "../parts/failing";
import { More } from "../parts/more";
import { Sheet } from "../parts/sheet";
import { useShownValue } from "../parts/shown";
import { FieldRow } from "./field-row";
import { usePocketFormWords } from "./words";
import "../parts/pick.css";
import "./forms.css";

interface RowsProps {
  table: TablePlace;
  /** The record the rows belong to; null while it is being made. */
  id: string | null;
  /** Read inside another sheet; changed on the form. */
  readOnly?: boolean;
}

/** The records that point at one, as cards; each is kept, refused and taken away for itself. */
export function Rows({ table, id, readOnly = false }: RowsProps) {
  const { data: shape } = useObject(table.object);
  const by = shape?.fields.find((each) => each.name === table.by);
  if (!shape || !by) return null;
  return <Cards shape={shape} by={by} said={table.columns} id={id} readOnly={readOnly} />;
}

interface CardsProps {
  shape: ObjectShape;
  by: Field;
  said: readonly string[];
  id: string | null;
  readOnly: boolean;
}

function Cards({ shape, by, said, id, readOnly }: CardsProps) {
  const words = usePocketFormWords();
  const label = useLabel();
  const filter: Filter = [by.name, "=", id];
  const dated = shape.fields.some((each) => each.name === "created_at");
  const found = useRowsOf(shape.name, filter, dated ? "created_at" : "", id !== null);
  const [open, setOpen] = useState<RecordRow | "new" | null>(null);
  const rows = found.data?.pages.flatMap((page) => page.items) ?? [];
  const columns = tableColumns(shape, by.name, said);
  const name = label(shape.label, shape.name);
  const note = rows.length > 0 ? words.rows(rows.length) : null;
  const Frame = readOnly ? Inside : Sheet;
  return (
    <Frame title={name} note={note}>
      {id === null ? <p className="sm mut">{words.rowsLater}</p> : null}
      {found.error ? <Failed cause={found.error} onRetry={() => void found.refetch()} /> : null}
      {id !== null && found.isPending ? <Loading lines={2} /> : null}
      {found.data && rows.length === 0 ? <p className="sm mut">{words.noRows}</p> : null}
      <ul className="cards">
        {rows.map((row) => (
          <li key={row.id}>
            <Card
              shape={shape}
              columns={columns}
              row={row}
              onOpen={shape.can.write && !readOnly ? () => setOpen(row) : null}
            />
          </li>
        ))}
      </ul>
      <More
        has={found.hasNextPage}
        busy={found.isFetchingNextPage}
        onMore={() => void found.fetchNextPage()}
      />
      {id !== null && shape.can.create && !readOnly ? (
        <Button wide icon="plus" onClick={() => setOpen("new")}>
          {words.addRow(name)}
        </Button>
      ) : null}
      {open && id !== null ? (
        <RowForm
          shape={shape}
          columns={columns}
          row={open === "new" ? null : open}
          parent={{ [by.name]: id }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Frame>
  );
}

interface InsideProps {
  title: string;
  note: string | null;
  children: ReactNode;
}

function Inside({ title, note, children }: InsideProps) {
  return (
    <section aria-label={title}>
      <h3 className="facts-h row">
        <span className="grow">{title}</span>
        <span className="sm mut">{note}</span>
      </h3>
      {children}
    </section>
  );
}

interface CardProps {
  shape: ObjectShape;
  columns: Field[];
  row: RecordRow;
  onOpen: (() => void) | null;
}

function Card({ shape, columns, row, onOpen }: CardProps) {
  const words = usePocketFormWords();
  const label = useLabel();
  const shown = useShownValue();
  const title = String(row[shape.title] ?? "");
  const facts = columns.filter((field) => field.name !== shape.title && !isBlank(row[field.name]));
  return (
    <article className="card" aria-label={title}>
      <div className="card-h">
        <b>{title}</b>
        {onOpen ? (
          <button type="button" className="tap" aria-label={`${words.changeRow}: ${title}`} onClick={onOpen}>
            <Icon name="edit" />
          </button>
        ) : null}
      </div>
      {facts.length > 0 ? (
        <dl>
          {facts.map((field) => (
            <div key={field.name}>
              <dt>{label(field.label, field.name)}</dt>
              <dd>{shown(field, row[field.name])}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </article>
  );
}

interface RowFormProps {
  shape: ObjectShape;
  columns: Field[];
  row: RecordRow | null;
  parent: Record<string, string>;
  onClose: () => void;
}

/** What is typed of one row, and its writes; each stops at its own refusal. */
function useRow({ shape, columns, row, parent, onClose }: RowFormProps) {
  const [typed, setTyped] = useState<Record<string, Value>>({});
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<unknown>(null);
  const [key] = useState(newId);
  const [made] = useState(newId);
  const called = typed[shape.title] ?? row?.[shape.title];
  const about = { object: shape.name, id: row?.id ?? made, label: typeof called === "string" ? called : "" };
  const values = { ...row, ...typed } as Record<string, Value | undefined>;
  const changed = columns.filter((field) =>
    row
      ? field.name in typed && !sameValue(field, row[field.name], typed[field.name])
      : !isBlank(typed[field.name]),
  );
  const mark = (name: string, on: boolean) =>
    setBusy((all) => new Set(on ? [...all, name] : [...all].filter((each) => each !== name)));
  const run = async (write: () => Promise<unknown>) => {
    if (busy.size > 0) return;
    mark("", true);
    setFailure(null);
    try {
      await write();
      onClose();
    } catch (cause) {
      setFailure(cause);
      mark("", false);
    }
  };
  const save = () =>
    run(() => {
      const wire = Object.fromEntries(changed.map((field) => [field.name, toWire(field, typed[field.name])]));
      const shown = Object.fromEntries(changed.map((field) => [field.name, typed[field.name] ?? null]));
      if (row) return change(about, { fields: wire, shown }, row.version);
      const of = Object.fromEntries(
        Object.entries(parent).map(([name, at]) => [name, { id: at, label: "" }]),
      );
      return create(about, { fields: { ...wire, ...parent }, shown: { ...shown, ...of } }, key);
    });
  const drop = () => run(() => (row ? remove(about, row.version) : Promise.resolve("done")));
  const put = (name: string, value: Value) => setTyped((before) => ({ ...before, [name]: value }));
  return { values, changed, busy, mark, failure, save, drop, put };
}

function RowForm(props: RowFormProps) {
  const { shape, columns, row, onClose } = props;
  const words = usePocketFormWords();
  const shared = useWords();
  const label = useLabel();
  const frame = useRef<HTMLDialogElement>(null);
  const { values, changed, busy, mark, failure, save, drop, put } = useRow(props);
  const faults = failure instanceof Refusal ? failure.fields : {};
  const title = row ? words.changeRow : words.addRow(label(shape.label, shape.name));
  useEffect(() => {
    if (!frame.current?.open) frame.current?.showModal();
  }, []);
  return (
    <dialog
      ref={frame}
      className="pick row-form"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === frame.current) onClose();
      }}
    >
      <div className="pick-h">
        <h2 className="grow">{title}</h2>
        <button type="button" className="tap" aria-label={shared.close} onClick={onClose}>
          <Icon name="x" size="l" />
        </button>
      </div>
      <div className="pick-b">
        <Sheet>
          {failure ? <Failing cause={failure} /> : null}
          <div className="pf">
            {columns.map((field) => (
              <FieldRow
                key={field.name}
                id={`row-${field.name}`}
                field={field}
                required={field.required}
                locked={!field.writable || !pocketKindOf(field)}
                value={values[field.name]}
                fault={faults[field.name]}
                onChange={put}
                onBusy={mark}
              />
            ))}
          </div>
        </Sheet>
      </div>
      <div className="dock">
        <Button kind="ink" wide disabled={busy.size > 0 || changed.length === 0} onClick={() => void save()}>
          {words.keepRow}
        </Button>
        {row && shape.can.delete ? (
          <Button wide icon="trash" disabled={busy.size > 0} onClick={() => void drop()}>
            {words.removeRow}
          </Button>
        ) : null}
      </div>
    </dialog>
  );
}
