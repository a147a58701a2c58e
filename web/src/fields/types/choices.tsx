import { useLabel, useLanguage } from "@/app/language";
import { choiceLabel } from "@/app/values";
import { Chip } from "@/ui";
import { PickMany } from "@/ui/antd";
import type { EditProps, FieldKind, ShowProps } from "../kind";

const listed = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];

function Edit({ id, field, value, onChange, autoFocus, invalid }: EditProps) {
  const label = useLabel();
  const options = (field.options?.choices ?? []).map((each) => ({
    value: each.key,
    label: label(each.label, each.key),
  }));
  return (
    <PickMany
      id={id}
      value={listed(value)}
      options={options}
      autoFocus={autoFocus}
      invalid={invalid}
      onChange={(next) => onChange(next.length ? next : null)}
    />
  );
}

function Show({ field, value }: ShowProps) {
  const language = useLanguage();
  return (
    <span className="row chips">
      {listed(value).map((key) => (
        <Chip key={key}>{choiceLabel(field, key, language)}</Chip>
      ))}
    </span>
  );
}

export const kind: FieldKind = {
  types: ["choices"],
  operators: ["contains", "empty"],
  Edit,
  Show,
  width: 160,
};
