import { memo, useCallback } from "react";
import { useLabel } from "@/app/language";
import type { Field, Value } from "@/app/shapes";
import { isBlank } from "@/app/values";
import type { Place, SectionStanding, Values } from "@/forms/layout";
import { Labelled } from "@/ui/input";
import { pocketKindOf } from "../fields";
import { Sheet } from "../parts/sheet";
import { useShownValue } from "../parts/shown";
import { usePocketWords } from "../words";

export const isOpen = (place: Place): boolean => !place.locked && pocketKindOf(place.field) !== undefined;

interface FormSectionProps {
  section: SectionStanding;
  values: Values;
  faults: Record<string, string>;
  onChange: (name: string, value: Value) => void;
  onBusy: (name: string, busy: boolean) => void;
}

/** One section; one that has nothing to fill in is read on the record's page, not here. */
export function FormSection({ section, values, faults, onChange, onBusy }: FormSectionProps) {
  const label = useLabel();
  const shown = section.places.filter((place) => isOpen(place) || !isBlank(values[place.field.name]));
  if (!shown.some(isOpen)) return null;
  return (
    <Sheet title={label(section.label)}>
      <div className="pf">
        {shown.map((place) => (
          <FieldRow
            key={place.field.name}
            field={place.field}
            required={place.required}
            locked={!isOpen(place)}
            value={values[place.field.name]}
            fault={faults[place.field.name]}
            onChange={onChange}
            onBusy={onBusy}
          />
        ))}
      </div>
    </Sheet>
  );
}

interface FieldRowProps {
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
  const { field, required, locked, value, fault, onChange, onBusy } = props;
  const label = useLabel();
  const words = usePocketWords();
  const { name } = field;
  const put = useCallback((next: Value) => onChange(name, next), [onChange, name]);
  const busy = useCallback((on: boolean) => onBusy(name, on), [onBusy, name]);
  const id = `pf-${name}`;
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
