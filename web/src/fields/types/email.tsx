import { Input } from "@/ui";
import type { EditProps, FieldKind, ShowProps } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <Input
      id={id}
      inputMode="email"
      value={typeof value === "string" ? value : ""}
      autoFocus={autoFocus}
      invalid={invalid}
      aria-describedby={`${id}-fault`}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}

function Show({ value }: ShowProps) {
  const text = String(value);
  return <a href={`mailto:${text}`}>{text}</a>;
}

export const kind: FieldKind = {
  types: ["email"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit,
  Show,
  width: 150,
};
