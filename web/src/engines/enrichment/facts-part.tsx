import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "@/app/api";
import { companyDay, date, number } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import { refresh, useObject, useRecords } from "@/app/queries";
import type { Field, ObjectShape, RecordRow } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { act } from "@/app/writes";
import { ShowValue } from "@/fields";
import { Button, Chip, Section, Table, type Column } from "@/ui";
import { say } from "@/ui/notice";
import { useOrigins, type Enriched, type Origin } from "./queries";
import { useEnrichmentWords } from "./words";
import "./enrichment.css";

const OFFERED = "offered";

interface PartProps {
  shape: ObjectShape;
  row: RecordRow;
  readOnly: boolean;
}

/** On a customer's page: what a register says, what of it differs from what was typed, and the licences. */
export function FactsPart({ shape, row, readOnly }: PartProps) {
  const words = useEnrichmentWords();
  const label = useLabel();
  const client = useQueryClient();
  const { data } = useOrigins(row.id, row.version);
  const [busy, setBusy] = useState(false);
  if (!data) return null;
  const run = async (action: string, input: Record<string, unknown>, told: (result: Enriched) => string) => {
    setBusy(true);
    try {
      say(told((await act<Enriched>(action, input, row.id)).result));
    } catch (refused) {
      say(refused instanceof Refusal ? [refused.message, refused.remedy].filter(Boolean).join(" ") : "");
    }
    refresh(client, [{ object: "customer", record: row.id, version: null }]);
    await client.invalidateQueries({ queryKey: ["records", "licence"] });
    setBusy(false);
  };
  const enrich = () =>
    run("enrich_customer", { afresh: data.facts.length > 0 }, (result) => {
      const unread = result.unread.map((each) => words.parts[each] ?? each).join(" ");
      const done = words.done(result.filled.length, result.offered.length, result.papers);
      return unread ? `${done} · ${words.unread(unread)}` : done;
    });
  const may = Boolean(shape.can.write) && !readOnly;
  return (
    <Section
      title={words.title}
      note={data.calls ? words.calls(number(data.calls.today), number(data.calls.most)) : ""}
      extra={
        data.on && may ? (
          <Button small disabled={busy} onClick={() => void enrich()}>
            {busy ? words.asking : data.facts.length > 0 ? words.again : words.enrich}
          </Button>
        ) : null
      }
    >
      {row.high_potential === true ? (
        <p className="en-high">
          <Chip tone="jade">{words.potential}</Chip>
          <span className="sm mut">{words.why(String(row.potential_why ?? ""))}</span>
        </p>
      ) : null}
      {data.on ? null : <p className="sm mut en-off">{words.off}</p>}
      {data.on && data.facts.length === 0 ? <p className="sm mut">{words.nothing}</p> : null}
      <Offers
        offers={data.facts.filter((each) => each.state === OFFERED)}
        shape={shape}
        row={row}
        onDecide={
          may
            ? (field, take) =>
                void run(take ? "accept_enrichment" : "decline_enrichment", { fields: [field] }, () =>
                  take ? words.accepted : words.declined,
                )
            : null
        }
        busy={busy}
      />
      <Origins facts={data.facts.filter((each) => each.state !== OFFERED)} shape={shape} label={label} />
      <Papers customer={row.id} />
    </Section>
  );
}

const fieldOf = (shape: ObjectShape, name: string): Field | undefined =>
  shape.fields.find((each) => each.name === name);

interface OffersProps {
  offers: Origin[];
  shape: ObjectShape;
  row: RecordRow;
  onDecide: ((field: string, take: boolean) => void) | null;
  busy: boolean;
}

function Offers({ offers, shape, row, onDecide, busy }: OffersProps) {
  const words = useEnrichmentWords();
  const label = useLabel();
  if (offers.length === 0) return null;
  return (
    <div className="en-offers">
      <p>
        <b>{words.offers}</b> <span className="sm dim">{words.offersNote}</span>
      </p>
      <ul>
        {offers.map((each) => {
          const field = fieldOf(shape, each.field);
          if (!field) return null;
          const now = row[each.field];
          return (
            <li key={each.field} data-offer={each.field}>
              <b className="en-f">{label(field.label, field.name)}</b>
              <span className="en-v">
                <span className="sm dim">{words.now}</span>{" "}
                {now === null || now === undefined ? (
                  words.blank
                ) : (
                  <ShowValue field={field} value={now} dense />
                )}
              </span>
              <span className="en-v">
                <span className="sm dim">{words.says(label(each.source))}</span>{" "}
                <ShowValue field={field} value={each.value} dense />
              </span>
              {onDecide && field.writable ? (
                <span className="row">
                  <Button small disabled={busy} onClick={() => onDecide(each.field, true)}>
                    {words.accept}
                  </Button>
                  <Button small kind="quiet" disabled={busy} onClick={() => onDecide(each.field, false)}>
                    {words.decline}
                  </Button>
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

interface OriginsProps {
  facts: Origin[];
  shape: ObjectShape;
  label: ReturnType<typeof useLabel>;
}

function Origins({ facts, shape, label }: OriginsProps) {
  const words = useEnrichmentWords();
  if (facts.length === 0) return null;
  const columns: Column<Origin>[] = [
    {
      key: "field",
      head: words.field,
      cell: (each) => label(fieldOf(shape, each.field)?.label, each.field),
    },
    {
      key: "value",
      head: words.value,
      cell: (each) => {
        const field = fieldOf(shape, each.field);
        return field ? <ShowValue field={field} value={each.value} dense /> : null;
      },
    },
    {
      key: "state",
      head: words.state,
      cell: (each) => (
        <span className="sm mut">
          {each.typed && each.state !== "same" && each.state !== "declined"
            ? words.typed
            : (words.states[each.state] ?? each.state)}
        </span>
      ),
    },
    {
      key: "at",
      head: words.fetched,
      cell: (each) => (
        <span className="sm mut">
          {label(each.source)} {date(companyDay(each.fetched_at))}
        </span>
      ),
    },
  ];
  return <Table label={words.title} columns={columns} rows={facts} keyOf={(each) => each.field} />;
}

function Papers({ customer }: { customer: string }) {
  const words = useEnrichmentWords();
  const language = useLanguage();
  const shape = useObject("licence").data;
  const asked = {
    filter: ["customer", "=", customer] as [string, "=", string],
    sort: "-issued_on",
    limit: 50,
  };
  const { data } = useRecords("licence", asked, Boolean(shape));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const kind = shape?.fields.find((each) => each.name === "kind");
  const today = companyDay(new Date());
  if (rows.length === 0) return null;
  return (
    <ul className="en-papers" aria-label={words.papers}>
      {rows.map((each) => {
        const until = typeof each.valid_until === "string" ? each.valid_until : null;
        const over = until !== null && until < today;
        return (
          <li key={each.id}>
            <Chip tone={over ? "line" : "plain"}>{choiceLabel(kind, each.kind, language)}</Chip>
            <span className="grow">
              {String(each.name ?? "")} <span className="sm dim">{String(each.number ?? "")}</span>
            </span>
            <span className="sm mut">
              {each.issued_on ? `${words.issued} ${date(String(each.issued_on))} · ` : ""}
              {over ? `${words.ended} ` : `${words.until} `}
              {until ? date(until) : words.noEnd}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
