import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import { FieldValues } from "./field-values";
import { InputForm } from "./input-form";
import { faultsIn, settled } from "./model";
import type { Rule, Step, Values, Vocabulary } from "./shapes";
import { useRuleWords } from "./words";

interface StepFormProps {
  rule: Rule;
  step: Step;
  objects: ObjectShape[];
  vocabulary: Vocabulary | undefined;
  faults: Record<string, string>;
  onChange: (step: Step) => void;
}

/** One step: to which record, and with what; the inputs as the action itself describes them. */
export function StepForm({ rule, step, objects, vocabulary, faults, onChange }: StepFormProps) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const action = vocabulary?.actions.find((each) => each.name === step.action);
  const shape = objects.find((each) => each.name === rule.object);
  const links = shape?.fields.filter((field) => field.type === "reference") ?? [];
  const asks = action ? settled(action.input, action.input) : {};
  const writes = action?.name === "set_fields" || action?.name === "create_record";
  const target = objects.find((each) => each.name === (step.input.object as string | undefined));
  const put = (input: Values) => onChange({ ...step, input });
  const aim = (record: string | null) => {
    const link = links.find((field) => field.name === record);
    const object = link ? link.options?.object : rule.object;
    const { object: _was, ...rest } = step.input;
    const named = "object" in (asks.properties ?? {}) && record !== null && object ? { object } : {};
    const emptied = action?.name === "set_fields" ? { fields: {} } : {};
    onChange({ ...step, record, input: { ...rest, ...named, ...emptied } });
  };
  if (!action) return <p className="sm risk">{faults.action ?? step.action}</p>;
  return (
    <div className="ru-input">
      {rule.object && action.name !== "create_record" ? (
        <Labelled id={`${id}-on`} label={words.on} fault={faults.record}>
          <PickOne
            id={`${id}-on`}
            width={220}
            value={step.record ?? ""}
            options={[
              { value: "$record", label: words.onRecord },
              ...links.map((field) => ({
                value: field.name,
                label: words.onRef(label(field.label, field.name)),
              })),
              ...(action.name === "set_fields" ? [] : [{ value: "", label: words.onNone }]),
            ]}
            onChange={(next) => aim(next || null)}
          />
        </Labelled>
      ) : null}
      {action.name === "create_record" ? (
        <Labelled id={`${id}-what`} label={words.object} fault={faults["input.object"]}>
          <PickOne
            id={`${id}-what`}
            width={220}
            value={target?.name ?? null}
            options={objects
              .filter((each) => each.can.create)
              .map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
            onChange={(object) => put({ object: object ?? "", fields: {} })}
          />
        </Labelled>
      ) : null}
      {faults.action ? <p className="sm risk">{faults.action}</p> : null}
      {writes && faults["input.object"] && action.name === "set_fields" ? (
        <p className="sm risk">{faults["input.object"]}</p>
      ) : null}
      {writes ? (
        target ? (
          <FieldValues
            target={target}
            rule={rule}
            shape={shape}
            vocabulary={vocabulary}
            values={(step.input.fields as Values | undefined) ?? {}}
            faults={faultsIn(faults, "input.fields")}
            onChange={(fields) => put({ ...step.input, fields })}
          />
        ) : null
      ) : (
        <InputForm
          rule={rule}
          shape={shape}
          objects={objects}
          vocabulary={vocabulary}
          schema={asks}
          facts={action.facts}
          input={step.input}
          faults={faultsIn(faults, "input")}
          onChange={put}
        />
      )}
    </div>
  );
}
