import { useLabel } from "@/app/language";
import { usePeople } from "@/app/people";
import { useObject } from "@/app/queries";
import { EventValue } from "@/events/change";
import type { Who } from "@/designing/who";
import { useWhoSaid } from "@/designing/who-picker";
import type { RuleSaid } from "./saying";
import type { FilledStep as Step, Values, Vocabulary } from "./shapes";
import { useRuleWords } from "./words";

interface FilledStepProps {
  step: Step;
  said: RuleSaid;
  vocabulary: Vocabulary | undefined;
  object: string | null;
}

/** One step with its blanks filled: what would be written, to whom it would go. */
export function FilledStep({ step, said, vocabulary, object }: FilledStepProps) {
  const words = useRuleWords();
  const label = useLabel();
  const known = words.inputs as Record<string, string>;
  const values = words.values as Record<string, string>;
  const target = useObject(String(step.input.object ?? "")).data;
  const shape = useObject(object ?? "").data;
  const who = useWhoSaid(vocabulary?.roles ?? [], shape, usePeople());
  const fields = (step.input.fields as Values | undefined) ?? {};
  const rest = Object.entries(step.input).filter(([name]) => !["object", "fields", "record"].includes(name));
  /** What only the occasion itself will tell keeps its name. */
  const later = (text: string) =>
    text.replace(/\{\$(\w+)\}/g, (_whole, name: string) => words.fact(words.facts[name] ?? name));
  const spoken = (value: unknown): string => {
    if (isPeople(value)) return who(value);
    if (isBoth(value)) return later(label(value));
    if (typeof value === "object" && value !== null) return lengthOf(value, words) ?? JSON.stringify(value);
    return values[String(value)] ?? later(String(value ?? "—"));
  };
  return (
    <li>
      <b>{said.action(step.action)}</b>
      {target && "fields" in step.input ? (
        <span className="mut"> {label(target.label, target.name)}</span>
      ) : null}
      <dl>
        {Object.entries(fields).map(([name, value]) => {
          const field = target?.fields.find((each) => each.name === name);
          return (
            <div key={name}>
              <dt>{label(field?.label, name)}</dt>
              <dd>{field ? <EventValue field={field} value={value} /> : String(value)}</dd>
            </div>
          );
        })}
        {rest.map(([name, value]) => (
          <div key={name}>
            <dt>{known[name] ?? name}</dt>
            <dd>{spoken(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const isPeople = (value: unknown): value is Who[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === "object" && each !== null && "by" in each);

const isBoth = (value: unknown): value is { zh: string; en: string } =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value;

function lengthOf(value: object, words: ReturnType<typeof useRuleWords>): string | null {
  const said = value as { hours?: number; days?: number; in?: "working" | "calendar" };
  const [n, unit] = said.days ? [said.days, "days" as const] : [said.hours, "hours" as const];
  return n ? `${n} ${words.units[unit]}${said.in ? ` · ${words.ins[said.in]}` : ""}` : null;
}
