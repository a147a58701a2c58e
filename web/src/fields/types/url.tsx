import { Input } from "@/ui";
import type { EditProps, FieldKind, ShowProps } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <Input
      id={id}
      inputMode="url"
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
  return (
    <a href={text} target="_blank" rel="noopener noreferrer">
      {text.replace(/^https?:\/\//, "")}
    </a>
  );
}

export const kind: FieldKind = {
  types: ["url"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit,
  Show,
  width: 150,
};
