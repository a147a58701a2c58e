import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Field, Gate, Place, RecordRow } from "@/app/shapes";
import { idOf, isReference } from "@/app/values";
import { Icon } from "@/ui/icon";
import { useContacts, useDealsOf, useIsOpen, useObject } from "../data";
import { Distance } from "../parts/distance";
import { useSaying } from "../parts/saying";
import { Sheet } from "../parts/sheet";
import { useLabel } from "@/app/language";
import { usePocketWords } from "../words";
import { MEETINGS, type Draft } from "./draft";
import type { Write } from "./log";
import { Mark } from "./mark";
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
  const say = useSaying(gate?.process);
  const label = useLabel();
  const [picking, setPicking] = useState(false);
  const fields = useObject("activity").data?.fields ?? [];
  const isOpen = useIsOpen();
  const customer = draft.customer?.id ?? "";
  const deals = useDealsOf(customer, customer !== "");
  const contacts = useContacts(customer, customer !== "");
  const choices = (deals.data ?? []).filter((deal) => isOpen(deal) || deal.id === draft.deal?.id);
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
          <Nearby
            onPick={(found) => write({ customer: found, deal: null, contact: "", decision_maker: "" })}
          />
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
          <PickContact
            name={name("contact")}
            contacts={contacts.data}
            value={draft.contact}
            nobody={words.log.nobody}
            mark={<Mark draft={draft} field="contact" />}
            onPick={(contact) => write({ contact })}
          />
        ) : null}
        {MEETINGS.has(draft.type) ? (
          <Decider
            field={fields.find((each) => each.name === "decision_maker")}
            contacts={contacts.data ?? []}
            value={draft.decision_maker}
            mark={<Mark draft={draft} field="decision_maker" />}
            onPick={(decision_maker) => write({ decision_maker })}
          />
        ) : null}
      </div>
      {picking ? (
        <Picker
          onClose={() => setPicking(false)}
          onCustomer={(found) => {
            setPicking(false);
            write({ customer: found, deal: null, contact: "", decision_maker: "" });
          }}
          onDeal={(deal) => {
            setPicking(false);
            const buyer = deal["customer"];
            write({
              deal: { id: deal.id, label: String(deal["name"]) },
              customer: isReference(buyer) && idOf(buyer) ? buyer : null,
              contact: "",
              decision_maker: "",
            });
          }}
        />
      ) : null}
    </Sheet>
  );
}

interface DeciderProps {
  field: Field | undefined;
  contacts: readonly RecordRow[];
  value: string;
  mark: ReactNode;
  onPick: (value: string) => void;
}

/** Who decides, and was met: one of the customer's people, or a name where the field takes one. */
function Decider({ field, contacts, value, mark, onPick }: DeciderProps) {
  const words = usePocketWords();
  const label = useLabel();
  if (!field?.writable) return null;
  const name = label(field.label, field.name);
  if (field.type !== "reference") {
    return (
      <label className="ask">
        <span className="k">{name}</span>
        <input
          value={value}
          list="deciders"
          maxLength={80}
          placeholder={words.log.hints.decision_maker}
          autoComplete="off"
          onChange={({ target }) => onPick(target.value)}
        />
        <datalist id="deciders">
          {contacts.map((contact) => (
            <option key={contact.id} value={String(contact["name"])} />
          ))}
        </datalist>
        {mark}
      </label>
    );
  }
  if (contacts.length === 0) return null;
  return (
    <PickContact
      name={name}
      contacts={contacts}
      value={value}
      nobody={words.log.notMet}
      mark={mark}
      onPick={onPick}
    />
  );
}

interface PickContactProps {
  name: string;
  contacts: readonly RecordRow[];
  value: string;
  /** What it says where nobody is picked. */
  nobody: string;
  mark: ReactNode;
  onPick: (id: string) => void;
}

function PickContact({ name, contacts, value, nobody, mark, onPick }: PickContactProps) {
  return (
    <label className="ask">
      <span className="k">{name}</span>
      <select value={value} onChange={({ target }) => onPick(target.value)}>
        <option value="">{nobody}</option>
        {contacts.map((contact) => (
          <option key={contact.id} value={contact.id}>
            {[contact["name"], contact["title"]].filter(Boolean).join(" · ")}
          </option>
        ))}
      </select>
      <span className="x">
        {mark}
        <Icon name="chevron" />
      </span>
    </label>
  );
}
