import { useId } from "react";
import { Button, Input } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { Level, Threshold, Unit } from "./queries";
import { useMetricWords } from "./words";

interface ThresholdsProps {
  thresholds: Threshold[];
  unit: Unit;
  faults: Record<string, string>;
  onChange: (thresholds: Threshold[]) => void;
}

const TESTS = ["<", "<=", ">", ">="] as const;

/** From where on the figure is yellow or red. */
export function ThresholdsForm({ thresholds, unit, faults, onChange }: ThresholdsProps) {
  const words = useMetricWords();
  const id = useId();
  const put = (at: number, more: Partial<Threshold>) =>
    onChange(thresholds.map((each, index) => (index === at ? { ...each, ...more } : each)));
  return (
    <div className="mte-lines">
      {thresholds.map((each, at) => (
        <div key={at} className="row mte-threshold">
          <PickOne
            label={words.edit.level}
            width={96}
            value={each.level}
            options={(["yellow", "red"] as const).map((value) => ({ value, label: words.levels[value] }))}
            onChange={(level) => put(at, { level: (level ?? "red") as Level })}
          />
          <PickOne
            label={words.edit.test}
            width={116}
            value={each.test}
            options={TESTS.map((value) => ({ value, label: words.tests[value] }))}
            onChange={(test) => put(at, { test: (test ?? "<") as Threshold["test"] })}
          />
          <Input
            id={`${id}-${at}`}
            className="mte-n"
            aria-label={words.edit.line}
            inputMode="decimal"
            value={each.value}
            unit={words.units[unit]}
            invalid={faults[`thresholds.${at}.value`] !== undefined}
            onText={(value) => put(at, { value: value.trim() })}
          />
          <Button small kind="quiet" onClick={() => onChange(thresholds.filter((_, index) => index !== at))}>
            {words.edit.remove}
          </Button>
          {faults[`thresholds.${at}.value`] ? (
            <p className="sm risk">{faults[`thresholds.${at}.value`]}</p>
          ) : null}
        </div>
      ))}
      {thresholds.length < 4 ? (
        <p>
          <Button
            small
            icon="plus"
            onClick={() => onChange([...thresholds, { level: "red", test: "<", value: "" }])}
          >
            {words.edit.addThreshold}
          </Button>
        </p>
      ) : null}
    </div>
  );
}
