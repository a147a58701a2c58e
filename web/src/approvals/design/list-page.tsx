import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { HistoryList } from "@/designer/history-list";
import { DesignersOnly } from "@/designing/designers-only";
import { Page } from "@/desk/page";
import { Button, Door, Empty, Failed, Loading, Table, type Column } from "@/ui";
import { listAddress } from "@/records/ask";
import { useActions } from "./actions";
import { useFlows, useRunning, type FlowLine } from "./api";
import { startKind } from "./flow-form";
import { NewPanel } from "./new-panel";
import { useFlowWords } from "./words";
import "@/records/records.css";
import "@/designer/designer.css";
import "./design.css";

/** Every approval flow there is, with what it waits for and how many are under way. */
export function FlowsPage() {
  const words = useFlowWords();
  return (
    <DesignersOnly words={words}>
      <Listed />
    </DesignersOnly>
  );
}

function Listed() {
  const words = useFlowWords();
  const navigate = useNavigate();
  const { data: flows, error, refetch } = useFlows(true);
  const [adding, setAdding] = useState(false);
  const columns = useColumns();
  const add = (
    <Button small kind="ink" icon="plus" onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  );
  const panel = adding ? (
    <NewPanel onClose={() => setAdding(false)} onMade={(key) => void navigate(`/flows/${key}`)} />
  ) : null;
  return (
    <Page title={words.title} panel={panel}>
      <header className="list-h">
        <h1>{words.title}</h1>
        <span className="mut grow">{words.note}</span>
        {flows?.length === 0 ? null : add}
      </header>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {flows || error ? null : <Loading lines={6} />}
      <div className="stack">
        {flows && flows.length > 0 ? (
          <Table label={words.title} columns={columns} rows={flows} keyOf={(each) => each.key} />
        ) : null}
        {flows?.length === 0 ? (
          <Empty title={words.none} action={add}>
            {words.noneText}
          </Empty>
        ) : null}
        <HistoryList only={(deed) => deed.action.includes("flow")} />
      </div>
    </Page>
  );
}

const state = (each: FlowLine): "retired" | "changed" | "live" | "draft" => {
  if (each.retired) return "retired";
  if (each.version === null) return "draft";
  return each.draft ? "changed" : "live";
};

function useColumns(): Column<FlowLine>[] {
  const words = useFlowWords();
  const label = useLabel();
  const running = useRunning(true);
  const { data: objects = [] } = useObjects();
  const objectName = (name: string) => label(objects.find((each) => each.name === name)?.label, name);
  return [
    {
      key: "name",
      head: words.columns.name,
      width: "24%",
      cell: (each) => <Link to={`/flows/${each.key}`}>{label(each.label, each.key)}</Link>,
    },
    { key: "object", head: words.columns.object, cell: (each) => objectName(each.object) },
    { key: "start", head: words.columns.start, width: "26%", cell: (each) => <StartText flow={each} /> },
    {
      key: "steps",
      head: words.columns.steps,
      figure: true,
      cell: (each) => number(each.steps.length),
    },
    {
      key: "version",
      head: words.columns.version,
      figure: true,
      cell: (each) => (each.version === null ? "—" : words.version(number(each.version))),
    },
    {
      key: "running",
      head: words.columns.running,
      figure: true,
      cell: (each) => <Running of={running.get(each.key) ?? 0} flow={each.key} />,
    },
    {
      key: "state",
      head: words.columns.state,
      cell: (each) => <span className={each.draft ? "wait" : ""}>{words.states[state(each)]}</span>,
    },
  ];
}

/** How many are under way; opens them. */
function Running({ of, flow }: { of: number; flow: string }) {
  const words = useFlowWords();
  if (of === 0) return number(of);
  const filter: Filter = ["and", ["flow", "=", flow], ["state", "=", "running"]];
  return (
    <Door says={words.running(number(of))} to={listAddress("approval", filter)}>
      {number(of)}
    </Door>
  );
}

/** What a flow holds back, in one line. */
function StartText({ flow }: { flow: FlowLine }) {
  const words = useFlowWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const actions = useActions(flow.object);
  const { start } = flow;
  if (startKind(start) === "none" || !start) return words.startText.none;
  if ("action" in start) {
    const name = actions.find((each) => each.value === start.action)?.label;
    return words.startText.action(typeof name === "string" ? name : start.action);
  }
  const fields = objects.find((each) => each.name === flow.object)?.fields ?? [];
  const field = fields.find((each) => each.name === start.field);
  const choice = field?.options?.choices?.find((each) => each.key === start.to);
  const to = choice ? label(choice.label, choice.key) : start.to === null ? words.startAny : String(start.to);
  return words.startText.field(label(field?.label, start.field), to);
}
