import { lazy, Suspense, useState } from "react";
import { useParams } from "react-router";
import { shortDay } from "@/app/format";
import { useLanguage } from "@/app/language";
import type { RecordRow } from "@/app/shapes";
import { choiceLabel, isPlace, isReference } from "@/app/values";
import { Button, LinkButton } from "@/ui/button";
import { Grade } from "@/ui/chip";
import { Empty, Failed } from "@/ui/states";
import { say as announce } from "@/ui/notice";
import { change, useActivitiesOf, useContacts, useDealsOf, useObject, useRecord } from "../data";
import { usePosition } from "../device/position";
import { EditDoor } from "../forms/door";
import { FormFacts } from "../forms/facts";
import { Distance } from "../parts/distance";
import { Failing } from "../parts/failing";
import { More } from "../parts/more";
import { useSaying } from "../parts/saying";
import { Line, Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import "./page.css";

const Care = lazy(async () => ({ default: (await import("../care/care")).Care }));
const Support = lazy(async () => ({ default: (await import("../support/support")).Support }));

export function Customer() {
  const words = usePocketWords();
  const { id = "" } = useParams();
  const { data, error, refetch } = useRecord("customer", id);
  const name = data ? String(data["name"]) : words.customers.one;
  const dock = (
    <LinkButton kind="ink" wide icon="plus" to={`/log?customer=${id}`}>
      {words.tabs.log}
    </LinkButton>
  );
  return (
    <Page title={name} up="/customers" dock={data ? dock : undefined}>
      {error && !data ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting lines={8} /> : null}
      {data ? (
        <>
          <About customer={data} />
          <Deals customer={id} />
          <Suspense fallback={null}>
            <Support object="customer" record={data} />
            <Care customer={data} />
          </Suspense>
          <Contacts customer={id} />
          <Activities customer={id} />
        </>
      ) : null}
    </Page>
  );
}

function About({ customer }: { customer: RecordRow }) {
  const fields = useObject("customer").data?.fields;
  const words = usePocketWords();
  const place = customer["place"];
  const grade = customer["grade"];
  return (
    <Sheet
      title={words.customers.file}
      note={
        isPlace(place) ? <Distance to={place} /> : <Grade of={typeof grade === "string" ? grade : null} />
      }
    >
      <FormFacts object="customer" record={customer} />
      <EditDoor object="customer" to={`/customers/${customer.id}/edit`} />
      <p className="edit-door">
        <LinkButton wide icon="clock" to={`/customers/${customer.id}/journey`}>
          {words.customers.journey}
        </LinkButton>
      </p>
      {isPlace(place) || !fields?.some((field) => field.name === "place" && field.writable) ? null : (
        <SetPlace customer={customer} />
      )}
    </Sheet>
  );
}

/** Photos are measured against where the customer is; without that nothing can be proven on site. */
function SetPlace({ customer }: { customer: RecordRow }) {
  const words = usePocketWords();
  const fix = usePosition();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const known = fix.kind === "known" ? fix.place : null;
  const set = async () => {
    if (!known || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const about = { object: "customer", id: customer.id, label: String(customer["name"] ?? "") };
      const outcome = await change(about, { fields: { place: known } }, customer.version);
      if (outcome === "done") announce(words.place.isSet);
    } catch (cause) {
      setFailure(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="set-place">
      <p className="mut">{words.place.none}</p>
      <Button wide icon="pin" disabled={!known || busy} onClick={() => void set()}>
        {known
          ? words.place.setHere(Math.round(known.accuracy_m ?? 0))
          : fix.kind === "asking"
            ? words.place.asking
            : words.place.off}
      </Button>
      {failure ? <Failing cause={failure} /> : null}
    </div>
  );
}

function Deals({ customer }: { customer: string }) {
  const words = usePocketWords();
  const say = useSaying();
  const { data, error, refetch } = useDealsOf(customer);
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  return (
    <Sheet title={words.tabs.deals} note={data ? words.count(data.length) : null}>
      {data ? null : <Waiting />}
      {data?.length === 0 ? <Empty title={words.customers.noDeals} /> : null}
      <ul className="rows">
        {data?.map((deal) => (
          <li key={deal.id}>
            <Line
              to={`/deals/${deal.id}`}
              title={String(deal["name"])}
              end={say.stage(String(deal["stage"]), String(deal["process"]))}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Contacts({ customer }: { customer: string }) {
  const words = usePocketWords();
  const language = useLanguage();
  const { data, error, refetch } = useContacts(customer);
  const fields = useObject("contact").data?.fields;
  const said = (name: string, key: unknown) =>
    choiceLabel(
      fields?.find((field) => field.name === name),
      key,
      language,
    );
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  return (
    <Sheet title={words.customers.contacts} note={data ? words.people(data.length) : null}>
      {data ? null : <Waiting />}
      {data?.length === 0 ? <Empty title={words.customers.noContacts} /> : null}
      <ul className="rows">
        {data?.map((contact) => {
          const phone = contact["phone"];
          const does = ["decision_role", "attitude"].map((name) => said(name, contact[name]));
          const head = contact["reports_to"];
          const above = isReference(head) ? `↑ ${head.label}` : "";
          return (
            <li key={contact.id} className="contact">
              <div>
                <p>{String(contact["name"])}</p>
                <p className="mut sm">{[contact["title"], ...does, above].filter(Boolean).join(" · ")}</p>
              </div>
              {typeof phone === "string" && phone ? (
                <a className="btn" href={`tel:${phone}`} aria-label={words.call(String(contact["name"]))}>
                  {phone}
                </a>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

function Activities({ customer }: { customer: string }) {
  const words = usePocketWords();
  const say = useSaying();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useActivitiesOf(
    "customer",
    customer,
  );
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet title={words.customers.activities}>
      {isPending ? <Waiting /> : null}
      {!isPending && rows.length === 0 ? <Empty title={words.customers.noActivities} /> : null}
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id} className="done-1">
            <p>
              <b>{String(row["topic"] || say.type(String(row["type"])))}</b>
              <time className="sm mut" dateTime={String(row["occurred_at"])}>
                {shortDay(String(row["occurred_at"]))}
              </time>
            </p>
            <p className="sm mut">
              {[say.type(String(row["type"])), row["objection"], row["next_step"]]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
      <More has={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </Sheet>
  );
}
