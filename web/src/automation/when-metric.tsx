import { useId } from "react";
import { useLabel } from "@/app/language";
import { useMetrics } from "@/metrics/queries";
import { NumberField, Seg } from "@/designing/parts";
import { Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { MetricWhen } from "./shapes";
import type { WhenProps } from "./when-form";
import { useRuleWords } from "./words";

/** A metric beyond a line so many periods running. */
export function MetricForm({ when, faults, onChange }: WhenProps<MetricWhen>) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const { data: metrics = [] } = useMetrics();
  const bys = Object.entries(words.bys).map(([value, name]) => ({ value, label: name }));
  const tests = Object.entries(words.tests).map(([value, name]) => ({ value, label: name }));
  return (
    <>
      <div className="ru-line">
        <Labelled id={`${id}-metric`} label={words.metric} fault={faults.metric}>
          <PickOne
            id={`${id}-metric`}
            width={220}
            value={when.metric || null}
            options={metrics.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
            onChange={(metric) => onChange({ ...when, metric: metric ?? "" })}
          />
        </Labelled>
        <div className="lbd">
          <span className="lb">{words.by}</span>
          <Seg label={words.by} value={when.by} options={bys} onPick={(by) => onChange({ ...when, by })} />
          {faults.by ? <p className="sm risk">{faults.by}</p> : null}
        </div>
        <Labelled id={`${id}-test`} label={words.test} fault={faults.test}>
          <PickOne
            id={`${id}-test`}
            width={100}
            value={when.test}
            options={tests}
            onChange={(test) => onChange({ ...when, test: test ?? "<" })}
          />
        </Labelled>
        <Labelled id={`${id}-value`} label={words.value} fault={faults.value}>
          <Input
            id={`${id}-value`}
            className="ru-n"
            inputMode="decimal"
            value={when.value}
            invalid={faults.value !== undefined}
            onText={(value) => onChange({ ...when, value: value.trim() })}
          />
        </Labelled>
      </div>
      <NumberField
        label={words.running}
        unit=""
        value={when.running}
        fault={faults.running}
        onNumber={(n) => onChange({ ...when, running: n ?? 1 })}
      />
      <NumberField
        label={words.wait}
        unit={words.units.hours}
        value={when.wait_hours}
        fault={faults.wait_hours}
        onNumber={(n) => onChange({ ...when, wait_hours: n ?? 0 })}
      />
    </>
  );
}
