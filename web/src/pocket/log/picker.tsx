import { useEffect, useRef, useState } from "react";
import type { RecordRow, Reference } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import { useWords } from "@/app/language";
import { Icon } from "@/ui/icon";
import { Empty, Failed } from "@/ui/states";
import { useFind, useMyActivities, useMyOpenDeals, usePlacedCustomers, useRecord, type Found } from "../data";
import { usePosition } from "../device/position";
import { Search } from "../parts/search";
import { Line, Sheet } from "../parts/sheet";
import { useSettled } from "../parts/settled";
import { Waiting } from "../parts/waiting";
import { usePocketWords } from "../words";
import { nearest } from "./nearby";
import { useLogWords } from "./words";
import "../parts/pick.css";

interface PickerProps {
  onClose: () => void;
  onCustomer: (found: Reference) => void;
  onDeal: (deal: RecordRow) => void;
}

/** A whole screen to find a customer or a deal: nearby and recent first, then whatever is typed. */
export function Picker({ onClose, onCustomer, onDeal }: PickerProps) {
  const log = useLogWords();
  const shared = useWords();
  const frame = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState("");
  const settled = useSettled(text.trim());
  const [dealId, setDealId] = useState("");
  const deal = useRecord("deal", dealId).data;
  useEffect(() => {
    if (!frame.current?.open) frame.current?.showModal();
  }, []);
  const chosen = useRef(onDeal);
  useEffect(() => {
    chosen.current = onDeal;
  });
  useEffect(() => {
    if (deal) chosen.current(deal);
  }, [deal]);
  return (
    <dialog
      ref={frame}
      className="pick"
      aria-label={log.pick}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="pick-h">
        <div className="grow">
          <Search value={text} onText={setText} label={log.search} autoFocus />
        </div>
        <button type="button" className="tap" aria-label={shared.close} onClick={onClose}>
          <Icon name="x" size="l" />
        </button>
      </div>
      <div className="pick-b">
        {settled === "" ? (
          <Suggestions onCustomer={onCustomer} onDeal={setDealId} />
        ) : (
          <Results text={settled} onCustomer={onCustomer} onDeal={setDealId} />
        )}
      </div>
    </dialog>
  );
}

interface ListProps {
  onCustomer: (found: Reference) => void;
  onDeal: (id: string) => void;
}

function Suggestions({ onCustomer, onDeal }: ListProps) {
  const words = usePocketWords();
  const log = useLogWords();
  const fix = usePosition();
  const placed = usePlacedCustomers(fix.kind === "known");
  const near = fix.kind === "known" ? nearest(placed.data ?? [], fix.place, 50_000).slice(0, 5) : [];
  const recent = new Map<string, Reference>();
  for (const activity of useMyActivities().data ?? []) {
    const id = idOf(activity["customer"]);
    if (id && recent.size < 6) recent.set(id, { id, label: labelOf(activity["customer"]) });
  }
  const deals = useMyOpenDeals(8).data ?? [];
  return (
    <>
      {near.length > 0 ? (
        <Sheet title={log.nearby}>
          <ul className="rows">
            {near.map(({ customer, metres }) => (
              <li key={customer.id}>
                <Line onPick={() => onCustomer(customer)} title={customer.label} end={words.metres(metres)} />
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
      {recent.size > 0 ? (
        <Sheet title={log.recent}>
          <ul className="rows">
            {[...recent.values()].map((customer) => (
              <li key={customer.id}>
                <Line onPick={() => onCustomer(customer)} title={customer.label} />
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
      {deals.length > 0 ? (
        <Sheet title={log.myDeals}>
          <ul className="rows">
            {deals.map((deal) => (
              <li key={deal.id}>
                <Line
                  onPick={() => onDeal(deal.id)}
                  title={String(deal["name"])}
                  detail={labelOf(deal["customer"])}
                />
              </li>
            ))}
          </ul>
        </Sheet>
      ) : null}
    </>
  );
}

function Results({ text, onCustomer, onDeal }: ListProps & { text: string }) {
  const words = usePocketWords();
  const { data, error, isPending, refetch } = useFind(text);
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (isPending) return <Waiting lines={6} />;
  if (data.length === 0) {
    return (
      <Sheet>
        <Empty title={words.customers.noneFound(text)}>{words.customers.noneFoundText}</Empty>
      </Sheet>
    );
  }
  const of = (object: string) => data.filter((each) => each.object === object);
  const pick = (found: Found) =>
    found.object === "deal" ? onDeal(found.id) : onCustomer({ id: found.id, label: found.label });
  return (
    <>
      {(["customer", "deal"] as const).map((object) =>
        of(object).length === 0 ? null : (
          <Sheet key={object} title={object === "customer" ? words.tabs.customers : words.tabs.deals}>
            <ul className="rows">
              {of(object).map((found) => (
                <li key={found.id}>
                  <Line onPick={() => pick(found)} title={found.label} end={found.hint ?? ""} />
                </li>
              ))}
            </ul>
          </Sheet>
        ),
      )}
    </>
  );
}
