import { Link } from "react-router";
import { useObject } from "@/app/queries";
import { isReference } from "@/app/values";
import { MATCH, type EditProps, type FieldKind, type ShowProps } from "../kind";
import { PickRecord, targetOf } from "../pick-record";

function Edit({ id, field, value, onChange, autoFocus, invalid }: EditProps) {
  return (
    <PickRecord
      id={id}
      object={targetOf(field)}
      value={isReference(value) ? value : null}
      onChange={onChange}
      clearable={!field.required}
      autoFocus={autoFocus}
      invalid={invalid}
    />
  );
}

/** A link where the reader may see the object at all; a name otherwise. */
function Show({ field, value }: ShowProps) {
  const object = targetOf(field);
  const known = useObject(object).data;
  if (!isReference(value)) return <>{String(value)}</>;
  if (!known || field.type === "person") return <>{value.label}</>;
  return <Link to={`/o/${object}/${value.id}`}>{value.label}</Link>;
}

export const kind: FieldKind = {
  types: ["reference", "person", "department"],
  operators: MATCH,
  Edit,
  Show,
  width: 140,
};
