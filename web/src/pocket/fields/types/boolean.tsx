import { useWords } from "@/app/language";
import { usePocketWords } from "../../words";
import type { PocketEditProps, PocketKind } from "../kind";

/** Three answers: yes, no, not said. */
function Edit({ id, value, onChange }: PocketEditProps) {
  const { form } = usePocketWords();
  const words = useWords();
  return (
    <select
      id={id}
      value={typeof value === "boolean" ? String(value) : ""}
      onChange={({ target }) => onChange(target.value === "" ? null : target.value === "true")}
    >
      <option value="">{form.none}</option>
      <option value="true">{words.yes}</option>
      <option value="false">{words.no}</option>
    </select>
  );
}

export const kind: PocketKind = { types: ["boolean"], Edit };
