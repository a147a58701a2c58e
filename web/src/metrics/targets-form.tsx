import { useState } from "react";
import { useLanguage } from "@/app/language";
import type { Reference } from "@/app/shapes";
import { useTrying } from "@/app/trying";
import { faultsOf, RefusalNote } from "@/designer/refusal-note";
import { Seg } from "@/designing/parts";
import { NameOf } from "@/events/change";
import { PickRecord } from "@/fields/pick-record";
import { Button, Input, Section } from "@/ui";
import { say } from "@/ui/notice";
import { useMetricDesigning, useTargets, type Target } from "./designing";
import type { Unit } from "./queries";
import { inFull } from "./shown";
import { useMetricWords } from "./words";

type Whose = "all" | "department" | "person";

/** What the figure is to come to: a list, and one more. */
export function TargetsForm({ metric, unit }: { metric: string; unit: Unit }) {
  const words = useMetricWords();
  const { data: targets = [] } = useTargets(metric);
  const { aim } = useMetricDesigning();
  const { cause, attempt } = useTrying();
  const run = (target: Parameters<typeof aim>[0]) =>
    attempt(async () => {
      await aim(target);
      say(words.edit.aimed);
    });
  const drop = ({ person, department, period }: Target) =>
    void run({ metric, person, department, period, value: null });
  return (
    <Section title={words.edit.targets} note={words.edit.targetsNote}>
      {targets.length > 0 ? (
        <ul className="mte-targets">
          {targets.map((each) => (
            <TargetLine
              key={`${each.period}/${each.person}/${each.department}`}
              target={each}
              unit={unit}
              onDrop={() => drop(each)}
            />
          ))}
        </ul>
      ) : null}
      <NewTarget unit={unit} faults={faultsOf(cause)} onAim={(said) => run({ metric, ...said })} />
      <RefusalNote cause={cause} shown={["period", "value", "person", "department"]} />
    </Section>
  );
}

function TargetLine({ target, unit, onDrop }: { target: Target; unit: Unit; onDrop: () => void }) {
  const words = useMetricWords();
  const language = useLanguage();
  const { person, department } = target;
  return (
    <li className="row">
      <span className="n mte-period">{target.period}</span>
      <span className="grow">
        {person ? <NameOf object="person" id={person} /> : null}
        {department ? <NameOf object="department" id={department} /> : null}
        {person || department ? null : words.edit.whose.all}
      </span>
      <b className="n">
        {inFull(target.value, language)} {words.units[unit]}
      </b>
      <Button small kind="quiet" onClick={onDrop}>
        {words.edit.remove}
      </Button>
    </li>
  );
}

interface NewTargetProps {
  unit: Unit;
  faults: Record<string, string>;
  onAim: (said: {
    person: string | null;
    department: string | null;
    period: string;
    value: string;
  }) => Promise<boolean>;
}

function NewTarget({ unit, faults, onAim }: NewTargetProps) {
  const words = useMetricWords();
  const [whose, setWhose] = useState<Whose>("all");
  const [who, setWho] = useState<Reference | null>(null);
  const [period, setPeriod] = useState("");
  const [value, setValue] = useState("");
  const id = who?.id ?? null;
  const add = async () => {
    const person = whose === "person" ? id : null;
    const department = whose === "department" ? id : null;
    if (await onAim({ person, department, period: period.trim(), value: value.trim() })) setValue("");
  };
  const ready = period.trim() !== "" && value.trim() !== "" && (whose === "all" || id !== null);
  return (
    <div className="mte-aim">
      <Seg
        label={words.edit.whoseTitle}
        value={whose}
        options={(["all", "department", "person"] as const).map((each) => ({
          value: each,
          label: words.edit.whose[each],
        }))}
        onPick={(next) => {
          setWhose(next);
          setWho(null);
        }}
      />
      {whose === "all" ? null : (
        <PickRecord object={whose} label={words.edit.whose[whose]} value={who} onChange={setWho} />
      )}
      <Input
        aria-label={words.edit.period}
        className="mte-n"
        placeholder="2026-Q4"
        value={period}
        invalid={faults.period !== undefined}
        onText={setPeriod}
      />
      <Input
        aria-label={words.edit.value}
        className="mte-n"
        inputMode="decimal"
        placeholder={words.edit.value}
        unit={words.units[unit]}
        value={value}
        invalid={faults.value !== undefined}
        onText={setValue}
      />
      <Button small icon="plus" disabled={!ready} onClick={() => void add()}>
        {words.edit.addTarget}
      </Button>
      {faults.period || faults.value ? (
        <p className="sm risk mte-wide">{faults.period ?? faults.value}</p>
      ) : null}
    </div>
  );
}
