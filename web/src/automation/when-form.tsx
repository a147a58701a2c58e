import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Seg } from "@/designing/parts";
import { Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import { blankWhen } from "./model";
import type { Rule, SignalWhen, Vocabulary, When, WhenKind } from "./shapes";
import { IdleForm } from "./when-idle";
import { MetricForm } from "./when-metric";
import { RecordForm } from "./when-record";
import { ScheduleForm } from "./when-schedule";
import { WebhookNote } from "./when-webhook";
import { useRuleWords } from "./words";

export interface WhenProps<T extends When> {
  rule: Rule;
  when: T;
  shape: ObjectShape | undefined;
  vocabulary: Vocabulary | undefined;
  /** What the server said, by place inside `when`. */
  faults: Record<string, string>;
  onChange: (when: T) => void;
}

interface WhenFormProps extends Omit<WhenProps<When>, "when"> {
  /** The rule may still change what it is about. */
  objects: ObjectShape[];
  published: boolean;
  onRule: (rule: Rule) => void;
}

/** Kinds that make no sense without an object. */
const ABOUT: readonly WhenKind[] = ["record", "idle"];

/** 当: what wakes it. */
export function WhenForm(props: WhenFormProps) {
  const { rule, objects, faults, onRule } = props;
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const kinds = (Object.keys(words.kinds) as WhenKind[]).filter(
    (kind) => rule.object || !ABOUT.includes(kind),
  );
  return (
    <>
      <div className="ru-line">
        <Labelled id={`${id}-object`} label={words.object} fault={faults.object}>
          <PickOne
            id={`${id}-object`}
            width={180}
            value={rule.object ?? ""}
            options={[
              { value: "", label: words.noneObject },
              ...objects.map((each) => ({ value: each.name, label: label(each.label, each.name) })),
            ]}
            onChange={(next) => {
              const object = next || null;
              const when = object || !ABOUT.includes(rule.when.on) ? rule.when : blankWhen("schedule");
              onRule({ ...rule, object, when: plain(when), if: null });
            }}
          />
        </Labelled>
        <div className="lbd">
          <span className="lb">{words.partNotes.when}</span>
          <Seg
            label={words.partNotes.when}
            value={rule.when.on}
            options={kinds.map((kind) => ({ value: kind, label: words.kinds[kind] }))}
            onPick={(kind) => {
              if (kind !== rule.when.on) props.onChange(blankWhen(kind));
            }}
          />
        </div>
      </div>
      <p className="sm dim">{words.kindNotes[rule.when.on]}</p>
      <Details {...props} />
    </>
  );
}

/** What is left of an occasion once it is about something else. */
const plain = (when: When): When => (when.on === "record" ? { on: "record", events: when.events } : when);

function Details(props: WhenFormProps) {
  const { when } = props.rule;
  switch (when.on) {
    case "record":
      return <RecordForm {...props} when={when} />;
    case "schedule":
      return <ScheduleForm {...props} when={when} />;
    case "idle":
      return <IdleForm {...props} when={when} />;
    case "signal":
      return <SignalForm {...props} when={when} />;
    case "metric":
      return <MetricForm {...props} when={when} />;
    case "webhook":
      return <WebhookNote published={props.published} />;
  }
}

function SignalForm({ when, vocabulary, faults, onChange }: WhenProps<SignalWhen>) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const options = (vocabulary?.signals ?? []).map((each) => ({
    value: each.name,
    label: label(each.label, each.name),
  }));
  return (
    <Labelled id={id} label={words.signal} fault={faults.name}>
      <PickOne
        id={id}
        width={260}
        value={when.name}
        options={options}
        onChange={(name) => onChange({ ...when, name: name ?? "" })}
      />
    </Labelled>
  );
}
