import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { money, shortDay } from "@/app/format";
import { useTrying } from "@/app/trying";
import { act } from "@/app/writes";
import { lookAt, POOL, type PoolRow } from "@/engines/ownership/queries";
import { useCustomerSaying } from "@/engines/ownership/saying";
import { useOwnershipWords } from "@/engines/ownership/words";
import { Button } from "@/ui/button";
import { Chip, Grade } from "@/ui/chip";
import { say } from "@/ui/notice";
import { Loading } from "@/ui/states";
import { Failing } from "../parts/failing";
import { Opening } from "../parts/opening";
import { Facts } from "../parts/sheet";
import { useLaterWords } from "../words/later";

interface PoolLineProps {
  row: PoolRow;
  open: boolean;
  onToggle: () => void;
}

/** One customer of the pool: what harms nobody in two lines, and on a tap why not, or the claim. */
export function PoolLine({ row, open, onToggle }: PoolLineProps) {
  const words = useOwnershipWords();
  const { pool: more } = useLaterWords();
  const { choice, place } = useCustomerSaying();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { busy, cause, attempt } = useTrying();
  const claim = async () => {
    const done = await attempt(() => act("claim_customer", {}, row.id));
    await client.invalidateQueries({ queryKey: ["records"] });
    if (!done) return;
    say(words.claimed(row.name ?? ""));
    void navigate(`/customers/${row.id}`);
  };
  return (
    <Opening
      open={open}
      onToggle={onToggle}
      title={
        <>
          {row.name}
          <Grade of={row.grade} />
        </>
      }
      end={row.against.length > 0 ? <Chip tone="amber">{more.mayNot(row.against.length)}</Chip> : null}
      detail={[choice("industry", row.industry), place(row.region)].filter(Boolean).join(" · ")}
      detailEnd={shortDay(row.since)}
    >
      {row.against.length > 0 ? <Against row={row} /> : null}
      {cause ? <Failing cause={cause} /> : null}
      <Whole id={row.id} />
      {row.against.length > 0 ? null : (
        <Button wide kind="ink" disabled={busy} onClick={() => void claim()}>
          {words.claim}
        </Button>
      )}
    </Opening>
  );
}

/** Everything that stands against a claim, each with what would make it pass. */
function Against({ row }: { row: PoolRow }) {
  const words = useOwnershipWords();
  return (
    <ul className="pool-no" aria-label={words.why}>
      {row.against.map((each) => (
        <li key={each.code}>
          <b>{each.message}</b>
          <span className="sm mut">{each.remedy}</span>
        </li>
      ))}
    </ul>
  );
}

/** Phone and people, on a tap of its own: that counts. */
function Whole({ id }: { id: string }) {
  const words = useOwnershipWords();
  const client = useQueryClient();
  const [looking, setLooking] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ["pool look", id],
    queryFn: async () => {
      const found = await lookAt(id);
      await client.invalidateQueries({ queryKey: POOL });
      return found;
    },
    enabled: looking,
    retry: false,
    staleTime: Infinity,
  });
  if (!looking && !data) {
    return (
      <Button wide onClick={() => setLooking(true)}>
        {words.openWhole}
      </Button>
    );
  }
  if (error) {
    return (
      <>
        <Failing cause={error} />
        <Button wide onClick={() => void refetch()}>
          {words.openWhole}
        </Button>
      </>
    );
  }
  if (!data) return <Loading lines={4} />;
  const annual = data.customer.annual_purchase as { amount: string; currency: string } | null | undefined;
  const call = (phone: unknown) => (phone ? <a href={`tel:${String(phone)}`}>{String(phone)}</a> : "—");
  return (
    <Facts
      rows={[
        { key: "annual", name: words.annual, value: annual ? money(annual.amount, annual.currency) : "—" },
        { key: "phone", name: words.phone, value: call(data.customer.phone) },
        ...data.contacts.map((each) => ({
          key: each.id,
          name: String(each.name ?? ""),
          value: (
            <>
              {each.title ? `${String(each.title)} ` : ""}
              {call(each.phone)}
            </>
          ),
        })),
        ...(data.contacts.length > 0
          ? []
          : [{ key: "nobody", name: words.contacts, value: words.noContacts }]),
      ]}
    />
  );
}
