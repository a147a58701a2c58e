import { LinkButton } from "@/ui/button";
import { useObject, useWho } from "../data";
import { usePocketWords } from "../words";
import "./forms.css";

/** The way to a record's form, for whoever may change something in it. */
export function EditDoor({ object, to }: { object: string; to: string }) {
  const words = usePocketWords();
  const me = useWho();
  const { data: shape } = useObject(object);
  if (me.view_as || !shape?.can.write || !shape.fields.some((field) => field.writable)) return null;
  return (
    <p className="edit-door">
      <LinkButton wide icon="edit" to={to}>
        {words.form.edit}
      </LinkButton>
    </p>
  );
}
