import { useDeskWords } from "@/desk/words";
import type { FieldKind, ShowProps } from "../kind";

/** Nobody types a number the system gives out. */
function Edit() {
  const words = useDeskWords();
  return <p className="sm dim">{words.record.readOnly}</p>;
}

function Show({ value }: ShowProps) {
  return <span className="n nowrap">{String(value)}</span>;
}

export const kind: FieldKind = {
  types: ["auto_number"],
  operators: ["contains", "starts", "=", "empty"],
  Edit,
  Show,
  width: 140,
  single: true,
};
