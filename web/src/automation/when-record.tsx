import { useId } from "react";
import { useLabel } from "@/app/language";
import type { Field } from "@/app/shapes";
import { listed } from "@/records/columns-of";
import { Labelled } from "@/ui";
import { PickMany } from "@/ui/antd";
import type { Events, RecordWhen, Values } from "./shapes";
import type { WhenProps } from "./when-form";
import { WireEdit } from "./wire-edit";
import { useRuleWords } from "./words";

const EVENTS: Events[] = ["created", "updated", "deleted", "restored"];
/** Values that are no line of text have no "from" and "to". */
const UNTOLD = new Set(["file", "photo", "signature", "place", "links", "long_text", "about"]);

/** Something was done to a record: which, to which fields, from what to what. */
export function RecordForm({ when, shape, faults, onChange }: WhenProps<RecordWhen>) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const fields = listed(shape?.fields ?? []);
  const watched = (when.fields ?? []).flatMap((name) => fields.filter((field) => field.name === name));
  const toggle = (event: Events, on: boolean) =>
    onChange({
      ...when,
      events: EVENTS.filter((each) => (each === event ? on : when.events.includes(each))),
    });
  const watch = (names: string[]) =>
    onChange(tidy({ ...when, fields: names, from: only(when.from, names), to: only(when.to, names) }));
  return (
    <>
      <fieldset className="ru-checks">
        <legend className="lb">{words.event}</legend>
        {EVENTS.map((event) => (
          <label key={event} className="row">
            <input
              type="checkbox"
              className="tick"
              checked={when.events.includes(event)}
              onChange={({ target }) => toggle(event, target.checked)}
            />
            {words.events[event]}
          </label>
        ))}
      </fieldset>
      {faults.events ? <p className="sm risk">{faults.events}</p> : null}
      {when.events.some((event) => event === "created" || event === "updated") ? (
        <Labelled id={`${id}-fields`} label={words.fields} note={words.fieldsNote} fault={faults.fields}>
          <PickMany
            id={`${id}-fields`}
            value={watched.map((field) => field.name)}
            placeholder={words.anyField}
            options={fields.map((each) => ({ value: each.name, label: label(each.label, each.name) }))}
            onChange={watch}
          />
        </Labelled>
      ) : null}
      {watched
        .filter((field) => !UNTOLD.has(field.type))
        .map((field) => (
          <FromTo
            key={field.name}
            field={field}
            when={when}
            faults={faults}
            onChange={(next) => onChange(tidy(next))}
          />
        ))}
    </>
  );
}

interface FromToProps {
  field: Field;
  when: RecordWhen;
  faults: Record<string, string>;
  onChange: (when: RecordWhen) => void;
}

/** Of one field: what it was, and what it has become; either may be anything. */
function FromTo({ field, when, faults, onChange }: FromToProps) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const name = label(field.label, field.name);
  return (
    <div className="ru-fromto" data-field={field.name}>
      <b>{name}</b>
      {when.events.includes("updated") ? (
        <Labelled id={`${id}-from`} label={words.from} fault={faults[`from.${field.name}`]}>
          <WireEdit
            id={`${id}-from`}
            field={field}
            value={when.from?.[field.name]}
            onChange={(value) => onChange({ ...when, from: { ...when.from, [field.name]: value } })}
          />
        </Labelled>
      ) : null}
      <Labelled id={`${id}-to`} label={words.to} fault={faults[`to.${field.name}`]}>
        <WireEdit
          id={`${id}-to`}
          field={field}
          value={when.to?.[field.name]}
          onChange={(value) => onChange({ ...when, to: { ...when.to, [field.name]: value } })}
        />
      </Labelled>
    </div>
  );
}

const said = (values: Values): Values | null => {
  const kept = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return kept.length > 0 ? Object.fromEntries(kept) : null;
};

const only = (values: Values | null | undefined, names: string[]): Values =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => names.includes(name)));

const tidy = (when: RecordWhen): RecordWhen => ({
  ...when,
  fields: when.fields?.length ? when.fields : null,
  from: said(when.from ?? {}),
  to: said(when.to ?? {}),
});
