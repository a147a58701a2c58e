import { PickTime } from "@/ui/antd";
import type { EditProps, FieldKind } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <PickTime
      id={id}
      value={typeof value === "string" ? value : null}
      autoFocus={autoFocus}
      invalid={invalid}
      onChange={onChange}
    />
  );
}

export const kind: FieldKind = {
  types: ["time"],
  operators: ["<", "<=", ">", ">=", "between", "empty"],
  Edit,
  width: 150,
};
