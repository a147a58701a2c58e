import { numberOf } from "@/fields/typed";
import { Input } from "@/ui/input";
import type { PocketEditProps, PocketKind } from "../kind";

function Edit({ id, field, value, invalid, onChange }: PocketEditProps) {
  const whole = field.type === "integer";
  return (
    <Input
      id={id}
      inputMode={whole ? "numeric" : "decimal"}
      value={value === null || value === undefined ? "" : String(value)}
      invalid={invalid}
      unit={field.type === "percent" ? "%" : undefined}
      onText={(typed) => onChange(numberOf(typed, whole))}
    />
  );
}

export const kind: PocketKind = { types: ["integer", "decimal", "percent"], Edit };
