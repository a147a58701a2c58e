import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { number, shortDay } from "@/app/format";
import type { Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { Page } from "@/desk/page";
import { PickRecord } from "@/fields/pick-record";
import { Button, Empty, Failed, Labelled, Loading, Section } from "@/ui";
import { PastHandovers } from "./past";
import { handOver, splitOf, usePreview, type HandoverList, type Preview, type Receipt } from "./queries";
import { ReceiptPart } from "./receipt";
import { CountLine } from "./saying";
import { useOwnershipWords } from "./words";
import "./ownership.css";

/** Whose customers go to whom: the leaver, a list a customer, the receipt. */
export function HandoverPage() {
  const words = useOwnershipWords();
  const [params] = useSearchParams();
  const said = params.get("leaver");
  const [leaver, setLeaver] = useState<Reference | null>(said ? { id: said, label: "" } : null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const { data, error, refetch } = usePreview(leaver?.id ?? null);
  return (
    <Page title={words.handover}>
      <div className="rec-h">
        <div>
          <h1>{words.handover}</h1>
          <p className="mut own-i">{words.handoverIntro}</p>
        </div>
      </div>
      <div className="own-two">
        <div className="stack">
          <div className="row own-bar">
            <Labelled id="own-leaver" label={words.leaver}>
              <PickRecord
                id="own-leaver"
                object="person"
                value={leaver?.label || !data ? leaver : data.leaver}
                onChange={(person) => {
                  setReceipt(null);
                  setLeaver(person);
                }}
              />
            </Labelled>
            {data ? (
              <span className="sm dim">
                {data.leaver.left_on ? words.leftOn(shortDay(data.leaver.left_on)) : words.here}
              </span>
            ) : null}
          </div>
          {receipt ? <ReceiptPart receipt={receipt} /> : null}
          {!leaver ? <Empty title={words.choose} /> : null}
          {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          {leaver && !data && !error ? <Loading lines={8} /> : null}
          {data && !(receipt && data.customers === 0) ? (
            <Lists key={data.leaver.id} preview={data} onDone={setReceipt} />
          ) : null}
        </div>
        <PastHandovers onUndone={() => setReceipt(null)} />
      </div>
    </Page>
  );
}

interface ListsProps {
  preview: Preview;
  onDone: (receipt: Receipt) => void;
}

function Lists({ preview, onDone }: ListsProps) {
  const words = useOwnershipWords();
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const [to, setTo] = useState<Reference | null>(null);
  const [chosen, setChosen] = useState<Record<string, Reference | null>>({});
  const [done, setDone] = useState(0);
  const split = splitOf(chosen, to?.id ?? null);
  const named = split.reduce((sum, part) => sum + part.customers.length, 0);
  const going = to ? preview.customers : named;
  const empty = preview.customers === 0 && Object.keys(preview.rest).length === 0;
  const go = () =>
    attempt(async () => {
      setDone(0);
      onDone(await handOver({ leaver: preview.leaver.id, to: to?.id ?? null, split }, setDone));
      await client.invalidateQueries({ queryKey: ["records"] });
    });
  if (empty) return <Empty title={words.nothing} />;
  return (
    <Section
      title={words.preview(number(preview.customers))}
      note={words.stays}
      extra={<CountLine counts={preview.rest} title={words.beside} />}
    >
      <div className="row own-bar">
        <Labelled id="own-successor" label={words.restTo}>
          <PickRecord id="own-successor" object="person" value={to} onChange={setTo} clearable />
        </Labelled>
        <Button kind="ink" disabled={busy || (!to && named === 0)} onClick={() => void go()}>
          {busy ? words.handing(number(done), number(going)) : words.hand(number(going))}
        </Button>
        {busy ? <progress max={Math.max(1, going)} value={done} aria-label={words.handover} /> : null}
      </div>
      {cause ? <Failed cause={cause} /> : null}
      <ul className="own-lists">
        {preview.items.map((each) => (
          <ListItem
            key={each.customer.id}
            list={each}
            to={chosen[each.customer.id] ?? null}
            onPick={(person) => setChosen({ ...chosen, [each.customer.id]: person })}
          />
        ))}
      </ul>
    </Section>
  );
}

interface ListItemProps {
  list: HandoverList;
  to: Reference | null;
  onPick: (person: Reference | null) => void;
}

function ListItem({ list, to, onPick }: ListItemProps) {
  const words = useOwnershipWords();
  const [choosing, setChoosing] = useState(false);
  return (
    <li>
      <div className="own-list-t">
        <a href={`/o/customer/${list.customer.id}`} target="_blank" rel="noreferrer">
          <b>{list.customer.label}</b>
        </a>
        <CountLine counts={list.counts} />
      </div>
      {choosing || to ? (
        <PickRecord object="person" label={words.successor} value={to} onChange={onPick} clearable />
      ) : (
        <Button small kind="quiet" onClick={() => setChoosing(true)}>
          {words.each}
        </Button>
      )}
    </li>
  );
}
