import { useEffect, useRef, useState } from "react";
import type { Gate, Place } from "@/app/shapes";
import { idOf, isReference } from "@/app/values";
import { Icon } from "@/ui/icon";
import { useContacts, useDealProcess, useDealsOf, useObject, openNodes } from "../data";
import { Distance } from "../parts/distance";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { useLabel } from "@/app/language";
import { usePocketWords } from "../words";
import type { Draft } from "./draft";
import type { Write } from "./log";
import { Nearby } from "./nearby";
import { Picker } from "./picker";

interface WhoProps {
  draft: Draft;
  write: Write;
  site: Place | null;
  gate: Gate | undefined;
}

/** With whom and about which deal. One open deal of a customer needs no choosing. */
export function Who({ draft, write, site, gate }: WhoProps) {
  const words = usePocketWords();
  const say = useSaying();
  const label = useLabel();
  const [picking, setPicking] = useState(false);
  const fields = useObject("activity").data?.fields ?? [];
  const process = useDealProcess();
  const customer = draft.customer?.id ?? "";
  const deals = useDealsOf(customer, customer !== "");
  const contacts = useContacts(customer, customer !== "");
  const open = new Set(openNodes(process).map((node) => node.key));
  const choices = (deals.data ?? []).filter(
    (deal) => open.has(String(deal["stage"])) || deal.id === draft.deal?.id,
  );
  // Offered once per customer picked here: whoever then takes the deal out again means it.
  const offered = useRef(customer);
  const only = deals.data && choices.length === 1 ? choices[0] : undefined;
  useEffect(() => {
    if (!deals.data || offered.current === customer) return;
    offered.current = customer;
    if (only && !draft.deal) write({ deal: { id: only.id, label: String(only["name"]) } });
  });
  const name = (field: "customer" | "deal" | "contact") =>
    label(fields.find((each) => each.name === field)?.label, words.log.parts[field]);
  const shut = gate?.next && !gate.open && gate.requirements.length > 0 ? gate : null;
  return (
    <Sheet>
      <div className="asks">
        <button type="button" className="ask" onClick={() => setPicking(true)}>
          <span className="k">{name("customer")}</span>
          <span className={draft.customer ? "v" : "v dim"}>{draft.customer?.label ?? words.log.pick}</span>
          <span className="x">{site ? <Distance to={site} /> : <Icon name="search" />}</span>
        </button>
        {draft.customer ? null : (
          <Nearby onPick={(found) => write({ customer: found, deal: null, contact: "" })} />
        )}
        {draft.customer || draft.deal ? (
          <label className="ask">
            <span className="k">{name("deal")}</span>
            <select
              value={draft.deal?.id ?? ""}
              onChange={({ target }) => {
                const found = choices.find((deal) => deal.id === target.value);
                write({ deal: found ? { id: found.id, label: String(found["name"]) } : null });
              }}
            >
              <option value="">
                {choices.length === 0 && deals.data ? words.log.noDeal : words.log.anyDeal}
              </option>
              {draft.deal && !choices.some((deal) => deal.id === draft.deal?.id) ? (
                <option value={draft.deal.id}>{draft.deal.label}</option>
              ) : null}
              {choices.map((deal) => (
                <option key={deal.id} value={deal.id}>
                  {String(deal["name"])}
                </option>
              ))}
            </select>
            <span className="x">
              <Icon name="chevron" />
            </span>
          </label>
        ) : null}
        {shut ? (
          <p className="ask-n">
            {words.log.towards(say.stage(shut.next ?? ""), say.stands(shut.requirements))}
          </p>
        ) : null}
        {contacts.data && contacts.data.length > 0 ? (
          <label className="ask">
            <span className="k">{name("contact")}</span>
            <select value={draft.contact} onChange={({ target }) => write({ contact: target.value })}>
              <option value="">{words.log.nobody}</option>
              {contacts.data.map((contact) => (
                <option key={contact.id} value={contact.id}>
                  {[contact["name"], contact["title"]].filter(Boolean).join(" · ")}
                </option>
              ))}
            </select>
            <span className="x">
              <Icon name="chevron" />
            </span>
          </label>
        ) : null}
      </div>
      {picking ? (
        <Picker
          onClose={() => setPicking(false)}
          onCustomer={(found) => {
            setPicking(false);
            write({ customer: found, deal: null, contact: "" });
          }}
          onDeal={(deal) => {
            setPicking(false);
            const buyer = deal["customer"];
            write({
              deal: { id: deal.id, label: String(deal["name"]) },
              customer: isReference(buyer) && idOf(buyer) ? buyer : null,
              contact: "",
            });
          }}
        />
      ) : null}
    </Sheet>
  );
}
