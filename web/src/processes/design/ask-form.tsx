import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { FormulaEditor } from "@/formula";
import { Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import { type Designs, type RequirementDraft, useFlowChoices } from "./api";
import { NumberField, Switch, TwoNames } from "@/designing/parts";
import { Slots } from "./slots";
import { useProcessWords } from "./words";

interface AskFormProps {
  ask: RequirementDraft;
  shape: ObjectShape;
  designs: Designs;
  /** Where distances are measured to, if anywhere. */
  site: string | null;
  fault: (part: string) => string | undefined;
  onChange: (change: Partial<RequirementDraft>) => void;
}

/** One requirement: what it asks for, by its type. */
export function AskForm(props: AskFormProps) {
  const { ask, fault, onChange } = props;
  const words = useProcessWords();
  const id = useId();
  const Own = {
    evidence: Evidence,
    field: Field,
    formula: Formula,
    confirmation: Confirmation,
    approval: Approval,
  }[ask.type];
  return (
    <div className="form-1">
      <p className="pd-what">
        <b>{words.types[ask.type]}</b>
        <span className="sm dim">{words.typeNotes[ask.type]}</span>
      </p>
      <Own {...props} />
      <TwoNames
        zh={words.askZh}
        en={words.askEn}
        value={ask.label ?? { zh: "", en: "" }}
        fault={fault("label")}
        note={words.askLabelNote}
        onChange={(label) => onChange({ label })}
      />
      <Labelled id={`${id}-key`} label={words.key} fault={fault("key")}>
        <Input id={`${id}-key`} value={ask.key} maxLength={48} onText={(key) => onChange({ key })} />
      </Labelled>
    </div>
  );
}

function Evidence({ ask, designs, site, fault, onChange }: AskFormProps) {
  const words = useProcessWords();
  const label = useLabel();
  const id = useId();
  const kinds = designs.kinds.map((each) => ({ value: each.key, label: label(each.label, each.key) }));
  const always = designs.kinds.find((each) => each.key === ask.kind)?.camera_only ?? false;
  return (
    <>
      <Labelled id={id} label={words.kind} fault={fault("kind")}>
        <PickOne
          id={id}
          label={words.kind}
          value={ask.kind ?? null}
          options={kinds}
          onChange={(kind) => onChange({ kind, label: null })}
        />
      </Labelled>
      <div>
        {ask.slots?.length ? null : (
          <NumberField
            label={words.count}
            unit={words.pieces}
            value={ask.count ?? 1}
            fault={fault("count")}
            onNumber={(count) => onChange({ count: Math.max(1, count ?? 1) })}
          />
        )}
        <NumberField
          label={words.within}
          unit={words.metres}
          none={words.withinOff}
          value={ask.within_m}
          fault={fault("within_m") ?? (ask.within_m && !site ? words.siteNone : undefined)}
          onNumber={(within_m) => onChange({ within_m })}
        />
        {ask.within_m ? (
          <NumberField
            label={words.accuracy}
            unit={words.metres}
            none="100"
            value={ask.accuracy_m}
            fault={fault("accuracy_m")}
            onNumber={(accuracy_m) => onChange({ accuracy_m })}
          />
        ) : null}
        <NumberField
          label={words.fresh}
          unit={words.days}
          none={words.freshOff}
          value={ask.max_age_days}
          fault={fault("max_age_days")}
          onNumber={(max_age_days) => onChange({ max_age_days })}
        />
        <Switch
          label={words.cameraOnly}
          on={always || (ask.camera_only ?? false)}
          onSwitch={(camera_only) => onChange({ camera_only })}
        />
        <Switch
          label={words.secondPerson}
          on={ask.second_person ?? false}
          onSwitch={(second_person) => onChange({ second_person })}
        />
        {ask.within_m ? (
          <Switch
            label={words.activityPlace}
            on={ask.activity_place_ok ?? false}
            onSwitch={(activity_place_ok) => onChange({ activity_place_ok })}
          />
        ) : null}
      </div>
      <Slots slots={ask.slots ?? []} fault={fault} onChange={(slots) => onChange({ slots })} />
    </>
  );
}

function Field({ ask, shape, fault, onChange }: AskFormProps) {
  const words = useProcessWords();
  const label = useLabel();
  const id = useId();
  const fields = shape.fields
    .filter((field) => !["id", "version", "process", "process_version", "stage"].includes(field.name))
    .map((field) => ({ value: field.name, label: label(field.label, field.name) }));
  return (
    <Labelled id={id} label={words.field} fault={fault("field")}>
      <PickOne
        id={id}
        label={words.field}
        value={ask.field ?? null}
        options={fields}
        onChange={(field) => onChange({ field, label: null })}
      />
    </Labelled>
  );
}

function Formula({ ask, shape, fault, onChange }: AskFormProps) {
  const words = useProcessWords();
  const id = useId();
  return (
    <Labelled id={id} label={words.formula} fault={fault("formula")}>
      <FormulaEditor
        id={id}
        object={shape.name}
        value={ask.formula ?? ""}
        onChange={(formula) => onChange({ formula })}
      />
    </Labelled>
  );
}

function Confirmation({ ask, designs, fault, onChange }: AskFormProps) {
  const words = useProcessWords();
  const label = useLabel();
  const id = useId();
  const roles = designs.roles.map((each) => ({ value: each.key, label: label(each.label, each.key) }));
  return (
    <Labelled id={id} label={words.confirmRole} fault={fault("role")}>
      <PickOne
        id={id}
        label={words.confirmRole}
        value={ask.role ?? null}
        options={roles}
        onChange={(role) => onChange({ role, label: null })}
      />
    </Labelled>
  );
}

function Approval({ ask, shape, fault, onChange }: AskFormProps) {
  const words = useProcessWords();
  const label = useLabel();
  const id = useId();
  const flows = useFlowChoices(shape.name).map((each) => ({
    value: each.key,
    label: label(each.label, each.key),
  }));
  return (
    <Labelled id={id} label={words.approvalFlow} fault={fault("flow")}>
      <PickOne
        id={id}
        label={words.approvalFlow}
        value={ask.flow ?? null}
        options={flows}
        onChange={(flow) => onChange({ flow, label: null })}
      />
    </Labelled>
  );
}
