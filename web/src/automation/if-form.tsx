import type { ObjectShape } from "@/app/shapes";
import { FormulaEditor } from "@/formula";
import { Conditions } from "@/records/conditions";
import { Button } from "@/ui";
import { conditionOf } from "./model";
import type { Condition, Rule } from "./shapes";
import { useRuleWords } from "./words";

interface IfFormProps {
  rule: Rule;
  shape: ObjectShape | undefined;
  faults: Record<string, string>;
  onChange: (condition: Condition | null) => void;
}

/** 若: rows, a formula, or both; nothing asked is always. */
export function IfForm({ rule, shape, faults, onChange }: IfFormProps) {
  const words = useRuleWords();
  const said = rule.if ?? {};
  if (!shape) return <p className="sm dim">{words.noFilter}</p>;
  const put = (more: Condition) => onChange(conditionOf({ ...said, ...more }));
  const typing = said.formula !== undefined && said.formula !== null;
  return (
    <div className="ru-if">
      {said.filter ? (
        <Conditions
          shape={shape}
          condition={said.filter}
          onChange={(filter) => put({ filter: filter ?? null })}
        />
      ) : null}
      {faults.filter ? <p className="sm risk">{faults.filter}</p> : null}
      {said.filter && typing ? <p className="sm dim">{words.both}</p> : null}
      {typing ? (
        <FormulaEditor
          object={shape.name}
          value={said.formula ?? ""}
          onChange={(formula) => onChange({ ...said, formula })}
        />
      ) : null}
      {faults.formula ? <p className="sm risk">{faults.formula}</p> : null}
      <p className="row">
        {said.filter ? null : (
          <Button small icon="plus" onClick={() => onChange({ ...said, filter: ["and"] })}>
            {words.addCondition}
          </Button>
        )}
        {typing ? (
          <Button small kind="quiet" onClick={() => put({ formula: null })}>
            {words.dropFormula}
          </Button>
        ) : (
          <Button small kind="quiet" icon="fx" onClick={() => onChange({ ...said, formula: "" })}>
            {words.addFormula}
          </Button>
        )}
      </p>
    </div>
  );
}
