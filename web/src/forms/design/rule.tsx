import { useState } from "react";
import type { Filter, ObjectShape } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { isSimple, type Simple } from "@/records/ask";
import { FilterChip } from "@/records/filter-chip";
import { FilterForm } from "@/records/filter-form";
import { Button, Chip } from "@/ui";
import type { Rule } from "../layout";
import { useFormWords } from "../words";

interface RuleEditorProps {
  shape: ObjectShape;
  title: string;
  /** Undefined: nothing is asked, or, of what shows, always. */
  rule: Rule | undefined;
  /** What "undefined" and, where there is such a thing, `true` are called. */
  none: string;
  always?: string;
  fault?: string | undefined;
  onChange: (rule: Rule | undefined) => void;
}

/** Never, always, or when: the last with conditions in the filter's own form. */
export function RuleEditor({ shape, title, rule, none, always, fault, onChange }: RuleEditorProps) {
  const words = useFormWords();
  const when = Array.isArray(rule);
  const choices = [
    { key: "none", label: none, on: rule === undefined, pick: () => onChange(undefined) },
    ...(always ? [{ key: "always", label: always, on: rule === true, pick: () => onChange(true) }] : []),
    { key: "when", label: words.when, on: when, pick: () => onChange(when ? rule : ["and"]) },
  ];
  return (
    <fieldset className="fd-rule">
      <legend>{title}</legend>
      <div className="seg" role="group" aria-label={title}>
        {choices.map((choice) => (
          <button key={choice.key} type="button" aria-pressed={choice.on} onClick={choice.pick}>
            {choice.label}
          </button>
        ))}
      </div>
      {when ? <ConditionEditor shape={shape} condition={rule} onChange={onChange} /> : null}
      {fault ? <p className="sm risk">{fault}</p> : null}
    </fieldset>
  );
}

/** Conditions side by side, or null where they are nested deeper than this face shows. */
function flat(condition: Filter): { how: "and" | "or"; parts: Simple[] } | null {
  if (isSimple(condition)) return { how: "and", parts: [condition] };
  const [how, ...parts] = condition as [string, ...Filter[]];
  if (how === "not" || !parts.every(isSimple)) return null;
  return { how: how === "or" ? "or" : "and", parts };
}

function joined(how: "and" | "or", parts: Simple[]): Filter {
  const [only] = parts;
  return parts.length === 1 && only ? only : [how, ...parts];
}

interface ConditionEditorProps {
  shape: ObjectShape;
  condition: Filter;
  onChange: (rule: Filter | undefined) => void;
}

function ConditionEditor({ shape, condition, onChange }: ConditionEditorProps) {
  const words = useFormWords();
  const desk = useDeskWords();
  const [adding, setAdding] = useState(false);
  const found = flat(condition);
  if (!found) {
    return (
      <p className="row fd-conds">
        <Chip
          tone="indigo"
          onRemove={() => onChange(undefined)}
          removeLabel={desk.filter.remove(desk.filter.custom)}
        >
          {desk.filter.custom}
        </Chip>
        <span className="sm dim">{words.customCondition}</span>
      </p>
    );
  }
  const { how, parts } = found;
  return (
    <div className="fd-conds">
      {parts.length > 1 ? (
        <div className="seg small" role="group" aria-label={words.when}>
          <button type="button" aria-pressed={how === "and"} onClick={() => onChange(joined("and", parts))}>
            {words.all}
          </button>
          <button type="button" aria-pressed={how === "or"} onClick={() => onChange(joined("or", parts))}>
            {words.any}
          </button>
        </div>
      ) : null}
      {parts.map((part, at) => (
        <FilterChip
          key={JSON.stringify(part)}
          shape={shape}
          condition={part}
          onRemove={() => {
            const left = parts.filter((_, index) => index !== at);
            onChange(left.length > 0 ? joined(how, left) : undefined);
          }}
        />
      ))}
      {adding || parts.length === 0 ? (
        <div className="fd-add">
          <FilterForm
            shape={shape}
            onAdd={(added) => {
              if (isSimple(added)) onChange(joined(how, [...parts, added]));
              setAdding(false);
            }}
          />
        </div>
      ) : (
        <Button small icon="plus" onClick={() => setAdding(true)}>
          {words.addCondition}
        </Button>
      )}
    </div>
  );
}
