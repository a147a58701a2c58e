import { Choose } from "@/access/choose";
import { useLabel } from "@/app/language";
import { Icon } from "@/ui";
import { PickOne } from "@/ui/antd";
import { placeOf } from "./model";
import { Part, type StepFormProps } from "./step-form";
import { useFlowWords } from "./words";

const ACCESS = ["hidden", "edit"] as const;

/** What approvers of this step do not see, and what they may correct. */
export function FieldsForm({ step, path, shape, faults, onChange }: StepFormProps) {
  const words = useFlowWords();
  const label = useLabel();
  const said = step.fields ?? {};
  const offered = shape.fields.filter((field) => !(field.name in said) && field.name !== "id");
  const nameOf = (name: string) => label(shape.fields.find((field) => field.name === name)?.label, name);
  return (
    <Part title={words.fields} note={words.fieldsNote}>
      <ul className="fw-fields">
        {Object.entries(said).map(([name, access]) => (
          <li key={name}>
            <span className="grow clip">{nameOf(name)}</span>
            <Choose
              label={nameOf(name)}
              value={access}
              options={ACCESS.map((value) => ({ value, label: words.access[value] }))}
              onChange={(next) => onChange({ fields: { ...said, [name]: next } })}
            />
            <button
              type="button"
              className="tap"
              aria-label={`${words.drop}: ${nameOf(name)}`}
              onClick={() =>
                onChange({
                  fields: Object.fromEntries(Object.entries(said).filter(([each]) => each !== name)),
                })
              }
            >
              <Icon name="x" size="s" />
            </button>
            {faults[`${placeOf(path)}.fields.${name}`] ? (
              <p className="sm risk">{faults[`${placeOf(path)}.fields.${name}`]}</p>
            ) : null}
          </li>
        ))}
      </ul>
      <PickOne
        label={words.addField}
        value={null}
        placeholder={words.addField}
        options={offered.map((field) => ({ value: field.name, label: label(field.label, field.name) }))}
        onChange={(name) => {
          if (name === null) return;
          const writable = shape.fields.find((field) => field.name === name)?.writable;
          onChange({ fields: { ...said, [name]: writable ? "edit" : "hidden" } });
        }}
      />
    </Part>
  );
}
