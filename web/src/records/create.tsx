import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState, type FormEvent } from "react";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { newKey, Refusal } from "@/app/api";
import { useLabel, useLanguage } from "@/app/language";
import { refresh, useMe, useObject, useRecord } from "@/app/queries";
import type { ObjectShape, Value } from "@/app/shapes";
import { isBlank, toWire } from "@/app/values";
import { act, createRecord } from "@/app/writes";
import { Page } from "@/desk/page";
import { useDeskWords } from "@/desk/words";
import { CHECKED } from "@/engines/dedupe/checked";
import { targetOf } from "@/fields/pick-record";
import { FillForm } from "@/forms/fill-form";
import { defaultsFor, owedIn, standingOf, without, type Layout } from "@/forms/layout";
import { useForm } from "@/forms/queries";
import { PickProcess } from "@/processes/pick-process";
import { Button, Failed, Loading } from "@/ui";
import { say } from "@/ui/notice";
import { useFaults } from "./faults";
import "./records.css";

const Suggestions = lazy(async () => ({
  default: (await import("@/engines/enrichment/suggestions")).Suggestions,
}));

const Duplicates = lazy(async () => ({
  default: (await import("@/engines/dedupe/duplicates")).Duplicates,
}));

/** `?customer=ID` fills a reference in, so that "new deal" on a customer's page starts with it. */
export function CreatePage() {
  const { object = "" } = useParams();
  const [params] = useSearchParams();
  const { data: shape } = useObject(object);
  const form = useForm(object, "desk");
  const [preset] = [...params.entries()];
  const field = shape?.fields.find((each) => each.name === preset?.[0]);
  const target = field ? targetOf(field) : "";
  const record = useRecord(target, preset?.[1] ?? "", target !== "");
  const title = useObject(target).data?.title ?? "name";
  if (form.error) {
    return (
      <Page title="">
        <Failed cause={form.error} onRetry={() => void form.refetch()} />
      </Page>
    );
  }
  if (!shape || !form.data || (target !== "" && record.isPending)) return <Loading lines={6} />;
  const first: Record<string, Value> =
    field && record.data
      ? { [field.name]: { id: record.data.id, label: String(record.data[title] ?? "") } }
      : {};
  return <Create key={object} shape={shape} layout={form.data} first={first} />;
}

const NOTHING = {};

/** The process sets the stage, the writer becomes the owner unless another is named. */
const SKIPPED = ["stage", "process", "closed_on", "lost_reason"];

const skippedIn = (shape: ObjectShape): ReadonlySet<string> =>
  new Set([
    ...SKIPPED,
    ...shape.fields.flatMap((field) => (!field.writable || field.type === "about" ? [field.name] : [])),
  ]);

/** What is typed, with the defaults that hold of it, and the form as it then stands. */
function useTyped(shape: ObjectShape, layout: Layout, first: Record<string, Value>) {
  const [typed, setTyped] = useState(first);
  const currency = useMe().data?.currency ?? "CNY";
  const touched = new Set(Object.keys(typed));
  const values = { ...defaultsFor(shape, layout, typed, touched, currency), ...typed };
  const tabs = standingOf(shape, without(layout, skippedIn(shape)), values, null, currency);
  return { typed, setTyped, values, tabs };
}

function Create({
  shape,
  layout,
  first,
}: {
  shape: ObjectShape;
  layout: Layout;
  first: Record<string, Value>;
}) {
  const words = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { setTyped, values, tabs } = useTyped(shape, layout, first);
  const [key, setKey] = useState(newKey);
  const [process, setProcess] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [cause, setCause] = useState<unknown>(null);
  const faults = useFaults(cause);
  const name = label(shape.label, shape.name);
  const places = tabs.flatMap((tab) => tab.sections.flatMap((section) => section.places));
  const owed = owedIn(tabs, values);
  const missing = owed.map((field) => label(field.label, field.name)).join(language === "zh" ? "、" : ", ");
  const send = async (again: boolean) => {
    if (owed.length > 0 || busy) return;
    setBusy(true);
    setCause(null);
    const filled = places.filter(({ field, locked }) => !locked && !isBlank(values[field.name]));
    try {
      const row = await createRecord(
        shape.name,
        {
          ...Object.fromEntries(filled.map(({ field }) => [field.name, toWire(field, values[field.name])])),
          ...(process ? { process } : {}),
        },
        key,
      );
      refresh(client, [{ object: shape.name, record: row.id, version: row.version }]);
      setKey(newKey());
      // What was looked up is kept with its origin; the record is here whatever becomes of that.
      if (looked) await act("enrich_customer", {}, row.id).catch(() => undefined);
      setLooked(false);
      if (again) {
        say(`${words.history.created}: ${String(row[shape.title] ?? "")}`);
        setTyped(first);
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
  const shown = new Set(places.map((place) => place.field.name));
  const elsewhere = !Object.keys(faults).some((each) => shown.has(each));
  return (
    <Page title={words.record.creating(name)}>
      <form className="create" onSubmit={submit} noValidate>
        <h1>{words.record.creating(name)}</h1>
        {shape.staged ? (
          <PickProcess
            shape={shape}
            value={process}
            onChange={(next) => {
              setProcess(next);
              setKey(newKey());
            }}
          />
        ) : null}
        <FillForm
          object={shape.name}
          tabs={tabs}
          values={values}
          faults={faults}
          onChange={(field, value) => {
            setTyped((before) => ({ ...before, [field]: value }));
            setKey(newKey());
          }}
          under={
            shape.name === "customer"
              ? {
                  name: (
                    <Suspense fallback={null}>
                      <Suggestions
                        values={values}
                        onPick={(name, found) => {
                          setTyped((before) => ({ ...before, ...found, name }));
                          setLooked(true);
                          setKey(newKey());
                        }}
                      />
                    </Suspense>
                  ),
                }
              : NOTHING
          }
        />
        {CHECKED.has(shape.name) ? (
          <Suspense fallback={null}>
            <Duplicates shape={shape} values={values} addressOf={(kind, id) => `/o/${kind}/${id}`} />
          </Suspense>
        ) : null}
        {cause && elsewhere ? <Failed cause={cause} /> : null}
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
