import { Fragment, lazy, Suspense } from "react";
import { useLabel } from "@/app/language";
import type { RecordRow } from "@/app/shapes";
import { standingOf } from "@/forms/layout";
import { useForm } from "@/forms/queries";
import { useObject, useWho } from "../data";
import { Facts } from "../parts/sheet";
import { useFacts } from "../parts/shown";
import "./forms.css";

const Rows = lazy(async () => ({ default: (await import("./rows")).Rows }));

interface FormFactsProps {
  object: string;
  record: RecordRow;
  /** Fields the page shows elsewhere. */
  except?: readonly string[];
}

/** What is filled in on a record, in the order and under the headings of its form for the phone. */
export function FormFacts({ object, record, except = [] }: FormFactsProps) {
  const { currency } = useWho();
  const { data: shape } = useObject(object);
  const { data: layout } = useForm(object, "pocket");
  const tabs = shape && layout ? standingOf(shape, layout, record, record, currency) : [];
  const sections = tabs.flatMap((tab) => tab.sections);
  return (
    <>
      {sections.map((section, at) => (
        <Fragment key={section.key}>
          <Group
            title={at > 0 ? section.label : null}
            record={record}
            fields={section.places.map((place) => place.field).filter((each) => !except.includes(each.name))}
          />
          {section.tables.map((table) => (
            <Suspense key={table.key} fallback={null}>
              <Rows table={table} id={record.id} readOnly />
            </Suspense>
          ))}
        </Fragment>
      ))}
    </>
  );
}

interface GroupProps {
  title: { zh: string; en: string } | null;
  fields: Parameters<typeof useFacts>[0];
  record: RecordRow;
}

function Group({ title, fields, record }: GroupProps) {
  const label = useLabel();
  const rows = useFacts(fields, record);
  if (rows.length === 0) return null;
  return (
    <section aria-label={title ? label(title) : undefined}>
      {title ? <h3 className="facts-h">{label(title)}</h3> : null}
      <Facts rows={rows} />
    </section>
  );
}
