import { PickDay } from "@/ui/antd";
import { COMPARE, type EditProps, type FieldKind } from "../kind";

function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <PickDay
      id={id}
      value={typeof value === "string" ? value : null}
      autoFocus={autoFocus}
      invalid={invalid}
      onChange={onChange}
    />
  );
}

export const kind: FieldKind = { types: ["date"], operators: COMPARE, Edit, width: 110 };
