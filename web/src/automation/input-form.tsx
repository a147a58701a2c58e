import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { Seg, Switch } from "@/designing/parts";
import type { Who } from "@/designing/who";
import { WhoPicker } from "@/designing/who-picker";
import { Input, Labelled } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import { BlankText } from "./blank-text";
import { LadderForm, type Rung } from "./ladder-form";
import { CloseWhen } from "./close-when";
import { faultsIn, settled, spanOf } from "./model";
import type { Rule, Schema, Span, Values, Vocabulary } from "./shapes";
import { useRuleWords } from "./words";

interface InputFormProps {
  rule: Rule;
  shape: ObjectShape | undefined;
  objects: ObjectShape[];
  vocabulary: Vocabulary | undefined;
  schema: Schema;
  /** Blanks the action fills in by itself. */
  facts: readonly string[];
  input: Values;
  faults: Record<string, string>;
  onChange: (input: Values) => void;
}

/** What the rule fills in by itself: the record it is about, and which occasion it is. */
const OWN = new Set(["object", "record", "facts", "source", "episode", "dedupe"]);
/** What a line of text may say where the action itself leaves it open. */
const SAID: Record<string, readonly string[]> = {
  level: ["info", "yellow", "red"],
  kind: ["alert", "warning", "review", "exception", "request"],
  channels: ["desk", "mail", "chat"],
  format: ["pdf", "xlsx", "png"],
};

/** An action's inputs, one under the other, by what each of them takes. */
export function InputForm(props: InputFormProps) {
  const { schema, input, faults, onChange } = props;
  const names = Object.keys(schema.properties ?? {}).filter((name) => !OWN.has(name));
  const put = (name: string, value: unknown) => {
    const rest = Object.fromEntries(Object.entries(input).filter(([each]) => each !== name));
    onChange(value === undefined || value === null || value === "" ? rest : { ...rest, [name]: value });
  };
  return (
    <>
      {names.map((name) => (
        <Part
          key={name}
          {...props}
          name={name}
          value={input[name]}
          asked={schema.required?.includes(name) ?? false}
          part={settled(schema.properties?.[name] ?? {}, schema)}
          faults={faultsIn(faults, name)}
          onPut={(value) => put(name, value)}
        />
      ))}
      {faults[""] ? <p className="sm risk">{faults[""]}</p> : null}
    </>
  );
}

interface PartProps extends InputFormProps {
  name: string;
  value: unknown;
  asked: boolean;
  part: Schema;
  onPut: (value: unknown) => void;
}

const PEOPLE = new Set(["who", "copy", "to"]);
const TEXTS = new Set(["title", "text", "cause", "note", "comment", "subject", "body"]);
const LONG = new Set(["text", "cause", "body"]);

/** One input; what it is called comes from our words, else from the action itself. */
function Part(props: PartProps) {
  const { name, part, value, faults, onPut } = props;
  const words = useRuleWords();
  const id = useId();
  const known = words.inputs as Record<string, string>;
  const title = known[name] ?? part.title ?? name;
  const fault =
    faults[""] ??
    (Object.keys(faults).length > 0 && !PEOPLE.has(name) ? Object.values(faults)[0] : undefined);
  if (PEOPLE.has(name)) return <People {...props} title={title} fault={fault} />;
  if (name === "ladder") {
    return (
      <Group title={title} fault={fault}>
        <LadderForm
          shape={props.shape}
          roles={props.vocabulary?.roles ?? []}
          rungs={(value as Rung[] | undefined) ?? []}
          onChange={onPut}
        />
      </Group>
    );
  }
  if (name === "due") return <Due title={title} fault={fault} value={value} onPut={onPut} />;
  if (name === "close_when" && props.shape) {
    return (
      <Group title={title} fault={fault}>
        <CloseWhen shape={props.shape} objects={props.objects} value={value} onPut={onPut} />
      </Group>
    );
  }
  if (TEXTS.has(name)) {
    return (
      <Labelled id={id} label={title} fault={fault}>
        <BlankText
          id={id}
          name={title}
          rule={props.rule}
          shape={props.shape}
          vocabulary={props.vocabulary}
          facts={props.facts}
          lines={LONG.has(name) ? 3 : 1}
          value={value}
          invalid={fault !== undefined}
          onChange={onPut}
        />
      </Labelled>
    );
  }
  if (part.type === "boolean") {
    return <Switch label={title} on={value === true} onSwitch={(on) => onPut(on || undefined)} />;
  }
  return (
    <Labelled id={id} label={title} fault={fault}>
      <Plain id={id} {...props} />
    </Labelled>
  );
}

