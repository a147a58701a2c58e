import { Input } from "@/ui/input";
import type { PocketEditProps, PocketKind } from "../kind";

/** Full-width digits and thousands marks come from Chinese keyboards. */
export const plainNumber = (typed: string): string =>
  typed
    .normalize("NFKC")
    .replace(/[,\s，]/g, "")
    .replace("−", "-");

function Edit({ id, field, value, invalid, onChange }: PocketEditProps) {
  const whole = field.type === "integer";
  const put = (typed: string) => {
    const text = plainNumber(typed);
    onChange(text === "" ? null : whole && /^-?\d+$/.test(text) ? Number(text) : text);
  };
  return (
    <Input
      id={id}
      inputMode={whole ? "numeric" : "decimal"}
      value={value === null || value === undefined ? "" : String(value)}
      invalid={invalid}
      unit={field.type === "percent" ? "%" : undefined}
      onText={put}
    />
  );
}

export const kind: PocketKind = { types: ["integer", "decimal", "percent"], Edit };
