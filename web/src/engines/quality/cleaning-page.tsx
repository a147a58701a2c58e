import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { companyDay, date, number } from "@/app/format";
import { useLabel } from "@/app/language";
import { refresh, useMe, useObject } from "@/app/queries";
import type { Field, Value } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { isBlank, toWire } from "@/app/values";
import { inquire, patchRecord } from "@/app/writes";
import { Page } from "@/desk/page";
import { kindOf } from "@/fields";
import { useFaults } from "@/records/faults";
import { Button, Chip, Empty, Failed, Grade, LinkButton, Loading, Pick } from "@/ui";
import { say } from "@/ui/notice";
import { useQualityWords } from "./words";
import "./quality.css";

interface Row {
  id: string;
  version: number;
  name: string;
  owner: string | null;
  owner_name: string | null;
  grade: string | null;
  last_at: string | null;
  reasons: string[];
}

interface Cleaning {
  count: number;
  customers: number;
  reasons: Record<string, number>;
  fields: string[];
  rows: Row[];
  days: number | null;
  most: number;
}

const CUSTOMER = "customer";

/** 清洗清单: customers whose archive wants work, each reason with what mends it. */
export function CleaningPage() {
  const words = useQualityWords().cleaning;
  const label = useLabel();
  const [params, setParams] = useSearchParams();
  const [skip, setSkip] = useState(0);
  const reason = params.get("reason");
  const mine = params.get("of") === "me";
  const asked = { reason, mine, skip };
  const { data, error, refetch } = useQuery({
    queryKey: ["records", CUSTOMER, "cleaning", asked] as const,
    queryFn: ({ signal }) => inquire<Cleaning>("list_cleaning", asked, signal),
    placeholderData: (before) => before,
  });
  const shape = useObject(CUSTOMER).data;
  const field = (name: string) => shape?.fields.find((each) => each.name === name);
  const said = (key: string): string => {
    if (key === "grade") return words.grade;
    if (key === "stale") return words.stale(data?.days ?? 0);
    if (key === "owner") return words.owner;
    return words.missing(label(field(key)?.label, key));
  };
  const ask = (next: { reason?: string | null; mine?: boolean }) => {
    const now = { reason, mine, ...next };
    setSkip(0);
    setParams({ ...(now.reason ? { reason: now.reason } : {}), ...(now.mine ? { of: "me" } : {}) });
  };
  const known = Object.entries(data?.reasons ?? {}).sort((a, b) => b[1] - a[1]);
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1 className="grow">{words.title}</h1>
        {data ? (
          <span className="sm mut">{words.lead(number(data.count), number(data.customers))}</span>
        ) : null}
      </div>
      <div className="row wrap cl-bar">
        <div className="seg" role="group" aria-label={words.whose}>
          {[false, true].map((each) => (
            <button
              key={String(each)}
              type="button"
              aria-pressed={mine === each}
              onClick={() => ask({ mine: each })}
            >
              {each ? words.mine : words.all}
            </button>
          ))}
        </div>
        <div className="row wrap" role="group" aria-label={words.why}>
          {known.map(([key, count]) => (
            <Pick
              key={key}
              count={count}
              picked={reason === key}
              onPick={() => ask({ reason: reason === key ? null : key })}
            >
              {said(key)}
            </Pick>
          ))}
        </div>
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={10} /> : null}
      {data && data.rows.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      <ul className="cl-list">
        {data?.rows.map((row) => (
          <Item key={`${row.id} ${row.version}`} row={row} field={field} said={said} />
        ))}
      </ul>
      {data && data.count > data.most ? (
        <p className="row">
          <Button small disabled={skip === 0} onClick={() => setSkip(Math.max(0, skip - data.most))}>
            {words.before}
          </Button>
          <span className="sm mut n">
            {number(skip + 1)}–{number(skip + data.rows.length)} / {number(data.count)}
          </span>
          <Button
            small
            disabled={skip + data.rows.length >= data.count}
            onClick={() => setSkip(skip + data.most)}
          >
            {words.after}
          </Button>
        </p>
      ) : null}
    </Page>
  );
}

interface ItemProps {
  row: Row;
  field: (name: string) => Field | undefined;
  said: (key: string) => string;
}

/** One customer: who, why, and a button for each reason that mends it where it stands. */
function Item({ row, field, said }: ItemProps) {
  const words = useQualityWords().cleaning;
  const readOnly = Boolean(useMe().data?.view_as);
  const [open, setOpen] = useState<string | null>(null);
  // Without an amount there is nothing to grade by: the amount is what mends it.
  const target = (key: string) => (key === "grade" ? "annual_purchase" : key);
  const shown = row.reasons.filter((key) => key !== "grade" || !row.reasons.includes("annual_purchase"));
  const remedy = (key: string) => {
    if (readOnly) return null;
    if (key === "stale")
      return (
        <LinkButton small kind="quiet" to={`/o/activity/new?customer=${row.id}`}>
          {words.log}
        </LinkButton>
      );
    if (!field(target(key))?.writable) return null;
    return (
      <Button
        small
        kind="quiet"
        aria-expanded={open === key}
        onClick={() => setOpen(open === key ? null : key)}
      >
        {key === "owner" ? words.give : words.fill}
      </Button>
    );
  };
  const edited = open ? field(target(open)) : undefined;
  return (
    <li>
      <div className="cl-who">
        <Link to={`/o/${CUSTOMER}/${row.id}`}>{row.name}</Link>
        <Grade of={row.grade} />
        <span className="sm mut">
          {[
            row.owner ? (row.owner_name ?? "") : "",
            row.last_at ? words.last(date(companyDay(row.last_at))) : words.never,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <div className="row wrap">
        {shown.map((key) => (
          <span key={key} className="cl-why">
            <Chip tone={key === "stale" || key === "owner" ? "amber" : "line"}>
              {key === "annual_purchase" && row.reasons.includes("grade") ? words.noAmount : said(key)}
            </Chip>
            {remedy(key)}
          </span>
        ))}
      </div>
      {edited ? <Mend key={edited.name} row={row} field={edited} onDone={() => setOpen(null)} /> : null}
    </li>
  );
}

function Mend({ row, field, onDone }: { row: Row; field: Field; onDone: () => void }) {
  const words = useQualityWords().cleaning;
  const label = useLabel();
  const client = useQueryClient();
  const [value, setValue] = useState<Value>(null);
  const { busy, cause, attempt } = useTrying();
  const faults = useFaults(cause);
  const { Edit } = kindOf(field);
  const id = `cl-${row.id}-${field.name}`;
  const save = async () => {
    const done = await attempt(async () => {
      const saved = await patchRecord(CUSTOMER, row.id, { [field.name]: toWire(field, value) }, row.version);
      refresh(client, [{ object: CUSTOMER, record: row.id, version: saved.version }]);
      say(words.saved);
    });
    if (done) onDone();
  };
  return (
    <form
      className="cl-mend"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label htmlFor={id}>{label(field.label, field.name)}</label>
      <span className="cl-edit">
        <Edit id={id} field={field} value={value} autoFocus onChange={setValue} />
      </span>
      <Button small kind="ink" submit disabled={busy || isBlank(value)}>
        {words.save}
      </Button>
      {cause ? <p className="sm risk">{faults[field.name] ?? words.refused}</p> : null}
    </form>
  );
}
