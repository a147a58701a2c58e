import { TextArea } from "@/ui";
import type { EditProps, FieldKind, ShowProps } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <TextArea
      id={id}
      value={typeof value === "string" ? value : ""}
      autoFocus={autoFocus}
      invalid={invalid}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}

function Show({ value, dense }: ShowProps) {
  return dense ? <>{String(value)}</> : <span className="prose">{String(value)}</span>;
}

export const kind: FieldKind = {
  types: ["long_text"],
  operators: ["contains", "empty"],
  Edit,
  Show,
  width: 240,
};
