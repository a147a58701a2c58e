import { useLabel, useLanguage } from "@/app/language";
import { choiceLabel } from "@/app/values";
import { Grade } from "@/ui";
import { PickOne } from "@/ui/antd";
import { MATCH, type EditProps, type FieldKind, type ShowProps } from "../kind";

function Edit({ id, field, value, onChange, autoFocus, invalid }: EditProps) {
  const label = useLabel();
  const options = (field.options?.choices ?? []).map((each) => ({
    value: each.key,
    label: label(each.label, each.key),
  }));
  return (
    <PickOne
      id={id}
      value={typeof value === "string" ? value : null}
      options={options}
      clearable={!field.required}
      autoFocus={autoFocus}
      invalid={invalid}
      onChange={onChange}
    />
  );
}

function Show({ field, value }: ShowProps) {
  const language = useLanguage();
  if (field.name === "grade" && typeof value === "string" && value.length === 1) return <Grade of={value} />;
  return <>{choiceLabel(field, value, language)}</>;
}

export const kind: FieldKind = { types: ["choice"], operators: MATCH, Edit, Show, width: 110 };
