import { Input } from "@/ui";
import type { EditProps, FieldKind } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <Input
      id={id}
      value={typeof value === "string" ? value : ""}
      autoFocus={autoFocus}
      invalid={invalid}
      aria-describedby={`${id}-fault`}
      onText={(text) => onChange(text === "" ? null : text)}
    />
  );
}

export const kind: FieldKind = {
  types: ["text"],
  operators: ["contains", "starts", "=", "!=", "empty"],
  Edit,
  width: 150,
};
