import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { Refusal } from "@/app/api";
import { useLabel } from "@/app/language";
import type { ObjectShape, RecordRow, Value } from "@/app/shapes";
import { isBlank, sameValue, toWire } from "@/app/values";
import { owedIn, standingOf, type Layout, type Place, type SectionStanding } from "@/forms/layout";
import { useForm } from "@/forms/queries";
import { Button } from "@/ui/button";
import { Labelled } from "@/ui/input";
import { say } from "@/ui/notice";
import { Failed, Loading } from "@/ui/states";
import { change, useObject, useRecord, useWho } from "../data";
import { Failing } from "../parts/failing";
import { Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { FormInput, TYPED } from "./input";
import "./forms.css";

const OBJECTS: Record<string, string> = { customers: "customer", deals: "deal" };

/** A record's form on the phone: the same layout, the same conditions, the phone's own inputs. */
export function EditPage() {
  const { room = "", id = "" } = useParams();
  const object = OBJECTS[room] ?? "";
  const words = usePocketWords();
  const shape = useObject(object).data;
  const record = useRecord(object, id, object !== "");
  const form = useForm(object, "pocket");
  const cause = record.error ?? form.error;
  if (shape && record.data && form.data) {
    return <Edit key={id} shape={shape} record={record.data} layout={form.data} up={`/${room}/${id}`} />;
  }
  return (
    <Page title={words.form.edit} up={`/${room}/${id}`}>
      {cause ? <Failed cause={cause} onRetry={() => void record.refetch()} /> : <Loading lines={8} />}
    </Page>
  );
}

interface EditProps {
  shape: ObjectShape;
  record: RecordRow;
  layout: Layout;
  up: string;
}

function Edit({ shape, record, layout, up }: EditProps) {
  const words = usePocketWords();
  const label = useLabel();
  const navigate = useNavigate();
  const { currency } = useWho();
  const [typed, setTyped] = useState<Record<string, Value>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const values = { ...record, ...typed };
  const tabs = standingOf(shape, layout, values, record, currency);
  const changed = shape.fields.filter(
    (field) => field.name in typed && !sameValue(field, record[field.name], typed[field.name]),
  );
  const owed = owedIn(tabs, values).filter((field) => TYPED.has(field.type));
  const faults = failure instanceof Refusal ? failure.fields : {};
  const save = async () => {
    if (busy || changed.length === 0 || owed.length > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const wire = changed.map((field) => [field.name, toWire(field, typed[field.name])]);
      await change(
        shape.name,
        record.id,
        Object.fromEntries(wire) as Record<string, unknown>,
        record.version,
      );
      say(words.form.saved);
      void navigate(up, { replace: true });
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  const dock = (
    <Button
      kind="ink"
      wide
      disabled={busy || changed.length === 0 || owed.length > 0}
      onClick={() => void save()}
    >
      {owed[0] ? words.form.owed(label(owed[0].label, owed[0].name)) : words.form.save}
    </Button>
  );
  return (
    <Page title={String(record[shape.title] ?? words.form.edit)} up={up} dock={dock}>
      {failure ? <Failing cause={failure} /> : null}
      {tabs
        .flatMap((tab) => tab.sections)
        .filter((section) => section.places.some((place) => isOpen(place)))
        .map((section) => (
          <Section
            key={section.key}
            section={section}
            record={record}
            values={values}
            faults={faults}
            onChange={(name, value) => setTyped((before) => ({ ...before, [name]: value }))}
          />
        ))}
    </Page>
  );
}

const isOpen = (place: Place): boolean => !place.locked && TYPED.has(place.field.type);

interface SectionProps {
  section: SectionStanding;
  record: RecordRow;
  values: Record<string, Value | undefined>;
  faults: Record<string, string>;
  onChange: (name: string, value: Value) => void;
}

function Section({ section, record, values, faults, onChange }: SectionProps) {
  const label = useLabel();
  const words = usePocketWords();
  const shown = section.places.filter((place) => isOpen(place) || !isBlank(values[place.field.name]));
  return (
    <Sheet title={label(section.label)}>
      <div className="pf">
        {shown.map((place) => {
          const { field } = place;
          const id = `pf-${field.name}`;
          const locked = !isOpen(place);
          return (
            <Labelled
              key={field.name}
              id={id}
              label={
                <>
                  {label(field.label, field.name)}
                  {place.required && !locked ? <span className="dim"> {words.form.asked}</span> : null}
                </>
              }
              fault={faults[field.name]}
            >
              <FormInput
                id={id}
                field={field}
                locked={locked}
                record={record}
                value={values[field.name]}
                invalid={faults[field.name] !== undefined}
                onChange={(value) => onChange(field.name, value)}
              />
            </Labelled>
          );
        })}
      </div>
    </Sheet>
  );
}
