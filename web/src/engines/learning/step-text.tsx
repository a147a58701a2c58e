import { number } from "@/app/format";
import { labelOf } from "@/app/values";
import type { PackStep } from "./shapes";
import { useChoicesOf } from "./use-labels";
import { useNames } from "./use-names";
import { useScripts } from "./queries";
import { useLearningWords } from "./words";

/** A step as it is read. */
export function StepText({ step, first }: { step: PackStep; first: boolean }) {
  const { packs: words } = useLearningWords();
  const types = useChoicesOf("activity", "type");
  const kinds = useChoicesOf("evidence", "kind");
  return (
    <div className="le-step">
      <p className="row">
        <b>{types.name(step.type)}</b>
        {first ? null : (
          <span className="sm mut">
            {step.after_days === 0 ? words.atOnce : words.afterDays(number(step.after_days))}
          </span>
        )}
        {step.support === null ? null : <span className="sm dim">{words.support(number(step.support))}</span>}
      </p>
      <Saying step={step} />
      {step.evidence.length > 0 ? (
        <p className="sm mut">
          {words.evidence}：{step.evidence.map(kinds.name).join("、")}
        </p>
      ) : null}
    </div>
  );
}

/** What to say and hand over at a step. */
export function Saying({ step }: { step: PackStep }) {
  const { packs: words } = useLearningWords();
  const { data: scripts } = useScripts(step.script !== null);
  const names = useNames();
  const script = scripts?.items.find((each) => each.id === step.script);
  const content = step.content === null ? "" : names("content", step.content);
  return (
    <>
      {step.say ? <p>{step.say}</p> : null}
      {script ? (
        <blockquote className="le-script">
          <span className="sm mut">{labelOf(script["objection"])}</span>
          <b>{String(script["title"] ?? "")}</b>
          <p>{String(script["answer"] ?? "")}</p>
        </blockquote>
      ) : null}
      {content ? (
        <p className="sm mut">
          {words.content}：{content}
        </p>
      ) : null}
    </>
  );
}
