import { labelOf } from "@/app/values";
import { Input } from "@/ui";
import type { EditProps, FieldKind, ShowProps } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <Input
      id={id}
      inputMode="numeric"
      maxLength={6}
      value={typeof value === "string" ? value : ""}
      autoFocus={autoFocus}
      invalid={invalid}
      onText={(text) => onChange(text === "" ? null : text.normalize("NFKC"))}
    />
  );
}

function Show({ value }: ShowProps) {
  return <>{labelOf(value) || String(value)}</>;
}

export const kind: FieldKind = {
  types: ["region"],
  operators: ["starts", "=", "!=", "empty"],
  Edit,
  Show,
  width: 130,
};
