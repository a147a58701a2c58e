import { useMe } from "@/app/queries";
import { useLabel, useLanguage, useWords } from "@/app/language";
import { useObject } from "@/app/queries";
import type { Filter, ObjectShape, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import { EventValue } from "@/events/change";
import { isSimple } from "@/records/ask";
import { holds } from "@/rules/conditions";
import { Icon } from "@/ui";
import { useFilterSaid } from "./saying";
import type { Condition, Values, WhyLine } from "./shapes";
import { useRuleWords } from "./words";
import "./beside.css";

interface Judged {
  parts: Record<string, boolean>;
  values: Values;
}

/** What the server said of a test: which parts hold, and the values they were judged by. */
export function judgedOf(why: readonly WhyLine[]): Judged {
  const found: Judged = { parts: {}, values: {} };
  for (const line of why) {
    if ("part" in line) found.parts[line.part] = line.holds;
    else found.values[line.field] = line.value;
  }
  return found;
}

/** The same of an entry in the run log. */
export function judgedIn(why: Values): Judged {
  const { values, ...rest } = why;
  const parts = Object.entries(rest).filter(
    (each): each is [string, boolean] => typeof each[1] === "boolean",
  );
  return { parts: Object.fromEntries(parts), values: (values as Values | undefined) ?? {} };
}

interface WhyListProps {
  object: string | null;
  condition: Condition | null;
  judged: Judged;
}

/** Each condition, whether it holds, and what stands there. */
export function WhyList({ object, condition, judged }: WhyListProps) {
  const words = useRuleWords();
  const shape = useObject(object ?? "").data;
  const { data: me } = useMe();
  const said = useFilterSaid();
  const { parts, values } = judged;
  const rows = partsOf(condition?.filter ?? null);
  const asked = {
    typeOf: (name: string) => {
      const field = shape?.fields.find((each) => each.name === name);
      return field?.result ?? field?.type;
    },
    valueOf: (name: string) => values[name],
    currency: me?.currency ?? "CNY",
  };
  const alone = Object.entries(parts).filter(
    ([part, held]) => !held && !["filter", "formula", "old"].includes(part),
  );
  const shown = new Set<string>();
  const value = (name: string) => {
    shown.add(name);
    return <ValueOf shape={shape} name={name} value={values[name]} />;
  };
  return (
    <ul className="ru-why" aria-label={words.conditions}>
      {rows.map((row) => (
        <li key={JSON.stringify(row)}>
          <Mark holds={isSimple(row) && row[0] in values ? holds(row, asked) : (parts.filter ?? false)} />
          <span className="grow">
            {shape ? said(shape, row) : ""}
            {isSimple(row) && row[0] in values ? <span className="d">{value(row[0])}</span> : null}
          </span>
        </li>
      ))}
      {condition?.formula && "formula" in parts ? (
        <li>
          <Mark holds={parts.formula ?? false} />
          <span className="grow">
            <code>{condition.formula}</code>
            {Object.keys(values)
              .filter((name) => !shown.has(name) && !rows.some((row) => isSimple(row) && row[0] === name))
              .map((name) => (
                <span key={name} className="d">
                  {value(name)}
                </span>
              ))}
          </span>
        </li>
      ) : null}
      {"old" in parts ? (
        <li>
          <Mark holds={parts.old ?? false} />
          <span className="grow">{words.heldBefore}</span>
        </li>
      ) : null}
      {alone.map(([part, held]) => (
        <li key={part}>
          <Mark holds={held} />
          <span className="grow">{(words.reasons as Record<string, string>)[part] ?? part}</span>
        </li>
      ))}
      {rows.length === 0 && !condition?.formula && alone.length === 0 ? (
        <li>
          <Mark holds />
          <span className="grow">{words.noFilter}</span>
        </li>
      ) : null}
    </ul>
  );
}

/** Conditions side by side; those joined by "or" are one. */
function partsOf(filter: Filter | null): Filter[] {
  if (!filter || filter.length === 1) return [];
  return filter[0] === "and" ? (filter.slice(1) as Filter[]) : [filter];
}

function Mark({ holds: held }: { holds: boolean }) {
  const words = useRuleWords();
  return (
    <span className={held ? "ru-mark good" : "ru-mark wait"}>
      <Icon name={held ? "check" : "x"} size="s" label={held ? words.holds : words.fails} />
    </span>
  );
}

function ValueOf({ shape, name, value }: { shape: ObjectShape | undefined; name: string; value: unknown }) {
  const words = useRuleWords();
  const label = useLabel();
  const language = useLanguage();
  const spoken = useWords();
  const field = shape?.fields.find((each) => each.name === name);
  if (!field) return <>{`${name}: ${String(value ?? "—")}`}</>;
  const linked = ["reference", "person", "department"].includes(field.type) && typeof value === "string";
  return (
    <>
      {label(field.label, name)} {words.itIs}{" "}
      <b>
        {linked ? (
          <EventValue field={field} value={value} />
        ) : (
          asText(field, value as Value, language, spoken)
        )}
      </b>
    </>
  );
}
