import { number } from "@/app/format";
import type { Reference } from "@/app/shapes";
import { PickRecord } from "@/fields/pick-record";
import { Button, Input, TextArea } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import type { PackStep } from "./shapes";
import { StepText } from "./step-text";
import { useChoicesOf } from "./use-labels";
import { useNames } from "./use-names";
import { useLearningWords } from "./words";

const MOST = 12;
const BLANK: PackStep = {
  type: "visit",
  say: "",
  script: null,
  content: null,
  evidence: [],
  after_days: 0,
  support: null,
};

interface EditorProps {
  steps: PackStep[];
  editable: boolean;
  onChange: (steps: PackStep[]) => void;
}

/** The steps in their order; each says what to do, what to say, what to bring back and how much later. */
export function StepEditor({ steps, editable, onChange }: EditorProps) {
  const { packs: words } = useLearningWords();
  const put = (at: number, part: Partial<PackStep>) =>
    onChange(steps.map((each, place) => (place === at ? { ...each, ...part } : each)));
  const swap = (at: number, to: number) => {
    const next = [...steps];
    const [one, other] = [next[at], next[to]];
    if (!one || !other) return;
    next[at] = other;
    next[to] = one;
    onChange(next);
  };
  return (
    <>
      {steps.length === 0 ? <p className="dim">{words.noSteps}</p> : null}
      <ol className="le-steps">
        {steps.map((step, at) => (
          <li key={at} data-step={step.type}>
            {editable ? (
              <StepForm
                step={step}
                last={at === steps.length - 1}
                first={at === 0}
                onPut={(part) => put(at, part)}
                onMove={(by) => swap(at, at + by)}
                onDrop={() => onChange(steps.filter((_, place) => place !== at))}
              />
            ) : (
              <StepText step={step} first={at === 0} />
            )}
          </li>
        ))}
      </ol>
      {editable && steps.length < MOST ? (
        <Button icon="plus" onClick={() => onChange([...steps, BLANK])}>
          {words.addStep}
        </Button>
      ) : null}
    </>
  );
}

interface FormProps {
  step: PackStep;
  first: boolean;
  last: boolean;
  onPut: (part: Partial<PackStep>) => void;
  onMove: (by: 1 | -1) => void;
  onDrop: () => void;
}

function StepForm({ step, first, last, onPut, onMove, onDrop }: FormProps) {
  const { packs: words } = useLearningWords();
  const types = useChoicesOf("activity", "type");
  const kinds = useChoicesOf("evidence", "kind");
  const names = useNames();
  const held = (object: "script" | "content", id: string | null): Reference | null =>
    id === null ? null : { id, label: names(object, id) };
  return (
    <div className="le-step">
      <div className="row">
        <PickOne
          label={words.type}
          value={step.type}
          options={types.all}
          width={150}
          onChange={(type) => onPut({ type: type ?? step.type })}
        />
        {first ? null : (
          <span className="row sm">
            <span>{words.after}</span>
            <Input
              aria-label={words.after}
              className="le-days"
              inputMode="numeric"
              value={String(step.after_days)}
              onText={(said) => onPut({ after_days: Math.min(3650, Number(said.replace(/\D/g, "")) || 0) })}
            />
          </span>
        )}
        <span className="grow sm dim">
          {step.support === null ? "" : words.support(number(step.support))}
        </span>
        <Button small kind="quiet" disabled={first} onClick={() => onMove(-1)}>
          {words.up}
        </Button>
        <Button small kind="quiet" disabled={last} onClick={() => onMove(1)}>
          {words.down}
        </Button>
        <Button small kind="quiet" icon="x" aria-label={words.drop} onClick={onDrop} />
      </div>
      <TextArea
        rows={2}
        aria-label={words.say}
        placeholder={words.say}
        maxLength={1000}
        value={step.say}
        onText={(said) => onPut({ say: said })}
      />
      <div className="le-pair">
        <PickRecord
          object="script"
          value={held("script", step.script)}
          clearable
          label={words.script}
          placeholder={words.script}
          onChange={(chosen) => onPut({ script: chosen?.id ?? null })}
        />
        <PickRecord
          object="content"
          value={held("content", step.content)}
          clearable
          label={words.content}
          placeholder={words.content}
          onChange={(chosen) => onPut({ content: chosen?.id ?? null })}
        />
      </div>
      <PickMany
        label={words.evidence}
        placeholder={words.evidence}
        value={step.evidence}
        options={kinds.all}
        onChange={(chosen) => onPut({ evidence: [...chosen] })}
      />
    </div>
  );
}
