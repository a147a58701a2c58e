import { Input } from "@/ui";
import { COMPARE, type EditProps, type FieldKind } from "../kind";

/** Full-width digits and thousands marks come from Chinese keyboards and from pasted tables. */
export function plainNumber(typed: string): string {
  return typed
    .normalize("NFKC")
    .replace(/[,\s，]/g, "")
    .replace("−", "-");
}

function Edit({ id, field, value, onChange, autoFocus, invalid }: EditProps) {
  const whole = field.type === "integer";
  const change = (typed: string) => {
    const text = plainNumber(typed);
    if (text === "") onChange(null);
    else onChange(whole && /^-?\d+$/.test(text) ? Number(text) : text);
  };
  return (
    <Input
      id={id}
      inputMode={whole ? "numeric" : "decimal"}
      value={value === null || value === undefined ? "" : String(value)}
      autoFocus={autoFocus}
      invalid={invalid}
      unit={field.type === "percent" ? "%" : undefined}
      onText={change}
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
