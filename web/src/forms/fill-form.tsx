import { useLabel } from "@/app/language";
import type { Value } from "@/app/shapes";
import { holdsFiles } from "@/app/values";
import { kindOf, ShowValue } from "@/fields";
import { Labelled } from "@/ui";
import type { Place, TabStanding, Values } from "./layout";
import { Tabs } from "./tabs";
import "./fill-form.css";

interface FillFormProps {
  tabs: TabStanding[];
  values: Values;
  faults: Record<string, string>;
  onChange: (field: string, value: Value) => void;
  /** Ids of the inputs begin with it. */
  prefix?: string;
  focus?: boolean;
}

/** A form to fill in: the sections of a layout with an input for each field. */
export function FillForm({ tabs, values, faults, onChange, prefix = "new", focus = true }: FillFormProps) {
  const label = useLabel();
  return (
    <Tabs tabs={tabs} marked={new Set(Object.keys(faults))}>
      {(tab) =>
        tab.sections.map((section, at) => (
          <section key={section.key} aria-label={label(section.label)} data-section={section.label.zh}>
            {tab.sections.length > 1 ? <h2 className="ff-h">{label(section.label)}</h2> : null}
            <div className={`ff-g c${section.columns}`}>
              {section.places.map((place, index) => (
                <FillField
                  key={place.field.name}
                  id={`${prefix}-${place.field.name}`}
                  place={place}
                  value={values[place.field.name]}
                  fault={faults[place.field.name]}
                  autoFocus={focus && at === 0 && index === 0}
                  onChange={(value) => onChange(place.field.name, value)}
                />
              ))}
            </div>
          </section>
        ))
      }
    </Tabs>
  );
}

interface FillFieldProps {
  id: string;
  place: Place;
  value: Value | undefined;
  fault: string | undefined;
  autoFocus: boolean;
  onChange: (value: Value) => void;
}

function FillField({ id, place, value, fault, autoFocus, onChange }: FillFieldProps) {
  const label = useLabel();
  const { field, locked, required } = place;
  const { Edit } = kindOf(field);
  const wide = place.wide || holdsFiles(field) || ["long_text", "place"].includes(field.type);
  const name = (
    <>
      {label(field.label, field.name)}
      {required && !locked ? <i className="ff-r" aria-hidden="true" /> : null}
    </>
  );
  if (locked) {
    return (
      <Labelled id={id} label={name} wide={wide}>
        <output id={id} className="ff-o">
          <ShowValue field={field} value={value} />
        </output>
      </Labelled>
    );
  }
  return (
    <Labelled id={id} label={name} fault={fault} wide={wide}>
      <Edit
        id={id}
        field={field}
        value={value}
        autoFocus={autoFocus}
        invalid={fault !== undefined}
        onChange={onChange}
      />
    </Labelled>
  );
}
