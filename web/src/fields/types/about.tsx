import { Link } from "react-router";
import { useLabel } from "@/app/language";
import { useObject, useRecord } from "@/app/queries";
import { isAbout } from "@/app/values";
import { ShowAs } from "../show-as";
import type { FieldKind, ShowProps } from "../kind";

/** A row of a list does not fetch the name: forty rows would ask forty times. */
function Show({ field, value, dense }: ShowProps) {
  const about = isAbout(value) ? value : null;
  const label = useLabel();
  const { data: shape } = useObject(about?.object ?? "");
  const { data: row } = useRecord(
    about?.object ?? "",
    about?.id ?? "",
    Boolean(about && shape && !about.label && !dense),
  );
  if (!about) return <ShowAs field={field} value={value} />;
  const name = about.label ?? (shape && row ? String(row[shape.title] ?? "") : "");
  return <Link to={`/o/${about.object}/${about.id}`}>{name || label(shape?.label, about.object)}</Link>;
}

/** Set by what is being done, never typed. */
const Edit = () => null;

export const kind: FieldKind = {
  types: ["about"],
  operators: ["empty"],
  Edit,
  Show,
  width: 170,
  single: true,
};
