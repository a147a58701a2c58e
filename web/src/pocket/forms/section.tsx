import { useLabel } from "@/app/language";
import type { Value } from "@/app/shapes";
import { isBlank } from "@/app/values";
import { runsOf, type Place, type SectionStanding, type Values } from "@/forms/layout";
import { pocketKindOf } from "../fields";
import { Sheet } from "../parts/sheet";
import { ELSEWHERE } from "../parts/shown";
import { FieldRow } from "./field-row";
import { Rows } from "./rows";

export const isOpen = (place: Place): boolean => !place.locked && pocketKindOf(place.field) !== undefined;

interface FormSectionProps {
  section: SectionStanding;
  /** The record tables belong to; null while it is being made. */
  id: string | null;
  values: Values;
  faults: Record<string, string>;
  onChange: (name: string, value: Value) => void;
  onBusy: (name: string, busy: boolean) => void;
}

/** One section; one that has nothing to fill in is read on the record's page, not here. */
export function FormSection({ section, id, values, faults, onChange, onBusy }: FormSectionProps) {
  const label = useLabel();
  const isShown = (place: Place) =>
    isOpen(place) || !(ELSEWHERE.has(place.field.name) || isBlank(values[place.field.name]));
  if (section.tables.length === 0 && !section.places.some(isOpen)) return null;
  const runs = runsOf(section);
  const titled = runs.findIndex((run) => "places" in run);
  return (
    <>
      {runs.map((run, at) =>
        "table" in run ? (
          <Rows key={run.table.key} table={run.table} id={id} />
        ) : run.places.some(isShown) ? (
          <Sheet key={at} title={at === titled ? label(section.label) : undefined}>
            <div className="pf">
              {run.places.filter(isShown).map((place) => (
                <FieldRow
                  key={place.field.name}
                  id={`pf-${place.field.name}`}
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
        ) : null,
      )}
    </>
  );
}
