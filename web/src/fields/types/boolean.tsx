import { useWords } from "@/app/language";
import { PickOne } from "@/ui/antd";
import type { EditProps, FieldKind } from "../kind";

/** Three answers: yes, no, not said. */
function Edit({ id, value, onChange, autoFocus, invalid }: EditProps) {
  const words = useWords();
  return (
    <PickOne
      id={id}
      value={typeof value === "boolean" ? String(value) : null}
      options={[
        { value: "true", label: words.yes },
        { value: "false", label: words.no },
      ]}
      clearable
      autoFocus={autoFocus}
      invalid={invalid}
      onChange={(next) => onChange(next === null ? null : next === "true")}
    />
  );
}

export const kind: FieldKind = { types: ["boolean"], operators: ["=", "empty"], Edit, width: 90 };
