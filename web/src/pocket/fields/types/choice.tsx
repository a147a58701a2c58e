import { useLabel } from "@/app/language";
import { usePocketWords } from "../../words";
import type { PocketEditProps, PocketKind } from "../kind";

function Edit({ id, field, value, onChange }: PocketEditProps) {
  const label = useLabel();
  const { form } = usePocketWords();
  return (
    <select
      id={id}
      value={typeof value === "string" ? value : ""}
      onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
    >
      <option value="">{form.none}</option>
      {(field.options?.choices ?? []).map((each) => (
        <option key={each.key} value={each.key}>
          {label(each.label, each.key)}
        </option>
      ))}
    </select>
  );
}

export const kind: PocketKind = { types: ["choice"], Edit };
