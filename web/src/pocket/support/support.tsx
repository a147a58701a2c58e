import { useState } from "react";
import { newId } from "@/app/ids";
import { clock, shortDay } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { choiceLabel, labelOf } from "@/app/values";
import { useLanguage } from "@/app/language";
import { useTrying } from "@/app/trying";
import { AskForm } from "@/engines/requests/ask-form";
import { OBJECT } from "@/engines/requests/standing";
import { useRequestWords } from "@/engines/requests/words";
import { Button } from "@/ui/button";
import { say } from "@/ui/notice";
import { deed, useFirst, useObject, useOutbox, useWho } from "../data";
import { Failing } from "../parts/failing";
import { Line, Sheet } from "../parts/sheet";

/** Asking another team from a deal or a customer in the hand, also without a network; what was asked before. */
export function Support({ object, record }: { object: "deal" | "customer"; record: RecordRow }) {
  const words = useRequestWords();
  const me = useWho();
  const language = useLanguage();
  const shape = useObject(OBJECT).data;
  const asked = useFirst(
    OBJECT,
    { filter: [object, "=", record.id], sort: "-raised_at", limit: 20 },
    Boolean(shape),
  );
  const unsent = useOutbox().filter(
    (each) => each.call === "raise_request" && each.state !== "done" && each.input[object] === record.id,
  );
  const [asking, setAsking] = useState(false);
  const { busy, cause: failure, attempt } = useTrying();
  if (!shape) return null;
  const rows = asked.data ?? [];
  const kindOf = (key: string) =>
    choiceLabel(
      shape.fields.find((each) => each.name === "kind"),
      key,
      language,
    ) || key;
  const ask = async (input: Record<string, unknown>) => {
    const id = newId();
    const about = { object: OBJECT, id, label: String(record["name"] ?? "") };
    const done = await attempt(async () => {
      const outcome = await deed("raise_request", about, { id, [object]: record.id, ...input });
      if (outcome === "done") say(words.sent);
    });
    if (done) setAsking(false);
  };
  return (
    <Sheet title={words.list}>
      {rows.length === 0 && unsent.length === 0 && !asking ? <p className="sm mut">{words.none}</p> : null}
      {rows.length + unsent.length > 0 ? (
        <ul className="rows">
          {unsent.map((each) => (
            <li key={each.key}>
              <Line to="/outbox" title={kindOf(String(each.input["kind"]))} end="…" />
            </li>
          ))}
          {rows.map((row) => (
            <Asked key={row.id} row={row} />
          ))}
        </ul>
      ) : null}
      {failure ? <Failing cause={failure} /> : null}
      {asking ? (
        <AskForm busy={busy} onAsk={(input) => void ask(input)} onLeave={() => setAsking(false)} />
      ) : me.view_as || !shape.can.write ? null : (
        <p className="more">
          <Button wide onClick={() => setAsking(true)}>
            {words.ask}
          </Button>
        </p>
      )}
    </Sheet>
  );
}

function Asked({ row }: { row: RecordRow }) {
  const words = useRequestWords();
  const language = useLanguage();
  const fields = useObject(OBJECT).data?.fields;
  const named = (name: string) =>
    choiceLabel(
      fields?.find((each) => each.name === name),
      String(row[name]),
      language,
    );
  const at = (name: string) => `${shortDay(String(row[name]), language)} ${clock(String(row[name]))}`;
  const limit = { raised: words.respond(at("respond_by")), accepted: words.due(at("due_at")) };
  const open = limit[String(row["state"]) as keyof typeof limit];
  return (
    <li>
      <Line
        to={`/o/${OBJECT}/${row.id}`}
        title={named("kind")}
        end={named("state")}
        detail={[labelOf(row["owner"]), row["overdue"] ? words.late : open].filter(Boolean).join(" · ")}
      />
    </li>
  );
}
