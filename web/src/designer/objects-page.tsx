import { useState } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { ObjectShape } from "@/app/shapes";
import { Page } from "@/desk/page";
import { Button, Failed, Loading, Section, Table, type Column } from "@/ui";
import { useDesigning, useRemovedObjects } from "./api";
import { DeskOnly } from "./desk-only";
import { HistoryList } from "./history-list";
import { NewObject } from "./new-object";
import { RemovedList } from "./removed-list";
import { useDesignerWords } from "./words";
import "@/records/records.css";
import "./designer.css";

/** Every object there is, with its fields to count; a door to each. */
export function ObjectsPage() {
  return (
    <DeskOnly>
      <Objects />
    </DeskOnly>
  );
}

function Objects() {
  const words = useDesignerWords();
  const { data: objects, error, refetch } = useObjects();
  const { data: removed = [] } = useRemovedObjects();
  const { restoreObject } = useDesigning();
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  const own = objects?.filter((shape) => shape.custom) ?? [];
  const shipped = objects?.filter((shape) => !shape.custom) ?? [];
  const panel = adding ? <NewObject onClose={() => setAdding(false)} /> : null;
  return (
    <Page title={words.title} panel={panel}>
      <header className="list-h">
        <h1>{words.title}</h1>
        <span className="mut grow">{words.note}</span>
        <Button small kind="ink" icon="plus" onClick={() => setAdding(true)}>
          {words.newObject}
        </Button>
      </header>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {objects ? null : <Loading lines={6} />}
      <div className="stack">
        {own.length > 0 ? (
          <Section title={words.own}>
            <Table label={words.own} columns={columns} rows={own} keyOf={(shape) => shape.name} />
          </Section>
        ) : null}
        {objects ? (
          <Section title={words.shipped}>
            <Table label={words.shipped} columns={columns} rows={shipped} keyOf={(shape) => shape.name} />
          </Section>
        ) : null}
        <RemovedList title={words.removedObjects} removed={removed} onRestore={restoreObject} />
        <HistoryList />
      </div>
    </Page>
  );
}

function useColumns(): Column<ObjectShape>[] {
  const words = useDesignerWords();
  const label = useLabel();
  const count = (shape: ObjectShape) => shape.fields.filter((field) => field.custom).length;
  return [
    {
      key: "label",
      head: words.objects,
      cell: (shape) => <Link to={`/design/${shape.name}`}>{label(shape.label, shape.name)}</Link>,
      width: "34%",
    },
    {
      key: "name",
      head: words.name,
      cell: (shape) => <code className="sm mut">{shape.name}</code>,
      width: "30%",
    },
    {
      key: "fields",
      head: words.fields,
      figure: true,
      cell: (shape) => words.fieldsOf(number(count(shape)), number(shape.fields.length)),
    },
    {
      key: "open",
      head: "",
      figure: true,
      cell: (shape) => <Link to={`/o/${shape.name}`}>{words.open}</Link>,
    },
  ];
}
