import { useLabel } from "@/app/language";
import type { Field, RecordRow, Value } from "@/app/shapes";
import { Input, TextArea } from "@/ui/input";
import { useShown } from "../parts/shown";
import { usePocketWords } from "../words";

interface FormInputProps {
  id: string;
  field: Field;
  record: RecordRow;
  value: Value | undefined;
  invalid: boolean;
  /** Only shown. */
  locked: boolean;
  onChange: (value: Value) => void;
}

/** What this face has an input for; the rest is shown, and changed at a desk. */
export const TYPED = new Set([
  "text",
  "phone",
  "email",
  "url",
  "long_text",
  "integer",
  "decimal",
  "percent",
  "money",
  "date",
  "boolean",
  "choice",
  "choices",
]);

/** One field in the phone's own input: its keyboards and wheels are better than ours. */
export function FormInput({ id, field, record, value, invalid, locked, onChange }: FormInputProps) {
  const shown = useShown();
  const said = textOf(value);
  const text = (typed: string) => onChange(typed === "" ? null : typed);
  switch (locked ? null : field.type) {
    case "long_text":
      return <TextArea id={id} value={said} invalid={invalid} onText={text} />;
    case "choice":
    case "boolean":
      return <Pick id={id} field={field} value={value} onChange={onChange} />;
    case "choices":
      return <Many field={field} value={value} onChange={onChange} />;
    case "date":
      return <Input id={id} type="date" value={said} invalid={invalid} onText={text} />;
    case "integer":
    case "decimal":
    case "percent":
    case "money":
      return <Input id={id} inputMode="decimal" value={said} invalid={invalid} onText={text} />;
    case "phone":
      return <Input id={id} inputMode="tel" value={said} invalid={invalid} onText={text} />;
    case "email":
      return <Input id={id} inputMode="email" value={said} invalid={invalid} onText={text} />;
    case "url":
      return <Input id={id} inputMode="url" value={said} invalid={invalid} onText={text} />;
    case "text":
      return <Input id={id} value={said} invalid={invalid} onText={text} />;
    default:
      return (
        <output id={id} className="fixed">
          {shown(field, record)}
        </output>
      );
  }
}

function textOf(value: Value | undefined): string {
  if (typeof value === "object" && value !== null && "amount" in value) return value.amount;
  return value === null || value === undefined || typeof value === "object" ? "" : String(value);
}

type PickProps = Pick<FormInputProps, "field" | "value" | "onChange">;

function Pick({ id, field, value, onChange }: PickProps & { id: string }) {
  const label = useLabel();
  const { form } = usePocketWords();
  const yesNo = [
    { key: "true", label: { zh: "是", en: "Yes" } },
    { key: "false", label: { zh: "否", en: "No" } },
  ];
  const options = field.type === "boolean" ? yesNo : (field.options?.choices ?? []);
  const pick = (key: string) => onChange(key === "" ? null : field.type === "boolean" ? key === "true" : key);
  return (
    <select
      id={id}
      value={value === null || value === undefined ? "" : String(value)}
      onChange={(event) => pick(event.target.value)}
    >
      <option value="">{form.none}</option>
      {options.map((each) => (
        <option key={each.key} value={each.key}>
          {label(each.label, each.key)}
        </option>
      ))}
    </select>
  );
}

function Many({ field, value, onChange }: PickProps) {
  const label = useLabel();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  const flip = (key: string) =>
    onChange(chosen.includes(key) ? chosen.filter((each) => each !== key) : [...chosen, key]);
  return (
    <div className="many" role="group" aria-label={label(field.label, field.name)}>
      {(field.options?.choices ?? []).map((each) => (
        <label key={each.key}>
          <input
            type="checkbox"
            className="tick"
            checked={chosen.includes(each.key)}
            onChange={() => flip(each.key)}
          />
          {label(each.label, each.key)}
        </label>
      ))}
    </div>
  );
}
