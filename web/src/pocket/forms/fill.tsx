import { useCallback, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { Refusal } from "@/app/api";
import { newId } from "@/app/ids";
import { useLabel } from "@/app/language";
import type { ObjectShape, RecordRow, Value } from "@/app/shapes";
import { isBlank, isFiles, sameValue, toWire } from "@/app/values";
import { cutTo, useGrowing } from "@/forms/growing";
import { defaultsFor, owedIn, standingOf, without, type Layout } from "@/forms/layout";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { change, create, heldAmong, holdFile, letGo, outbox, useWho, type Operation } from "../data";
import { pocketKindOf } from "../fields";
import { GoesLater } from "../fields/uploads";
import { Failing } from "../parts/failing";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { roomOf } from "./rooms";
import { FormSection } from "./section";
import { usePocketFormWords } from "./words";

/** The process sets these, on every face. */
const SKIPPED = ["stage", "process", "closed_on", "lost_reason"];

interface FillProps {
  shape: ObjectShape;
  /** Null: a new one. */
  record: RecordRow | null;
  layout: Layout;
  up: string;
}

/** What of a form is not asked of somebody who makes a record: what the system fills in. */
function fresh(shape: ObjectShape, layout: Layout): Layout {
  const fixed = shape.fields.flatMap((field) => (field.writable ? [] : [field.name]));
  return without(layout, new Set([...SKIPPED, ...fixed]));
}

/** What was typed, as the form then stands. */
function useFilling(
  shape: ObjectShape,
  record: RecordRow | null,
  layout: Layout,
  begun: Record<string, Value>,
) {
  const { currency } = useWho();
  const [typed, setTyped] = useState<Record<string, Value>>(begun);
  const offered = record ? {} : defaultsFor(shape, layout, typed, new Set(Object.keys(typed)), currency);
  const values = { ...record, ...offered, ...typed } as Record<string, Value | undefined>;
  const asked = record ? layout : fresh(shape, layout);
  const tabs = standingOf(shape, asked, values, record, currency);
  const changed = shape.fields.filter((field) =>
    record
      ? field.name in typed && !sameValue(field, record[field.name], typed[field.name])
      : !isBlank(values[field.name]),
  );
  const put = useCallback(
    (name: string, value: Value) => setTyped((before) => ({ ...before, [name]: value })),
    [],
  );
  return { values, tabs, changed, put };
}

/** What was refused when it was sent, and is mended here: it goes once what replaces it is on its way. */
function useMended(): Operation | null {
  const { state } = useLocation() as { state: { mend?: string } | null };
  const [found] = useState(() => {
    const refused = outbox.all().find((each) => each.key === state?.mend) ?? null;
    refused?.attachments.forEach(holdFile);
    return refused;
  });
  return found;
}

export function Fill({ shape, record, layout, up }: FillProps) {
  const words = usePocketWords();
  const more = usePocketFormWords();
  const label = useLabel();
  const navigate = useNavigate();
  const mended = useMended();
  const { values, tabs, changed, put } = useFilling(shape, record, layout, mended?.shown ?? {});
  const sections = tabs.flatMap((tab) => tab.sections);
  const total = sections.reduce((sum, section) => sum + section.places.length, 0);
  const drawn = cutTo(sections, useGrowing(total));
  const [key, setKey] = useState(newId);
  const [made] = useState(() => mended?.about?.id ?? newId());
  const [busy, setBusy] = useState(false);
  const [under_way, setUnderWay] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<unknown>(null);
  const markBusy = useCallback(
    (name: string, on: boolean) =>
      setUnderWay((all) => new Set(on ? [...all, name] : [...all].filter((each) => each !== name))),
    [],
  );
  const owed = owedIn(tabs, values).filter(pocketKindOf);
  const faults = failure instanceof Refusal ? failure.fields : {};
  const off = busy || changed.length === 0 || owed.length > 0 || under_way.size > 0;
  const save = async () => {
    if (off) return;
    setBusy(true);
    setFailure(null);
    const wire = Object.fromEntries(changed.map((field) => [field.name, toWire(field, values[field.name])]));
    const shown = Object.fromEntries(changed.map((field) => [field.name, values[field.name] ?? null]));
    const about = { object: shape.name, id: record?.id ?? made, label: String(values[shape.title] ?? "") };
    const attachments = changed.flatMap(({ name }) => {
      const value = values[name];
      return isFiles(value) ? heldAmong(name, value) : [];
    });
    const entered = { fields: wire, shown, attachments };
    try {
      if (mended) await outbox.drop(mended.key);
      const outcome = record
        ? await change(about, entered, record.version)
        : await create(about, entered, key);
      letGo(attachments);
      if (outcome === "done") say(record ? words.form.saved : more.made);
      void navigate(record ? up : `${roomOf(shape.name)}/${about.id}`, { replace: true });
    } catch (cause) {
      setFailure(cause);
      if (cause instanceof Refusal && !cause.unreachable) setKey(newId());
    } finally {
      setBusy(false);
    }
  };
  const dock = (
    <Button kind="ink" wide disabled={off} onClick={() => void save()}>
      {under_way.size > 0
        ? more.wait
        : owed[0]
          ? words.form.owed(label(owed[0].label, owed[0].name))
          : words.form.save}
    </Button>
  );
  const title = record
    ? String(record[shape.title] ?? words.form.edit)
    : more.creating(label(shape.label, shape.name));
  return (
    <Page title={title} up={up} dock={dock}>
      {failure ? <Failing cause={failure} /> : null}
      <GoesLater value>
        {drawn.map((section) => (
          <FormSection
            key={section.key}
            section={section}
            id={record?.id ?? null}
            values={values}
            faults={faults}
            onChange={put}
            onBusy={markBusy}
          />
        ))}
      </GoesLater>
    </Page>
  );
}
