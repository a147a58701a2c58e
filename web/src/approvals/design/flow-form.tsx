import { useId } from "react";
import { Choose } from "@/access/choose";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape, Value } from "@/app/shapes";
import { toWire } from "@/app/values";
import { Switch, TwoNames } from "@/designing/parts";
import { kindOf } from "@/fields";
import { FormulaEditor } from "@/formula";
import { Input, Labelled } from "@/ui";
import { PickMany, PickOne, type Option } from "@/ui/antd";
import type { FlowDraft, Start } from "./shapes";
import { useFlowWords } from "./words";

interface FlowFormProps {
  flow: FlowDraft;
  shape: ObjectShape;
  /** Actions that can be held back. */
  actions: readonly Option[];
  faults: Record<string, string>;
  onChange: (flow: FlowDraft) => void;
}

const AFTER = ["again", "there"] as const;
const STARTS = ["none", "action", "field"] as const;
export type StartKind = (typeof STARTS)[number];

export const startKind = (start: Start | null | undefined): StartKind =>
  !start ? "none" : "action" in start ? "action" : "field";

/** What holds for the whole flow: its name, what requests are called, what it holds back. */
export function FlowForm({ flow, shape, actions, faults, onChange }: FlowFormProps) {
  const words = useFlowWords();
  const id = useId();
  const title = typeof flow.title === "string" ? { zh: flow.title, en: flow.title } : flow.title;
  return (
    <div className="form-1">
      <TwoNames
        zh={words.labelZh}
        en={words.labelEn}
        value={flow.label}
        fault={faults.label}
        onChange={(label) => onChange({ ...flow, label })}
      />
      <Labelled id={`${id}-t`} label={words.subject} note={words.subjectNote} fault={faults.title}>
        <Input
          id={`${id}-t`}
          value={title?.zh ?? ""}
          maxLength={120}
          invalid={faults.title !== undefined}
          onText={(zh) => onChange({ ...flow, title: zh })}
        />
      </Labelled>
      <StartForm flow={flow} shape={shape} actions={actions} faults={faults} onChange={onChange} />
      <Terms flow={flow} shape={shape} faults={faults} onChange={onChange} />
      {faults.steps ? <p className="sm risk">{faults.steps}</p> : null}
    </div>
  );
}

function StartForm({ flow, shape, actions, faults, onChange }: FlowFormProps) {
  const words = useFlowWords();
  const id = useId();
  const kind = startKind(flow.start);
  const put = (start: Start | null) => onChange({ ...flow, start });
  const begin = (next: StartKind) =>
    put(next === "none" ? null : next === "action" ? { action: "" } : { field: "", to: null });
  return (
    <>
      <label className="dg-line">
        {words.startTitle}
        <Choose
          label={words.startTitle}
          value={kind}
          options={STARTS.map((value) => ({ value, label: words.starts[value] }))}
          onChange={begin}
        />
      </label>
      {faults.start ? <p className="sm risk">{faults.start}</p> : null}
      {flow.start && "action" in flow.start ? (
        <Labelled id={`${id}-a`} label={words.action} fault={faults["start.action"]}>
          <PickOne
            id={`${id}-a`}
            label={words.action}
            value={flow.start.action || null}
            options={[...actions]}
            onChange={(action) => put({ action: action ?? "" })}
          />
        </Labelled>
      ) : null}
      {flow.start && "field" in flow.start ? (
        <ChangeForm start={flow.start} shape={shape} faults={faults} onChange={put} />
      ) : null}
      {flow.start ? (
        <>
          <p className="sm dim">{words.startNote}</p>
          <Labelled id={`${id}-w`} label={words.startWhen} fault={faults["start.when"]}>
            <FormulaEditor
              id={`${id}-w`}
              object={shape.name}
              value={flow.start.when ?? ""}
              onChange={(when) => put({ ...flow.start, when: when || null } as Start)}
            />
          </Labelled>
        </>
      ) : null}
    </>
  );
}

/** Who may decide his own, what a change takes away, where it goes on after a return. */
function Terms({ flow, shape, faults, onChange }: Omit<FlowFormProps, "actions">) {
  const words = useFlowWords();
  const label = useLabel();
  const id = useId();
  return (
    <>
      <label className="dg-line">
        {words.resubmit}
        <Choose
          label={words.resubmit}
          value={flow.resubmit ?? "again"}
          options={AFTER.map((value) => ({ value, label: words.resubmits[value] }))}
          onChange={(resubmit) => onChange({ ...flow, resubmit })}
        />
      </label>
      <Switch label={words.own} on={flow.own ?? false} onSwitch={(own) => onChange({ ...flow, own })} />
      <Labelled id={id} label={words.void} fault={faults.void}>
        <PickMany
          id={id}
          label={words.void}
          value={flow.void ?? []}
          options={shape.fields
            .filter((each) => each.writable)
            .map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(names) => onChange({ ...flow, void: names })}
        />
      </Labelled>
    </>
  );
}

interface ChangeFormProps {
  start: { field: string; to: unknown };
  shape: ObjectShape;
  faults: Record<string, string>;
  onChange: (start: Start | null) => void;
}

/** A field, and the value it is about to get. */
function ChangeForm({ start, shape, faults, onChange }: ChangeFormProps) {
  const words = useFlowWords();
  const label = useLabel();
  const id = useId();
  const field = shape.fields.find((each) => each.name === start.field);
  return (
    <>
      <Labelled id={`${id}-f`} label={words.startField} fault={faults["start.field"]}>
        <PickOne
          id={`${id}-f`}
          label={words.startField}
          value={start.field || null}
          options={shape.fields
            .filter((each) => each.name !== "id")
            .map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
          onChange={(name) => onChange({ ...start, field: name ?? "", to: null })}
        />
      </Labelled>
      {field ? (
        <Labelled id={`${id}-v`} label={words.startTo} fault={faults["start.to"]}>
          <To id={`${id}-v`} field={field} to={start.to} onChange={(to) => onChange({ ...start, to })} />
        </Labelled>
      ) : null}
    </>
  );
}

interface ToProps {
  id: string;
  field: Field;
  to: unknown;
  onChange: (to: unknown) => void;
}

function To({ id, field, to, onChange }: ToProps) {
  const { Edit } = kindOf(field);
  return (
    <Edit id={id} field={field} value={to as Value} onChange={(value) => onChange(toWire(field, value))} />
  );
}
