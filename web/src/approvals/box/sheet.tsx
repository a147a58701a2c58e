import { useState } from "react";
import { Link } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObject } from "@/app/queries";
import type { Value } from "@/app/shapes";
import { Empty, Failed, Loading, Section } from "@/ui";
import { Refusal } from "@/app/api";
import { useSheet, type Box, type Sheet } from "../api";
import { useDue } from "../spoken";
import { useApprovalWords } from "../words";
import { About } from "./about";
import { LogList } from "../parts/log";
import { Rail } from "../parts/rail";
import { StateWord } from "../parts/state";
import { Verbs } from "./verbs";

interface SheetViewProps {
  id: string;
  box: Box;
  /** What is read after this one is done. */
  next: string | null;
}

export function SheetView({ id, box, next }: SheetViewProps) {
  const words = useApprovalWords();
  const { data, error, refetch } = useSheet(id);
  return (
    <article className="ap-paper" aria-label={data?.title ?? words.title}>
      <Link className="sm ap-back" to={`/approvals?box=${box}`}>
        {words.back}
      </Link>
      {error instanceof Refusal && error.status === 404 ? (
        <Empty title={error.message}>{error.remedy}</Empty>
      ) : error ? (
        <Failed cause={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data ? <Whole sheet={data} box={box} next={next} /> : null}
    </article>
  );
}

function Whole({ sheet, box, next }: { sheet: Sheet; box: Box; next: string | null }) {
  const words = useApprovalWords();
  const label = useLabel();
  const me = useMe().data;
  const shape = useObject(sheet.about.object).data;
  const [edits, setEdits] = useState<Record<string, Value>>({});
  const mine = sheet.steps.flatMap((step) => step.tasks).find((task) => task.id === sheet.may.decide);
  const due = useDue(me?.now ?? "")(mine?.due_at);
  const told = [
    sheet.number ?? "",
    label(sheet.flow.label, sheet.flow.key),
    words.version(number(sheet.flow.version)),
    words.by(sheet.starter.label ?? "", `${shortDay(sheet.started_at)} ${clock(sheet.started_at)}`),
  ];
  return (
    <>
      <header className="ap-h">
        <h2 className="song">{sheet.title}</h2>
        <p className="row sm mut">
          <span className="grow">{told.filter(Boolean).join(" · ")}</span>
          {due ? <span className={due.look}>{due.text}</span> : null}
          <StateWord state={sheet.state} />
        </p>
      </header>
      {me?.view_as ? null : <Verbs sheet={sheet} edits={edits} box={box} next={next} />}
      {sheet.note ? (
        <Section thin title={words.note}>
          <p className="ap-note">{sheet.note}</p>
        </Section>
      ) : null}
      <div className="ap-cols">
        <About sheet={sheet} shape={shape} edits={edits} onEdit={setEdits} />
        <div className="stack">
          <Section thin title={words.steps}>
            <Rail sheet={sheet} now={me?.now ?? sheet.started_at} />
          </Section>
          <Section thin title={words.log}>
            <LogList sheet={sheet} />
          </Section>
        </div>
      </div>
    </>
  );
}
