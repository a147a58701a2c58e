import { useEffect, useState } from "react";
import { LinkButton } from "@/ui/button";
import { Seal, type SealState } from "@/ui/seal";
import { inputOf, useGate, type Logged, type Operation } from "../data";
import { useSaying } from "../parts/saying";
import { Line, Sheet } from "../parts/sheet";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { subjectOf } from "./sent";
import "@/ui/refusal.css";
import "./sent.css";

/** The stamp comes down once per receipt, however often the page is opened again. */
const stamped = new Set<string>();

function useStamp(key: string): boolean {
  const [fresh] = useState(() => !stamped.has(key));
  useEffect(() => {
    stamped.add(key);
  }, [key]);
  return fresh;
}

interface ReceiptProps {
  operation: Operation;
  result: Logged;
}

/** What the activity proved, and whether the next stage has opened on it. */
export function Receipt({ operation, result }: ReceiptProps) {
  const words = usePocketWords();
  const say = useSaying();
  const { process } = useGate("deal", operation.deal?.id ?? "", operation.deal !== null).data ?? {};
  const stamp = useStamp(operation.key);
  const proven = result.evidence.filter((each) => each.state === "proven").length;
  const waiting = result.evidence.filter((each) => each.state === "waiting").length;
  const state: SealState = proven > 0 ? "proven" : waiting > 0 ? "waiting" : "claimed";
  const title = result.advanced
    ? words.sent.opened(say.stage(result.advanced.to, process))
    : proven > 0
      ? words.sent.proved(proven)
      : result.evidence.length > 0
        ? words.sent.unproved(result.evidence.length)
        : words.sent.noted;
  const text = result.advanced
    ? words.sent.openedText(proven)
    : proven > 0 && proven === result.evidence.length
      ? words.sent.provedText
      : result.evidence.length > 0
        ? words.sent.someText(result.evidence.length - proven)
        : words.sent.notedText;
  const dock = (
    <div className="row">
      <LinkButton to="/log">{words.sent.another}</LinkButton>
      <LinkButton
        kind="ink"
        to={operation.deal ? `/deals/${operation.deal.id}` : `/customers/${operation.customer?.id ?? ""}`}
      >
        {operation.deal ? words.sent.toDeal : words.sent.toCustomer}
      </LinkButton>
    </div>
  );
  return (
    <Page title={words.sent.title} up="/" dock={dock}>
      <section className="sheet rite" role="status">
        <Seal state={state} size="l" stamp={stamp && state === "proven"} />
        <h2 className="song">{title}</h2>
        <p className="mut">{text}</p>
        <p className="sm mut">
          {[
            subjectOf(operation),
            say.type(inputOf(operation).type),
            operation.took_ms === null ? "" : words.sent.took(Math.round(operation.took_ms / 1000)),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </section>
      {result.evidence.length > 0 ? <Verdicts operation={operation} result={result} /> : null}
      {operation.deal ? <StillOwed deal={operation.deal.id} advanced={result.advanced !== null} /> : null}
    </Page>
  );
}

function Verdicts({ operation, result }: ReceiptProps) {
  const words = usePocketWords();
  const say = useSaying();
  return (
    <Sheet title={words.sent.evidence}>
      <ul className="rows verdicts">
        {result.evidence.map((each, index) => (
          <li key={each.id}>
            <Seal state={each.state} label={say.kind(each.kind)} size="m" />
            <div>
              <p>
                {say.kind(each.kind)} {result.evidence.length > 1 ? index + 1 : ""}
              </p>
              <p className="sm mut">
                {each.why.length > 0
                  ? each.why.map(say.reason).join(words.comma)
                  : each.state === "proven"
                    ? words.sent.checked
                    : operation.attachments[index]?.file.name}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** What the deal's next gate still asks for, with the way to it. */
function StillOwed({ deal, advanced }: { deal: string; advanced: boolean }) {
  const words = usePocketWords();
  const gate = useGate("deal", deal).data;
  const say = useSaying(gate?.process);
  if (!gate?.next || gate.open) return null;
  const missing = gate.requirements.filter((ask) => ask.state === "missing");
  if (advanced) {
    return (
      <Sheet title={words.sent.next}>
        <ul className="rows">
          <li>
            <Line
              to={`/deals/${deal}/gate`}
              title={say.stage(gate.next)}
              detail={say.stands(gate.requirements)}
            />
          </li>
        </ul>
      </Sheet>
    );
  }
  return (
    <section className="refuse owed">
      <div className="hd">
        <h2 className="song">
          {missing.length > 0
            ? words.gate.lacks(missing.map(say.owed).join(words.and))
            : say.stands(gate.requirements)}
        </h2>
        <p className="mut">{words.sent.before(say.stage(gate.next))}</p>
      </div>
      <div className="owed-b">
        <LinkButton kind="ink" wide to={`/deals/${deal}/gate`}>
          {words.deals.toGate}
        </LinkButton>
      </div>
    </section>
  );
}
