import { useId, type ReactNode } from "react";
import { Choose } from "@/access/choose";
import { number } from "@/app/format";
import type { ObjectShape } from "@/app/shapes";
import { NumberField, TwoNames } from "@/designing/parts";
import { FormulaEditor } from "@/formula";
import { Input, Labelled } from "@/ui";
import { People } from "./people";
import type { RoleName } from "@/designing/who";
import { FieldsForm } from "./fields-form";
import { LimitForm } from "./limit-form";
import { placeOf, type Path } from "./model";
import type { Mode, Power, StepNode } from "./shapes";
import { useFlowWords } from "./words";

const MODES: Mode[] = ["any", "all", "serial", "vote"];
const POWERS: Power[] = ["add_signer", "transfer", "return"];
const EMPTY = ["admin", "head", "skip", "refuse"] as const;
const REPEAT = ["skip", "ask"] as const;

export interface StepFormProps {
  step: StepNode;
  path: Path;
  shape: ObjectShape;
  roles: readonly RoleName[];
  /** Its key was published. */
  fixed: boolean;
  faults: Record<string, string>;
  onChange: (change: Partial<StepNode>) => void;
}

/** One step: who, how, until when, what they see, what they may. */
export function StepForm(props: StepFormProps) {
  const { step, path, fixed, faults, onChange } = props;
  const words = useFlowWords();
  const id = useId();
  const fault = (part: string) => faults[`${placeOf(path)}.${part}`];
  return (
    <>
      <div className="form-1">
        <TwoNames
          zh={words.labelZh}
          en={words.labelEn}
          value={step.label}
          fault={fault("label")}
          onChange={(label) => onChange({ label })}
        />
        <Labelled id={`${id}-key`} label={words.stepKey} fault={fault("key")}>
          <Input
            id={`${id}-key`}
            value={step.key}
            maxLength={48}
            disabled={fixed}
            invalid={fault("key") !== undefined}
            onText={(key) => onChange({ key })}
          />
        </Labelled>
      </div>
      <Asked {...props} />
      <LimitForm {...props} />
      <FieldsForm {...props} />
      <Rest {...props} />
    </>
  );
}

export function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="fw-part" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      {children}
      {note ? <p className="sm dim">{note}</p> : null}
    </section>
  );
}

function Asked({ step, path, shape, roles, faults, onChange }: StepFormProps) {
  const words = useFlowWords();
  const id = useId();
  const place = placeOf(path);
  return (
    <Part title={words.who}>
      <People
        label={words.who}
        value={step.who}
        shape={shape}
        roles={roles}
        place={`${place}.who`}
        faults={faults}
        onChange={(who) => onChange({ who })}
      />
      <div>
        <p className="lb">{words.mode}</p>
        <div className="seg fw-modes" role="group" aria-label={words.mode}>
          {MODES.map((mode) => (
            <button
              key={mode}
              type="button"
              aria-pressed={step.mode === mode}
              onClick={() => onChange({ mode, ...(mode === "vote" ? { pass: step.pass || "0.5" } : {}) })}
            >
              {words.modes[mode]}
            </button>
          ))}
        </div>
        <p className="sm dim">{words.modeNotes[step.mode]}</p>
        {faults[`${place}.mode`] ? <p className="sm risk">{faults[`${place}.mode`]}</p> : null}
      </div>
      {step.mode === "vote" ? (
        <NumberField
          label={words.pass}
          unit={words.passUnit}
          value={Math.round(Number(step.pass || 0.5) * 100)}
          fault={faults[`${place}.pass`]}
          onNumber={(share) => onChange({ pass: share === null ? "" : String(share / 100) })}
        />
      ) : null}
      <Labelled id={id} label={words.when} note={words.whenNote} fault={faults[`${place}.when`]}>
        <FormulaEditor
          id={id}
          object={shape.name}
          value={step.when ?? ""}
          onChange={(when) => onChange({ when: when || null })}
        />
      </Labelled>
    </Part>
  );
}

/** What becomes of odd cases, who is told, what approvers may do beside yes and no. */
function Rest({ step, path, shape, roles, faults, onChange }: StepFormProps) {
  const words = useFlowWords();
  const place = placeOf(path);
  const may = new Set(step.may ?? POWERS);
  const toggle = (power: Power, on: boolean) =>
    onChange({ may: POWERS.filter((each) => (each === power ? on : may.has(each))) });
  return (
    <>
      <Part title={words.sections.more}>
        <label className="dg-line">
          {words.onEmpty}
          <Choose
            label={words.onEmpty}
            value={step.on_empty ?? "admin"}
            options={EMPTY.map((value) => ({ value, label: words.onEmpties[value] }))}
            onChange={(on_empty) => onChange({ on_empty })}
          />
        </label>
        <label className="dg-line">
          {words.onRepeat}
          <Choose
            label={words.onRepeat}
            value={step.on_repeat ?? "skip"}
            options={REPEAT.map((value) => ({ value, label: words.onRepeats[value] }))}
            onChange={(on_repeat) => onChange({ on_repeat })}
          />
        </label>
        <fieldset className="fw-ticks">
          <legend className="lb">{words.may}</legend>
          {POWERS.map((power) => (
            <label key={power}>
              <input
                type="checkbox"
                className="tick"
                checked={may.has(power)}
                onChange={(event) => toggle(power, event.target.checked)}
              />
              {words.powers[power]}
            </label>
          ))}
        </fieldset>
      </Part>
      <Part title={words.copyTo} note={words.copyNote}>
        <People
          label={words.copyTo}
          value={step.copy ?? []}
          shape={shape}
          roles={roles}
          place={`${place}.copy`}
          faults={faults}
          onChange={(copy) => onChange({ copy })}
        />
      </Part>
    </>
  );
}

/** A share as people say it: 0.5 is 50. */
export const percent = (share: string | null | undefined): string =>
  number(Math.round(Number(share || 0.5) * 100));
