import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, Icon } from "@/ui";
import type { Rules } from "../shapes";
import { en } from "../words/en";
import { useRoutingWords } from "../words";
import { zh } from "../words/zh";
import { blankRule, moved } from "./model";

interface RuleListProps {
  rules: Rules;
  at: number;
  faults: Record<string, string>;
  onPick: (at: number) => void;
  onChange: (rules: Rules) => void;
}

const NAME = { zh: zh.design.newRule, en: en.design.newRule };

/** The rules in their order; the first that holds and leaves somebody decides. */
export function RuleList({ rules, at, faults, onPick, onChange }: RuleListProps) {
  const { design: words } = useRoutingWords();
  const label = useLabel();
  const shift = (by: -1 | 1) => {
    onChange({ ...rules, rules: moved(rules.rules, at, by) });
    onPick(Math.min(rules.rules.length - 1, Math.max(0, at + by)));
  };
  return (
    <nav className="dg-left" aria-label={words.rules}>
      <h2>{words.rules}</h2>
      <ol className="gd-rules">
        {rules.rules.map((rule, index) => (
          <li key={rule.key} className={index === at ? "on" : ""}>
            <button type="button" aria-pressed={index === at} onClick={() => onPick(index)}>
              <span className="n dim">{number(index + 1)}</span>
              <span className="grow clip">{label(rule.label, rule.key)}</span>
              {Object.keys(faults).some((where) => where.startsWith(`rules.${index}.`)) ? (
                <Icon name="info" size="s" />
              ) : null}
            </button>
          </li>
        ))}
      </ol>
      <p className="row gd-rule-acts">
        <Button
          small
          icon="plus"
          onClick={() => {
            onChange({ ...rules, rules: [...rules.rules, blankRule(rules, NAME)] });
            onPick(rules.rules.length);
          }}
        >
          {words.add}
        </Button>
        <button
          type="button"
          className="tap"
          aria-label={words.up}
          disabled={at <= 0}
          onClick={() => shift(-1)}
        >
          <Icon name="up" size="s" />
        </button>
        <button
          type="button"
          className="tap"
          aria-label={words.down}
          disabled={at >= rules.rules.length - 1}
          onClick={() => shift(1)}
        >
          <Icon name="down" size="s" />
        </button>
        <button
          type="button"
          className="tap"
          aria-label={words.drop}
          disabled={!rules.rules[at]}
          onClick={() => {
            onChange({ ...rules, rules: rules.rules.filter((_, index) => index !== at) });
            onPick(Math.max(0, at - 1));
          }}
        >
          <Icon name="trash" size="s" />
        </button>
      </p>
    </nav>
  );
}
