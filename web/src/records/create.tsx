import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { newKey, Refusal } from "@/app/api";
import { useLabel, useLanguage } from "@/app/language";
import { refresh, useObject, useRecord } from "@/app/queries";
import type { Field, ObjectShape, Value } from "@/app/shapes";
import { holdsFiles, isBlank, toWire } from "@/app/values";
import { createRecord } from "@/app/writes";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { kindOf } from "@/fields";
import { targetOf } from "@/fields/pick-record";
import { Button, Failed, Labelled, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { useFaults } from "./faults";
import "./records.css";

/** `?customer=ID` fills a reference in, so that "new deal" on a customer's page starts with it. */
export function CreatePage() {
  const { object = "" } = useParams();
  const [params] = useSearchParams();
  const { data: shape } = useObject(object);
  const [preset] = [...params.entries()];
  const field = shape?.fields.find((each) => each.name === preset?.[0]);
  const target = field ? targetOf(field) : "";
  const record = useRecord(target, preset?.[1] ?? "", target !== "");
  const title = useObject(target).data?.title ?? "name";
  if (!shape || (target !== "" && record.isPending)) return <Loading lines={6} />;
  const first: Record<string, Value> =
    field && record.data
      ? { [field.name]: { id: record.data.id, label: String(record.data[title] ?? "") } }
      : {};
  return <Create key={object} shape={shape} first={first} />;
}

/** The process sets the stage, the writer becomes the owner unless another is named. */
const SKIPPED = new Set(["stage", "process", "closed_on", "lost_reason"]);

const fieldsOf = (shape: ObjectShape): Field[] => {
  const shown = shape.fields.filter(
    (field) => field.writable && !SKIPPED.has(field.name) && field.type !== "about",
  );
  return [...shown].sort((a, b) => Number(b.required) - Number(a.required));
};

function Create({ shape, first }: { shape: ObjectShape; first: Record<string, Value> }) {
  const words = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [values, setValues] = useState(first);
  const [key, setKey] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const faults = useFaults(cause);
  const name = label(shape.label, shape.name);
  const fields = fieldsOf(shape);
  const owed = fields.filter((field) => field.required && isBlank(values[field.name]));
  const missing = owed.map((field) => label(field.label, field.name)).join(language === "zh" ? "、" : ", ");
  const send = async (again: boolean) => {
    if (owed.length > 0 || busy) return;
    setBusy(true);
    setCause(null);
    const filled = fields.filter((field) => !isBlank(values[field.name]));
    try {
      const row = await createRecord(
        shape.name,
        Object.fromEntries(filled.map((field) => [field.name, toWire(field, values[field.name])])),
        key,
      );
      refresh(client, [{ object: shape.name, record: row.id, version: row.version }]);
      setKey(newKey());
      if (again) {
        say(`${words.history.created}: ${String(row[shape.title] ?? "")}`);
        setValues(first);
      } else void navigate(`/o/${shape.name}/${row.id}`, { replace: true });
    } catch (refused) {
      setCause(refused);
      if (refused instanceof Refusal && !refused.unreachable) setKey(newKey());
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(false);
  };
  return (
    <Page title={words.record.creating(name)}>
      <form className="create" onSubmit={submit} noValidate>
        <h1>{words.record.creating(name)}</h1>
        <div className="create-g">
          {fields.map((field, index) => (
            <FormField
              key={field.name}
              field={field}
              value={values[field.name]}
              fault={faults[field.name]}
              autoFocus={index === 0}
              onChange={(value) => {
                setValues((before) => ({ ...before, [field.name]: value }));
                setKey(newKey());
              }}
            />
          ))}
        </div>
        {cause && Object.keys(faults).length === 0 ? <Failed cause={cause} /> : null}
        <p className="row create-a">
          <Button kind="ink" submit disabled={owed.length > 0 || busy}>
            {owed.length > 0 ? words.record.owed(missing) : busy ? words.record.saving : words.record.create}
          </Button>
          <Button disabled={owed.length > 0 || busy} onClick={() => void send(true)}>
            {words.record.createAnother}
          </Button>
          <Button kind="quiet" onClick={() => void navigate(-1)}>
            {words.record.drop}
          </Button>
        </p>
      </form>
    </Page>
  );
}

interface FormFieldProps {
  field: Field;
  value: Value | undefined;
  fault: string | undefined;
  autoFocus: boolean;
  onChange: (value: Value) => void;
}

function FormField({ field, value, fault, autoFocus, onChange }: FormFieldProps) {
  const label = useLabel();
  const { Edit } = kindOf(field);
  const id = `new-${field.name}`;
  const wide = field.type === "long_text" || holdsFiles(field) || field.type === "place";
  return (
    <Labelled id={id} label={label(field.label, field.name)} fault={fault} wide={wide}>
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
