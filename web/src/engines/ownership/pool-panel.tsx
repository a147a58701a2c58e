import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { money } from "@/app/format";
import type { Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { PickRecord } from "@/fields/pick-record";
import { Button, Dialog, Failed, Grade, Input, Labelled, Loading, Panel } from "@/ui";
import { say } from "@/ui/notice";
import { lookAt, POOL, type PoolRow } from "./queries";
import { AgainstList, saidOf, useCustomerSaying } from "./saying";
import { useOwnershipWords } from "./words";

interface PoolPanelProps {
  row: PoolRow;
  /** Whether the reader heads others. */
  assigns: boolean;
  onClaim: () => void;
  onClose: () => void;
}

/** One customer of the pool; shown whole by a tap of its own, because that counts. */
export function PoolPanel({ row, assigns, onClaim, onClose }: PoolPanelProps) {
  const words = useOwnershipWords();
  const [assigning, setAssigning] = useState(false);
  const [looking, setLooking] = useState(false);
  return (
    <Panel title={row.name ?? ""} onClose={onClose}>
      <div className="stack own-panel">
        {row.against.length > 0 ? <AgainstList against={row.against} /> : null}
        <p className="row">
          {row.against.length === 0 ? (
            <Button kind="ink" onClick={onClaim}>
              {words.claim}
            </Button>
          ) : null}
          {assigns ? <Button onClick={() => setAssigning(true)}>{words.assign}</Button> : null}
        </p>
        {looking ? (
          <Whole id={row.id} />
        ) : (
          <p>
            <Button onClick={() => setLooking(true)}>{words.openWhole}</Button>
          </p>
        )}
      </div>
      {assigning ? (
        <AssignDialog
          row={row}
          onClose={() => setAssigning(false)}
          onDone={() => {
            setAssigning(false);
            onClose();
          }}
        />
      ) : null}
    </Panel>
  );
}

function Whole({ id }: { id: string }) {
  const words = useOwnershipWords();
  const client = useQueryClient();
  const { choice, place } = useCustomerSaying();
  const { data, error } = useQuery({
    queryKey: ["pool look", id],
    queryFn: async () => {
      const found = await lookAt(id);
      await client.invalidateQueries({ queryKey: POOL });
      return found;
    },
    retry: false,
    staleTime: Infinity,
  });
  if (error) return <Failed cause={error} />;
  if (!data) return <Loading lines={5} />;
  const { customer, contacts } = data;
  const annual = customer.annual_purchase as { amount: string; currency: string } | null | undefined;
  const facts: [string, string][] = [
    [words.industry, choice("industry", customer.industry as string | null)],
    [words.region, place(customer.region as string | null)],
    [words.annual, annual ? money(annual.amount, annual.currency) : ""],
    [words.phone, String(customer.phone ?? "")],
  ];
  return (
    <>
      <dl className="own-facts">
        <dt>{words.grade}</dt>
        <dd>
          <Grade of={customer.grade as string | null} />
        </dd>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || "—"}</dd>
          </div>
        ))}
      </dl>
      <h3 className="own-h">{words.contacts}</h3>
      {contacts.length === 0 ? <p className="mut">{words.noContacts}</p> : null}
      <ul className="own-people">
        {contacts.map((each) => (
          <li key={each.id} className="row">
            <b>{String(each.name ?? "")}</b>
            <span className="grow mut">{String(each.title ?? "")}</span>
            <span className="n">{String(each.phone ?? "")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

interface AssignProps {
  row: PoolRow;
  onClose: () => void;
  onDone: () => void;
}

/** To one of one's own; what stands against it may be set aside with a reason. */
function AssignDialog({ row, onClose, onDone }: AssignProps) {
  const words = useOwnershipWords();
  const client = useQueryClient();
  const { busy, cause, attempt } = useTrying();
  const [to, setTo] = useState<Reference | null>(null);
  const [reason, setReason] = useState("");
  const assign = (anyway: boolean) =>
    attempt(async () => {
      await act("assign_customer", { to: to?.id, reason, anyway }, row.id);
      say(words.assigned(to?.label ?? ""));
      await client.invalidateQueries({ queryKey: ["records"] });
      onDone();
    });
  return (
    <Dialog title={`${words.assign} ${row.name ?? ""}`} onClose={onClose}>
      <Labelled id="own-to" label={words.assignTo}>
        <PickRecord id="own-to" object="person" value={to} onChange={setTo} autoFocus />
      </Labelled>
      <Labelled id="own-why" label={words.reason}>
        <Input id="own-why" value={reason} onText={setReason} maxLength={500} />
      </Labelled>
      {cause ? (
        <p className="risk" role="alert">
          {saidOf(cause)}
        </p>
      ) : null}
      <p className="row dlg-a">
        <Button onClick={onClose}>{words.cancel}</Button>
        {cause ? (
          <Button disabled={busy || !to || !reason.trim()} onClick={() => void assign(true)}>
            {words.anyway}
          </Button>
        ) : null}
        <Button kind="ink" disabled={busy || !to} onClick={() => void assign(false)}>
          {words.assign}
        </Button>
      </p>
    </Dialog>
  );
}
