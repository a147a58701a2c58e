import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Seg, TwoNames } from "@/designing/parts";
import { Conditions } from "@/records/conditions";
import { Button, Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import {
  apart,
  howOf,
  HOWS,
  lengthOf,
  measurable,
  measureOf,
  moments,
  STANDS,
  together,
  type DraftTerm,
  type How,
  type Length,
} from "./draft";
import { useMetricWords } from "./words";

const LENGTH = "$length";
const NOW = "$now";
const LONG: ReadonlySet<How> = new Set<How>(["sum", "avg", "min", "max", "stddev", "median"]);

interface TermFormProps {
  shape: ObjectShape;
  term: DraftTerm;
  faults: Record<string, string>;
  onChange: (term: DraftTerm) => void;
  onRemove: (() => void) | null;
}

/** One term: its name in the formula, what is measured, and of which records. */
export function TermForm({ shape, term, faults, onChange, onRemove }: TermFormProps) {
  const words = useMetricWords().edit;
  const id = useId();
  const { stage, rest } = apart(term.filter);
  const put = (more: Partial<DraftTerm>) => onChange({ ...term, ...more });
  return (
    <fieldset className="mte-term" data-term={term.name}>
      <legend className="off-screen">{words.term(term.name)}</legend>
      <div className="mte-three">
        <Labelled id={`${id}-name`} label={words.termName} fault={faults.name}>
          <Input
            id={`${id}-name`}
            className="mono"
            value={term.name}
            maxLength={30}
            invalid={faults.name !== undefined}
            onText={(name) => put({ name: name.trim() })}
          />
        </Labelled>
        <TwoNames
          zh={words.zh}
          en={words.en}
          value={term.label}
          fault={faults.label ?? faults["label.zh"]}
          onChange={(label) => put({ label })}
        />
      </div>
      <Measure shape={shape} term={term} faults={faults} onChange={(measure) => put({ measure })} />
      <div className="mte-of">
        {shape.staged ? (
          <Labelled id={`${id}-stage`} label={words.stage}>
            <PickOne
              id={`${id}-stage`}
              width={140}
              value={stage ?? ""}
              options={[
                { value: "", label: words.anyStage },
                ...STANDS.map((each) => ({ value: each, label: words.stands[each] })),
              ]}
              onChange={(next) => put({ filter: together(next || null, rest) })}
            />
          </Labelled>
        ) : null}
        <div className="grow">
          <span className="lb">{words.only}</span>
          {rest ? (
            <Conditions
              shape={shape}
              condition={rest}
              onChange={(next) => put({ filter: together(stage, next ?? null) })}
            />
          ) : (
            <p>
              <Button small icon="plus" onClick={() => put({ filter: together(stage, ["and"]) })}>
                {words.addCondition}
              </Button>
            </p>
          )}
          {faults.filter ? <p className="sm risk">{faults.filter}</p> : null}
        </div>
      </div>
      {onRemove ? (
        <p className="r">
          <Button small kind="quiet" onClick={onRemove}>
            {words.removeTerm(term.name)}
          </Button>
        </p>
      ) : null}
    </fieldset>
  );
}

interface MeasureProps {
  shape: ObjectShape;
  term: DraftTerm;
  faults: Record<string, string>;
  onChange: (measure: unknown[]) => void;
}

function Measure({ shape, term, faults, onChange }: MeasureProps) {
  const words = useMetricWords().edit;
  const label = useLabel();
  const id = useId();
  const how = howOf(term.measure);
  const length = lengthOf(term.measure);
  const field = length ? LENGTH : ((term.measure[1] as string | undefined) ?? null);
  const dated = moments(shape);
  const [first, second] = dated;
  const blank: Length = { unit: "days", until: second?.name ?? NOW, since: first?.name ?? "" };
  const options = [
    ...(LONG.has(how) && first ? [{ value: LENGTH, label: words.length }] : []),
    ...measurable(shape, how).map((each) => ({ value: each.name, label: label(each.label, each.name) })),
  ];
  const pickHow = (next: How) => {
    const keeps = length ? LONG.has(next) : measurable(shape, next).some((each) => each.name === field);
    const other = measurable(shape, next)[0]?.name ?? (LONG.has(next) ? blank : null);
    onChange(measureOf(next, keeps ? (length ?? field) : other));
  };
  return (
    <>
      <div className="mte-three">
        <Labelled id={`${id}-how`} label={words.how} fault={faults.measure}>
          <PickOne
            id={`${id}-how`}
            value={how}
            options={HOWS.map((each) => ({ value: each, label: words.hows[each] }))}
            onChange={(next) => pickHow((next ?? "count") as How)}
          />
        </Labelled>
        {how === "count" ? null : (
          <Labelled id={`${id}-of`} label={words.of}>
            <PickOne
              id={`${id}-of`}
              value={field}
              options={options}
              onChange={(next) => onChange(measureOf(how, next === LENGTH ? blank : next))}
            />
          </Labelled>
        )}
      </div>
      {length ? (
        <LengthForm shape={shape} length={length} onChange={(next) => onChange(measureOf(how, next))} />
      ) : null}
    </>
  );
}

interface LengthFormProps {
  shape: ObjectShape;
  length: Length;
  onChange: (length: Length) => void;
}

/** From one moment to another, in days or hours. */
function LengthForm({ shape, length, onChange }: LengthFormProps) {
  const words = useMetricWords();
  const label = useLabel();
  const id = useId();
  const dated = moments(shape).map((each) => ({ value: each.name, label: label(each.label, each.name) }));
  return (
    <div className="mte-three">
      <Labelled id={`${id}-since`} label={words.edit.since}>
        <PickOne
          id={`${id}-since`}
          value={length.since}
          options={dated}
          onChange={(since) => onChange({ ...length, since: since ?? "" })}
        />
      </Labelled>
      <Labelled id={`${id}-until`} label={words.edit.until}>
        <PickOne
          id={`${id}-until`}
          value={length.until}
          options={[{ value: NOW, label: words.now }, ...dated]}
          onChange={(until) => onChange({ ...length, until: until ?? NOW })}
        />
      </Labelled>
      <div className="lbd">
        <span className="lb">{words.edit.lengthUnit}</span>
        <Seg
          label={words.edit.lengthUnit}
          value={length.unit}
          options={(["days", "hours"] as const).map((value) => ({ value, label: words.units[value] }))}
          onPick={(unit) => onChange({ ...length, unit })}
        />
      </div>
    </div>
  );
}
