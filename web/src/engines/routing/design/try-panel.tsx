import { useState } from "react";
import type { Reference } from "@/app/shapes";
import type { Trying } from "@/app/trying";
import { NameOf } from "@/events/change";
import { PickRecord } from "@/fields/pick-record";
import { Button, Labelled, Loading } from "@/ui";
import { tryOn } from "../queries";
import type { Decision, Rules } from "../shapes";
import { Sieve } from "../sieve";
import { WhyNot } from "../why-not";
import { useRoutingWords } from "../words";

interface TryPanelProps {
  rules: Rules;
  trying: Pick<Trying, "busy" | "attempt">;
}

/** Who would get one record now, and why; nothing is written. */
export function TryPanel({ rules, trying }: TryPanelProps) {
  const words = useRoutingWords();
  const { design } = words;
  const [record, setRecord] = useState<Reference | null>(null);
  const [found, setFound] = useState<Decision | null>(null);
  const rule = rules.rules.find((each) => each.key === found?.rule);
  const go = () => {
    setFound(null);
    return trying.attempt(async () => {
      if (record) setFound(await tryOn(rules, record.id));
    });
  };
  return (
    <div className="form-1" data-sheet="try">
      <p className="sm dim">{design.tryNote}</p>
      <Labelled id="gd-try" label={design.tryOn}>
        <PickRecord id="gd-try" object={rules.about} value={record} onChange={setRecord} />
      </Labelled>
      <p>
        <Button small kind="ink" disabled={trying.busy || !record} onClick={() => void go()}>
          {design.tryNow}
        </Button>
      </p>
      {trying.busy ? <Loading lines={4} /> : null}
      {found ? (
        <div role="status">
          <p className="gd-verdict song">
            {found.who ? (
              <>
                {design.wouldGet} <NameOf object="person" id={found.who} />
              </>
            ) : found.reason === "off_hours" ? (
              design.wouldWait
            ) : found.pool ? (
              design.wouldPool(found.pool)
            ) : (
              design.wouldQueue
            )}
          </p>
          <p className="sm mut">{words.reason[found.reason as keyof typeof words.reason] ?? ""}</p>
          <Sieve decision={found} about={rules.about} rule={rule} />
          <WhyNot decision={found} rule={rule} />
        </div>
      ) : null}
    </div>
  );
}
