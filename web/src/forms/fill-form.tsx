import { memo, useCallback, type ReactNode } from "react";
import { useLatest } from "@/app/latest";
import { useLabel } from "@/app/language";
import type { Field, Value } from "@/app/shapes";
import { holdsFiles } from "@/app/values";
import { kindOf, ShowValue } from "@/fields";
import { Labelled } from "@/ui";
import { useTables } from "./design/tables";
import { cutTo, useGrowing } from "./growing";
import {
  runsOf,
  type Place,
  type SectionStanding,
  type TablePlace,
  type TabStanding,
  type Values,
} from "./layout";
import { Tabs } from "./tabs";
import { useFormWords } from "./words";
import "./fill-form.css";

interface FillFormProps {
  /** Whose form it is. */
  object: string;
  tabs: TabStanding[];
  values: Values;
  faults: Record<string, string>;
  onChange: (field: string, value: Value) => void;
  /** Ids of the inputs begin with it. */
  prefix?: string;
  focus?: boolean;
  /** What stands under the input of a field, by its name. */
  under?: Readonly<Record<string, ReactNode>>;
}

const NOTHING = {};

type Put = (field: string, value: Value) => void;

/** A form to fill in: the sections of a layout with an input for each field. */
export function FillForm(props: FillFormProps) {
  const { object, tabs, values, faults, onChange, prefix = "new", focus = true, under = NOTHING } = props;
  const latest = useLatest(onChange);
  const put: Put = useCallback((field, value) => latest.current(field, value), [latest]);
  return (
    <Tabs tabs={tabs} marked={new Set(Object.keys(faults))}>
      {(tab) => (
        <Leaf
          key={tab.key}
          object={object}
          tab={tab}
          values={values}
          faults={faults}
          prefix={prefix}
          focus={focus}
          put={put}
          under={under}
        />
      )}
    </Tabs>
  );
}

interface LeafProps {
  object: string;
  tab: TabStanding;
  values: Values;
  faults: Record<string, string>;
  prefix: string;
  focus: boolean;
  put: Put;
  under: Readonly<Record<string, ReactNode>>;
}

function Leaf({ object, tab, values, faults, prefix, focus, put, under }: LeafProps) {
  const label = useLabel();
  const total = tab.sections.reduce((sum, section) => sum + section.places.length, 0);
  const drawn = cutTo(tab.sections, useGrowing(total));
  return (
    <>
      {drawn.map((section, at) => (
        <section key={section.key} aria-label={label(section.label)} data-section={section.label.zh}>
          {tab.sections.length > 1 ? <h2 className="ff-h">{label(section.label)}</h2> : null}
          <Runs
            section={section}
            object={object}
            draw={(place, index) => (
              <FillField
                key={place.field.name}
                id={`${prefix}-${place.field.name}`}
                field={place.field}
                wide={place.wide}
                required={place.required}
                locked={place.locked}
                value={values[place.field.name]}
                fault={faults[place.field.name]}
                autoFocus={focus && at === 0 && index === 0}
                put={put}
                under={under[place.field.name]}
              />
            )}
          />
        </section>
      ))}
    </>
  );
}

interface RunsProps {
  section: SectionStanding;
  object: string;
  draw: (place: Place, index: number) => ReactNode;
}

function Runs({ section, object, draw }: RunsProps) {
  let index = 0;
  return (
    <>
      {runsOf(section).map((run, at) =>
        "table" in run ? (
          <TableLater key={run.table.key} object={object} table={run.table} />
        ) : (
          <div key={at} className={`ff-g c${section.columns}`}>
            {run.places.map((place) => draw(place, index++))}
          </div>
        ),
      )}
    </>
  );
}

/** Rows belong to a record that is there; one that is being made has none yet. */
function TableLater({ object, table }: { object: string; table: TablePlace }) {
  const words = useFormWords();
  const name = useTables(object).get(table.key);
  if (!name) return null;
  return (
    <p className="ff-later">
      <b>{name}</b> <span className="sm dim">{words.later}</span>
    </p>
  );
}

interface FillFieldProps {
  id: string;
  field: Field;
  wide: boolean;
  required: boolean;
  locked: boolean;
  value: Value | undefined;
  fault: string | undefined;
  autoFocus: boolean;
  put: Put;
  under: ReactNode;
}

/** One field; drawn again only when something of its own changes, however many stand beside it. */
const FillField = memo(function FillField(props: FillFieldProps) {
  const { id, field, required, locked, value, fault, autoFocus, put, under } = props;
  const label = useLabel();
  const { Edit } = kindOf(field);
  const { name: key } = field;
  const change = useCallback((next: Value) => put(key, next), [put, key]);
  const wide = props.wide || holdsFiles(field) || ["long_text", "place"].includes(field.type);
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
        onChange={change}
      />
      {under}
    </Labelled>
  );
});
