import { useId } from "react";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape } from "@/app/shapes";
import { Seg } from "@/designing/parts";
import { FormulaEditor } from "@/formula";
import { listed } from "@/records/columns-of";
import { Icon } from "@/ui";
import { PickOne } from "@/ui/antd";
import { BlankText } from "./blank-text";
import type { Rule, Values, Vocabulary } from "./shapes";
import { WireEdit } from "./wire-edit";
import { useRuleWords } from "./words";

interface FieldValuesProps {
  /** What is written. */
  target: ObjectShape;
  rule: Rule;
  /** What the rule is about: formulas and blanks are of it. */
  shape: ObjectShape | undefined;
  vocabulary: Vocabulary | undefined;
  values: Values;
  faults: Record<string, string>;
  onChange: (values: Values) => void;
}

/** Field by field: a fixed value, or a formula over the record. */
export function FieldValues({ target, rule, shape, vocabulary, values, faults, onChange }: FieldValuesProps) {
  const words = useRuleWords();
  const label = useLabel();
  const fields = listed(target.fields).filter((field) => field.writable);
  const set = Object.keys(values);
  const left = fields.filter((field) => !set.includes(field.name));
  return (
    <div className="ru-values">
      {faults[""] ? <p className="sm risk">{faults[""]}</p> : null}
      {set.map((name) => {
        const field = fields.find((each) => each.name === name);
        return field ? (
          <One
            key={name}
            field={field}
            value={values[name]}
            rule={rule}
            shape={shape}
            vocabulary={vocabulary}
            fault={faults[name]}
            onChange={(value) => onChange({ ...values, [name]: value })}
            onDrop={() =>
              onChange(Object.fromEntries(Object.entries(values).filter(([each]) => each !== name)))
            }
          />
        ) : null;
      })}
      <PickOne
        label={words.setField}
        width={220}
        value={null}
        placeholder={words.setField}
        options={left.map((field) => ({ value: field.name, label: label(field.label, field.name) }))}
        onChange={(name) => name && onChange({ ...values, [name]: null })}
      />
    </div>
  );
}

interface OneProps {
  field: Field;
  value: unknown;
  rule: Rule;
  shape: ObjectShape | undefined;
  vocabulary: Vocabulary | undefined;
  fault: string | undefined;
  onChange: (value: unknown) => void;
  onDrop: () => void;
}

export const isFormula = (value: unknown): value is { "=": string } =>
  typeof value === "object" && value !== null && "=" in value;

/** A record that is referred to may be the one the rule is about. */
const THIS = "$record";

function One({ field, value, rule, shape, vocabulary, fault, onChange, onDrop }: OneProps) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const name = label(field.label, field.name);
  const here = field.type === "reference" && shape !== undefined && field.options?.object === shape.name;
  const how = isFormula(value) ? "computed" : here && value === THIS ? "record" : "fixed";
  const ways = [
    { value: "fixed" as const, label: words.fixed },
    ...(here ? [{ value: "record" as const, label: words.onRecord }] : []),
    ...(shape ? [{ value: "computed" as const, label: words.computed }] : []),
  ];
  const written = ["text", "long_text"].includes(field.type);
  return (
    <div className="ru-value" data-field={field.name}>
      <div className="row">
        <label className="strong grow" htmlFor={id}>
          {name}
        </label>
        {ways.length > 1 ? (
          <Seg
            label={words.how(name)}
            value={how}
            options={ways}
            onPick={(next) => onChange(next === "computed" ? { "=": "" } : next === "record" ? THIS : null)}
          />
        ) : null}
        <button type="button" className="tap" aria-label={words.dropField(name)} onClick={onDrop}>
          <Icon name="x" size="s" />
        </button>
      </div>
      {how === "computed" && shape ? (
        <FormulaEditor
          id={id}
          object={shape.name}
          value={isFormula(value) ? value["="] : ""}
          onChange={(formula) => onChange({ "=": formula })}
        />
      ) : how === "record" ? null : written ? (
        <BlankText
          id={id}
          name={name}
          shape={shape}
          rule={rule}
          vocabulary={vocabulary}
          single
          value={value}
          invalid={fault !== undefined}
          onChange={onChange}
        />
      ) : (
        <WireEdit id={id} field={field} value={value} invalid={fault !== undefined} onChange={onChange} />
      )}
      {fault ? <p className="sm risk">{fault}</p> : null}
    </div>
  );
}
