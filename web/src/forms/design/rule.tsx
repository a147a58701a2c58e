import type { ObjectShape } from "@/app/shapes";
import { Conditions } from "@/records/conditions";
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
      {when ? <Conditions shape={shape} condition={rule} onChange={onChange} /> : null}
      {fault ? <p className="sm risk">{fault}</p> : null}
    </fieldset>
  );
}
