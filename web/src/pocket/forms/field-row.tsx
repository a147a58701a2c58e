import { memo, useCallback } from "react";
import { useLabel } from "@/app/language";
import type { Field, Value } from "@/app/shapes";
import { Labelled } from "@/ui/input";
import { pocketKindOf } from "../fields";
import { useShownValue } from "../parts/shown";
import { usePocketWords } from "../words";

interface FieldRowProps {
  id: string;
  field: Field;
  required: boolean;
  locked: boolean;
  value: Value | undefined;
  fault: string | undefined;
  onChange: (name: string, value: Value) => void;
  onBusy: (name: string, busy: boolean) => void;
}

/** One field; drawn again only when something of its own changes, however many stand beside it. */
export const FieldRow = memo(function FieldRow(props: FieldRowProps) {
  const { id, field, required, locked, value, fault, onChange, onBusy } = props;
  const label = useLabel();
  const words = usePocketWords();
  const { name } = field;
  const put = useCallback((next: Value) => onChange(name, next), [onChange, name]);
  const busy = useCallback((on: boolean) => onBusy(name, on), [onBusy, name]);
  const Edit = locked ? undefined : pocketKindOf(field)?.Edit;
  return (
    <Labelled
      id={id}
      label={
        <>
          {label(field.label, name)}
          {required && !locked ? <span className="dim"> {words.form.asked}</span> : null}
        </>
      }
      fault={fault}
    >
      {Edit ? (
        <Edit
          id={id}
          field={field}
          value={value}
          invalid={fault !== undefined}
          onChange={put}
          onBusy={busy}
        />
      ) : (
        <Fixed id={id} field={field} value={value} />
      )}
    </Labelled>
  );
});

function Fixed({ id, field, value }: { id: string; field: Field; value: Value | undefined }) {
  const shown = useShownValue();
  return (
    <output id={id} className="fixed">
      {shown(field, value)}
    </output>
  );
}
