import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { clock, shortDay } from "@/app/format";
import { newId } from "@/app/ids";
import { useLanguage } from "@/app/language";
import type { Filter, RecordRow } from "@/app/shapes";
import { choiceLabel } from "@/app/values";
import { useTrying } from "@/app/trying";
import { useCareWords } from "@/engines/care/words";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { deed, useFirst, useObject, useOutbox, useWho } from "../data";
import { useOnline } from "../device/online";
import { Failing } from "../parts/failing";
import { Line, Sheet } from "../parts/sheet";
import { useLaterWords } from "../words/later";
import { askCustomer, shareQuestion } from "./asking";
import { RaiseForm, type Said } from "./raise-form";
import "./care.css";

const COMPLAINT = "complaint";
const SATISFACTION = "satisfaction";
const LATEST = 5;

/** What a customer complained of and said of us, and the ways to write one down and to ask. */
export function Care({ customer }: { customer: RecordRow }) {
  const { care: more } = useLaterWords();
  const me = useWho();
  const shape = useObject(COMPLAINT).data;
  const asks = useObject(SATISFACTION).data;
  const filter: Filter = ["customer", "=", customer.id];
  const complaints = useFirst(COMPLAINT, { filter, sort: "-raised_at", limit: LATEST }, Boolean(shape));
  const answers = useFirst(SATISFACTION, { filter, sort: "-asked_at", limit: LATEST }, Boolean(asks));
  const unsent = useOutbox().filter(
    (each) =>
      each.call === "raise_complaint" && each.state !== "done" && each.input["customer"] === customer.id,
  );
  if (!shape && !asks) return null;
  const rows = complaints.data ?? [];
  const asked = answers.data ?? [];
  const nothing = rows.length + asked.length + unsent.length === 0;
  return (
    <Sheet title={more.title}>
      {nothing ? (
        <p className="sm mut">{more.none}</p>
      ) : (
        <ul className="rows">
          {unsent.map((each) => (
            <li key={each.key}>
              <Line to="/outbox" title={String(each.input["story"] ?? "")} end={more.unsent} />
            </li>
          ))}
          {rows.map((row) => (
            <li key={row.id}>
              <Complaint row={row} />
            </li>
          ))}
          {asked.map((row) => (
            <li key={row.id}>
              <Asked row={row} />
            </li>
          ))}
        </ul>
      )}
      {me.view_as ? null : <Deeds customer={customer} raises={Boolean(shape)} asks={Boolean(asks)} />}
    </Sheet>
  );
}

function useNamed(object: string) {
  const language = useLanguage();
  const fields = useObject(object).data?.fields;
  return (row: RecordRow, name: string) =>
    choiceLabel(
      fields?.find((each) => each.name === name),
      String(row[name] ?? ""),
      language,
    );
}

const atOf = (said: unknown): string => `${shortDay(String(said))} ${clock(String(said))}`;

function Complaint({ row }: { row: RecordRow }) {
  const { care: more } = useLaterWords();
  const named = useNamed(COMPLAINT);
  const open = row["state"] !== "resolved" && row["due_at"];
  const due = row["overdue"] ? (
    <span className="risk">{more.late}</span>
  ) : open ? (
    more.due(atOf(row["due_at"]))
  ) : (
    ""
  );
  return (
    <Line
      to={`/o/${COMPLAINT}/${row.id}`}
      title={String(row["story"] ?? row["title"] ?? "").slice(0, 60) || named(row, "category")}
      end={named(row, "state")}
      detail={[named(row, "category"), named(row, "severity")].filter(Boolean).join(" · ")}
      detailEnd={due}
    />
  );
}

function Asked({ row }: { row: RecordRow }) {
  const { care: more } = useLaterWords();
  const named = useNamed(SATISFACTION);
  const stands: Record<string, string> = {
    asked: more.waiting(shortDay(String(row["expires_at"]))),
    answered: more.scored(String(row["score"] ?? "")),
    expired: more.expired,
  };
  return (
    <Line
      to={`/o/${SATISFACTION}/${row.id}`}
      title={String(row["comment"] ?? "") || named(row, "occasion")}
      end={stands[String(row["state"])] ?? ""}
      detail={[named(row, "occasion"), shortDay(String(row["asked_at"]))].join(" · ")}
    />
  );
}

interface DeedsProps {
  customer: RecordRow;
  raises: boolean;
  asks: boolean;
}

/** A complaint is written down anywhere; a question needs the server, which makes its link. */
function Deeds({ customer, raises, asks }: DeedsProps) {
  const words = useCareWords();
  const { care: more } = useLaterWords();
  const online = useOnline();
  const client = useQueryClient();
  const [raising, setRaising] = useState(false);
  const [address, setAddress] = useState("");
  const { busy, cause, attempt } = useTrying();
  const raise = async (said: Said) => {
    const id = newId();
    const about = { object: COMPLAINT, id, label: String(customer["name"] ?? "") };
    const done = await attempt(async () => {
      const outcome = await deed("raise_complaint", about, { id, customer: customer.id, ...said });
      if (outcome === "done") say(words.raised);
    });
    if (done) setRaising(false);
  };
  const ask = async () => {
    await attempt(async () => {
      const { how, url } = await shareQuestion(await askCustomer(customer.id), more.ask);
      if (how === "shown") setAddress(url);
      else say(words[how]);
    });
    await client.invalidateQueries({ queryKey: ["records", SATISFACTION] });
  };
  if (raising) {
    return (
      <>
        {cause ? <Failing cause={cause} /> : null}
        <RaiseForm busy={busy} onRaise={(said) => void raise(said)} onLeave={() => setRaising(false)} />
      </>
    );
  }
  return (
    <div className="care-p">
      {cause ? <Failing cause={cause} /> : null}
      {raises ? (
        <Button wide onClick={() => setRaising(true)}>
          {more.raise}
        </Button>
      ) : null}
      {asks && online ? (
        <>
          <Button wide disabled={busy} onClick={() => void ask()}>
            {more.ask}
          </Button>
          <p className="sm mut">{more.askText}</p>
        </>
      ) : null}
      {asks && !online ? <p className="sm mut">{more.askNetwork}</p> : null}
      {address ? (
        <p className="sm">
          {more.shown}
          <span className="care-u">{address}</span>
        </p>
      ) : null}
    </div>
  );
}
