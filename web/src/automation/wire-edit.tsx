import { useRecord } from "@/app/queries";
import type { Field, Value } from "@/app/shapes";
import { idOf, isMoney, isReference } from "@/app/values";
import { kindOf } from "@/fields";
import { targetOf } from "@/fields/pick-record";

const LINKED = new Set(["reference", "person", "department"]);

interface WireEditProps {
  id: string;
  field: Field;
  /** As it is sent: ids, keys, amounts. */
  value: unknown;
  invalid?: boolean | undefined;
  onChange: (value: unknown) => void;
}

/** A value of a field as definitions keep it, typed in with the field's own input. */
export function WireEdit({ id, field, value, invalid, onChange }: WireEditProps) {
  const linked = LINKED.has(field.result ?? field.type) ? targetOf(field) : "";
  const record = linked ? idOf(value) : null;
  const { data } = useRecord(linked, record ?? "", linked !== "" && record !== null);
  const { Edit } = kindOf(field);
  const name = data ? String(data.name ?? data.title ?? data.number ?? "") : "…";
  const shown: Value = record ? { id: record, label: name } : ((value ?? null) as Value);
  return (
    <Edit
      id={id}
      field={field}
      value={shown}
      {...(invalid ? { invalid } : {})}
      onChange={(next) =>
        onChange(isMoney(next) ? next.amount : isReference(next) ? next.id : next === "" ? null : next)
      }
    />
  );
}
