import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { HistoryList } from "@/designer/history-list";
import { DesignersOnly } from "@/designing/designers-only";
import { Page } from "@/desk/page";
import { Button, Failed, Loading, Section, Table, type Column } from "@/ui";
import { useDesigns, type Design, type Kind } from "./api";
import { KindPanel, Kinds } from "./kinds";
import { NewPanel } from "./new-panel";
import { useProcessWords } from "./words";
import "@/records/records.css";
import "@/designer/designer.css";
import "./design.css";

type Open = { what: "new" } | { what: "kind"; kind: Kind | null } | null;

/** Every process there is, by object, with its versions and records in flight. */
export function ProcessesPage() {
  const words = useProcessWords();
  return (
    <DesignersOnly words={words}>
      <Listed />
    </DesignersOnly>
  );
}

function Listed() {
  const words = useProcessWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { data: designs, error, refetch } = useDesigns(true);
  const { data: objects = [] } = useObjects();
  const [open, setOpen] = useState<Open>(null);
  const columns = useColumns();
  const staged = objects.filter((shape) => designs?.items.some((each) => each.object === shape.name));
  const close = () => setOpen(null);
  const panel =
    open?.what === "new" ? (
      <NewPanel onClose={close} onMade={(key) => void navigate(`/processes/${key}`)} />
    ) : open?.what === "kind" ? (
      <KindPanel key={open.kind?.key ?? ""} kind={open.kind} onClose={close} />
    ) : null;
  return (
    <Page title={words.title} panel={panel}>
      <header className="list-h">
        <h1>{words.title}</h1>
        <span className="mut grow">{words.note}</span>
        <Button small kind="ink" icon="plus" onClick={() => setOpen({ what: "new" })}>
          {words.add}
        </Button>
      </header>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {designs ? null : <Loading lines={6} />}
      <div className="stack">
        {staged.map((shape) => (
          <Section key={shape.name} title={label(shape.label, shape.name)}>
            <Table
              label={label(shape.label, shape.name)}
              columns={columns}
              rows={designs?.items.filter((each) => each.object === shape.name) ?? []}
              keyOf={(each) => each.key}
            />
          </Section>
        ))}
        {designs ? <Kinds kinds={designs.kinds} onOpen={(kind) => setOpen({ what: "kind", kind })} /> : null}
        <HistoryList only={(deed) => deed.process !== null || deed.action.includes("evidence_kind")} />
      </div>
    </Page>
  );
}

const state = (each: Design): "retired" | "changed" | "live" | "draft" => {
  if (each.retired) return "retired";
  if (!each.published) return "draft";
  return each.draft ? "changed" : "live";
};

function useColumns(): Column<Design>[] {
  const words = useProcessWords();
  const label = useLabel();
  return [
    {
      key: "name",
      head: words.columns.name,
      width: "30%",
      cell: (each) => <Link to={`/processes/${each.key}`}>{label(each.label, each.key)}</Link>,
    },
    { key: "key", head: words.key, cell: (each) => <code className="sm mut">{each.key}</code> },
    {
      key: "nodes",
      head: words.columns.nodes,
      figure: true,
      cell: (each) => number((each.published ?? each.draft)?.nodes.length ?? 0),
    },
    {
      key: "version",
      head: words.columns.version,
      figure: true,
      cell: (each) => (each.published ? words.version(number(each.published.version)) : "—"),
    },
    { key: "flight", head: words.columns.flight, figure: true, cell: (each) => <Flight of={each} /> },
    {
      key: "state",
      head: words.columns.state,
      cell: (each) => <span className={each.draft ? "wait" : ""}>{words.states[state(each)]}</span>,
    },
  ];
}

/** How many records are in flight, and how many of them on earlier versions. */
function Flight({ of }: { of: Design }) {
  const words = useProcessWords();
  const all = of.flight.reduce((sum, each) => sum + each.records, 0);
  const older = of.flight
    .filter((each) => each.version !== of.published?.version)
    .reduce((sum, each) => sum + each.records, 0);
  return (
    <>
      {number(all)}
      {older > 0 ? <span className="sm dim"> {words.olderFlight(number(older))}</span> : null}
    </>
  );
}
