import { useId } from "react";
import { useLabel } from "@/app/language";
import { Seg } from "@/designing/parts";
import { Input, Labelled } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import { spanOf } from "./model";
import type { IdleWhen } from "./shapes";
import type { WhenProps } from "./when-form";
import { useRuleWords } from "./words";

/** So much time went by at a stage, or since a moment the record keeps. */
export function IdleForm({ when, shape, faults, onChange }: WhenProps<IdleWhen>) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const moments = (shape?.fields ?? []).filter((field) =>
    ["time", "date"].includes(field.result ?? field.type),
  );
  const stages = shape?.fields.find((field) => field.name === "stage")?.options?.choices ?? [];
  const span = spanOf(when.for);
  const since = [
    ...(shape?.staged ? [{ value: "$stage", label: words.stage }] : []),
    ...moments
      .filter((field) => field.name !== "stage_since")
      .map((field) => ({ value: field.name, label: label(field.label, field.name) })),
  ];
  return (
    <>
      <div className="ru-line">
        <Labelled id={`${id}-since`} label={words.since} fault={faults.since}>
          <PickOne
            id={`${id}-since`}
            width={180}
            value={when.since}
            options={since}
            onChange={(next) => {
              const { stage: _gone, ...rest } = when;
              onChange(next === "$stage" ? { ...when, since: next } : { ...rest, since: next ?? "" });
            }}
          />
        </Labelled>
        <Labelled
          id={`${id}-n`}
          label={words.for}
          fault={faults["for"] ?? faults["for.hours"] ?? faults["for.days"]}
        >
          <span className="row">
            <Input
              id={`${id}-n`}
              className="ru-n"
              inputMode="numeric"
              value={span.n ? String(span.n) : ""}
              onText={(text) => {
                const n = Number(text.replace(/\D/g, "").slice(0, 5)) || null;
                onChange({ ...when, for: { [span.unit]: n } });
              }}
            />
            <Seg
              label={words.for}
              value={span.unit}
              options={(["hours", "days"] as const).map((value) => ({ value, label: words.units[value] }))}
              onPick={(unit) => onChange({ ...when, for: { [unit]: span.n } })}
            />
          </span>
        </Labelled>
        <div className="lbd">
          <span className="lb">{words.in}</span>
          <Seg
            label={words.in}
            value={when.in}
            options={(["calendar", "working"] as const).map((value) => ({ value, label: words.ins[value] }))}
            onPick={(value) => onChange({ ...when, in: value })}
          />
        </div>
      </div>
      {when.since === "$stage" && stages.length > 0 ? (
        <Labelled id={`${id}-stages`} label={words.stages} fault={faults.stage}>
          <PickMany
            id={`${id}-stages`}
            value={[when.stage ?? []].flat()}
            placeholder={words.anyStage}
            options={stages.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
            onChange={(keys) => onChange({ ...when, stage: keys.length > 0 ? keys : null })}
          />
        </Labelled>
      ) : null}
    </>
  );
}
