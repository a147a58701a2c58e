import { useState } from "react";
import { useParams } from "react-router";
import { clock, shortDay } from "@/app/format";
import { useLabel, useLanguage, useWords } from "@/app/language";
import type { Value } from "@/app/shapes";
import { asText, isBlank } from "@/app/values";
import { fieldOf, shownFields } from "@/approvals/about";
import { useSheet, type Sheet as ApprovalSheet } from "@/approvals/api";
import { LogList } from "@/approvals/parts/log";
import { Rail } from "@/approvals/parts/rail";
import { StateWord } from "@/approvals/parts/state";
import { useDue } from "@/approvals/spoken";
import { useApprovalWords } from "@/approvals/words";
import { LinkButton } from "@/ui/button";
import { Failed } from "@/ui/states";
import { useObject, useWho } from "../data";
import { FieldRow } from "../forms/field-row";
import { roomOf } from "../forms/rooms";
import { Sheet } from "../parts/sheet";
import { useShownValue } from "../parts/shown";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { Verbs } from "./verbs";
import "../forms/forms.css";
import "./approvals.css";

/** One approval on the phone: what is asked, where it stands, and the answer within reach of the thumb. */
export function Approval() {
  const words = useApprovalWords();
  const { id = "" } = useParams();
  const me = useWho();
  const { data, error, refetch } = useSheet(id);
  const [edits, setEdits] = useState<Record<string, Value>>({});
  return (
    <Page
      title={data?.title ?? words.title}
      up="/approvals"
      dock={data && !me.view_as ? <Verbs key={data.may.decide} sheet={data} edits={edits} /> : undefined}
    >
      {error && !data ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting lines={8} /> : null}
      {data ? (
        <>
          <Head sheet={data} />
          <About
            sheet={data}
            edits={edits}
            onEdit={(name, value) => setEdits((before) => ({ ...before, [name]: value }))}
          />
          <Sheet title={words.steps}>
            <Rail sheet={data} now={me.now} />
          </Sheet>
          <details className="sheet ap-log">
            <summary>{words.log}</summary>
            <LogList sheet={data} />
          </details>
        </>
      ) : null}
    </Page>
  );
}

function Head({ sheet }: { sheet: ApprovalSheet }) {
  const words = useApprovalWords();
  const label = useLabel();
  const { now } = useWho();
  const mine = sheet.steps.flatMap((step) => step.tasks).find((task) => task.id === sheet.may.decide);
  const due = useDue(now)(mine?.due_at);
  const when = `${shortDay(sheet.started_at)} ${clock(sheet.started_at)}`;
  return (
    <Sheet title={label(sheet.flow.label, sheet.flow.key)} note={<StateWord state={sheet.state} />}>
      <p className="mut">{words.by(sheet.starter.label ?? "", when)}</p>
      {mine?.on_behalf?.label ? <p className="mut">{words.behalf(mine.on_behalf.label)}</p> : null}
      {due ? <p className={due.look}>{due.text}</p> : null}
      {sheet.note ? <p className="ap-note">{sheet.note}</p> : null}
    </Sheet>
  );
}

interface AboutProps {
  sheet: ApprovalSheet;
  edits: Record<string, Value>;
  onEdit: (name: string, value: Value) => void;
}

function About({ sheet, edits, onEdit }: AboutProps) {
  const words = useApprovalWords();
  const label = useLabel();
  const language = useLanguage();
  const shared = useWords();
  const shape = useObject(sheet.about.object).data;
  const shown = useShownValue();
  const changed = new Map(sheet.changed.map((each) => [each.name, each]));
  const fields = shownFields(sheet).map((said) => ({ said, field: fieldOf(said, shape) }));
  const open = fields.filter(({ field }) => sheet.may.edit.includes(field.name));
  const shut = fields.filter(({ field }) => !sheet.may.edit.includes(field.name));
  return (
    <Sheet
      title={sheet.about.label ?? words.about}
      note={sheet.changed.length > 0 ? words.changed(sheet.changed.length) : words.unchanged}
    >
      {open.map(({ said, field }) => (
        <FieldRow
          key={field.name}
          id={`ap-${field.name}`}
          field={field}
          required={false}
          locked={false}
          value={edits[field.name] ?? said.value}
          fault={undefined}
          onChange={onEdit}
          onBusy={() => undefined}
        />
      ))}
      <dl className="facts">
        {shut.map(({ said, field }) => {
          const before = changed.get(field.name);
          return (
            <div key={field.name}>
              <dt>{label(field.label, field.name)}</dt>
              <dd>
                {isBlank(said.value) ? shared.blank : shown(field, said.value)}
                {before ? (
                  <span className="ap-was wait">
                    {words.changedFrom(
                      isBlank(before.then) ? shared.blank : asText(field, before.then, language, shared),
                    )}
                  </span>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
      {sheet.about.there ? (
        <LinkButton small to={`${roomOf(sheet.about.object)}/${sheet.about.id}`}>
          {words.openRecord}
        </LinkButton>
      ) : null}
    </Sheet>
  );
}
