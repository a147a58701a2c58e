import { Input } from "@/ui";
import { COMPARE, type EditProps, type FieldKind } from "../kind";
import { numberOf } from "../typed";

function Edit({ id, field, value, onChange, autoFocus, invalid }: EditProps) {
  const whole = field.type === "integer";
  return (
    <Input
      id={id}
      inputMode={whole ? "numeric" : "decimal"}
      value={value === null || value === undefined ? "" : String(value)}
      autoFocus={autoFocus}
      invalid={invalid}
      unit={field.type === "percent" ? "%" : undefined}
      onText={(typed) => onChange(numberOf(typed, whole))}
    />
  );
}

export const kind: FieldKind = {
  types: ["integer", "decimal", "percent"],
  operators: COMPARE,
  Edit,
  figure: true,
  width: 110,
};