/** Choices, lists of words, figures, and at last a line of text. */
function Plain({ id, name, part, value, asked, onPut }: PartProps & { id: string }) {
  const words = useRuleWords();
  const label = useLabel();
  const said = words.values as Record<string, string>;
  const open = part.enum ?? SAID[name];
  const choices = open?.map((each) => ({ value: String(each), label: said[String(each)] ?? String(each) }));
  if (part.type === "array" && choices) {
    return (
      <PickMany
        id={id}
        value={Array.isArray(value) ? value.map(String) : []}
        options={choices}
        onChange={(next) => onPut(next.length > 0 ? next : undefined)}
      />
    );
  }
  if (choices && choices.length <= 4 && asked) {
    return <Seg label={label(null, id)} value={String(value ?? "")} options={choices} onPick={onPut} />;
  }
  if (choices) {
    return (
      <PickOne
        id={id}
        width={220}
        clearable={!asked}
        value={value === undefined || value === null ? null : String(value)}
        options={choices}
        onChange={onPut}
      />
    );
  }
  if (part.type === "array" && part.items?.type === "string") {
    const chosen = Array.isArray(value) ? value.map(String) : [];
    return (
      <PickMany
        id={id}
        value={chosen}
        options={chosen.map((each) => ({ value: each, label: each }))}
        onChange={onPut}
      />
    );
  }
  const whole = part.type === "integer" || part.type === "number";
  return (
    <Input
      id={id}
      inputMode={whole ? "numeric" : "text"}
      value={typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "")}
      onText={(text) => onPut(whole ? (text.trim() === "" ? undefined : Number(text)) : text)}
    />
  );
}

function Group({
  title,
  fault,
  children,
}: {
  title: string;
  fault?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <fieldset className="ru-group">
      <legend className="lb">{title}</legend>
      {children}
      {fault ? <p className="sm risk">{fault}</p> : null}
    </fieldset>
  );
}

function People({
  title,
  fault,
  shape,
  vocabulary,
  value,
  faults,
  onPut,
}: PartProps & { title: string; fault?: string | undefined }) {
  return (
    <Group title={title} fault={fault}>
      <WhoPicker
        label={title}
        who={(value as Who[] | undefined) ?? []}
        shape={shape}
        roles={vocabulary?.roles ?? []}
        fault={(place) => faults[place]}
        onChange={(who) => onPut(who.length > 0 ? who : undefined)}
      />
    </Group>
  );
}

/** A length of time, working or calendar. */
function Due({
  title,
  fault,
  value,
  onPut,
}: Pick<PartProps, "value" | "onPut"> & { title: string; fault?: string | undefined }) {
  const words = useRuleWords();
  const id = useId();
  const said = (value as (Span & { in?: "working" | "calendar" }) | undefined) ?? {};
  const span = spanOf(said);
  const within = said.in ?? "working";
  const put = (n: number, unit: "hours" | "days", how: "working" | "calendar") =>
    onPut(n > 0 ? { [unit]: n, in: how } : undefined);
  return (
    <Labelled id={id} label={title} fault={fault}>
      <span className="dg-say">
        <Input
          id={id}
          className="ru-n"
          inputMode="numeric"
          value={span.n ? String(span.n) : ""}
          onText={(text) => put(Number(text.replace(/\D/g, "").slice(0, 4)), span.unit, within)}
        />
        <Seg
          label={words.for}
          value={span.unit}
          options={(["hours", "days"] as const).map((each) => ({ value: each, label: words.units[each] }))}
          onPick={(unit) => put(span.n, unit, within)}
        />
        <Seg
          label={words.in}
          value={within}
          options={(["working", "calendar"] as const).map((each) => ({
            value: each,
            label: words.ins[each],
          }))}
          onPick={(how) => put(span.n, span.unit, how)}
        />
      </span>
    </Labelled>
  );
}
