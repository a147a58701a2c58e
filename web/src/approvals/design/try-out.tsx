import { useId, useState } from "react";
import type { ObjectShape, Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { useLabel } from "@/app/language";
import { useTrying } from "@/app/trying";
import { Failed, Labelled } from "@/ui";
import { tryFlow, type Tried } from "./api";
import { allSteps } from "./model";
import type { FlowDraft } from "./shapes";
import { useFlowWords } from "./words";

interface TryOutProps {
  flow: FlowDraft;
  shape: ObjectShape;
  tried: Tried | null;
  onTried: (tried: Tried | null) => void;
}

/** One record put through the flow as it is drawn: which ways, who is asked. */
export function TryOut({ flow, shape, tried, onTried }: TryOutProps) {
  const words = useFlowWords();
  const id = useId();
  const [record, setRecord] = useState<Reference | null>(null);
  const { busy, cause, attempt } = useTrying();
  const ask = async (next: Reference | null) => {
    setRecord(next);
    onTried(null);
    if (!next) return;
    await attempt(async () => onTried(await tryFlow(flow, next.id)));
  };
  return (
    <section className="fw-try" aria-label={words.tryTitle}>
      <h2>{words.tryTitle}</h2>
      <Labelled id={id} label={words.tryRecord} note={record ? undefined : words.tryNote}>
        <PickRecord
          id={id}
          label={words.tryRecord}
          object={shape.name}
          value={record}
          clearable
          onChange={(next) => void ask(next)}
        />
      </Labelled>
      {cause ? <Failed cause={cause} onRetry={() => void ask(record)} /> : null}
      <div role="status">
        {busy ? <p className="sm dim">{words.trying}</p> : null}
        {tried ? <Asked flow={flow} tried={tried} /> : null}
      </div>
    </section>
  );
}

function Asked({ flow, tried }: { flow: FlowDraft; tried: Tried }) {
  const words = useFlowWords();
  const label = useLabel();
  const asked = tried.steps;
  const names = new Map(allSteps(flow.steps).map(({ step }) => [step.key, label(step.label, step.key)]));
  if (asked.length === 0) return <p className="sm mut">{words.tryNone}</p>;
  return (
    <>
      <p className="sm strong">{words.tryAsks(asked.length)}</p>
      <ol>
        {asked.map((each) => (
          <li key={each.key}>
            {names.get(each.key) ?? each.key}
            <small>{each.people.map((person) => person.label ?? "…").join("、") || words.tryNobody}</small>
          </li>
        ))}
      </ol>
    </>
  );
}
