import { useId } from "react";
import { NumberField, Seg, Switch } from "@/designing/parts";
import { Input, Labelled } from "@/ui";
import { PickOne } from "@/ui/antd";
import type { ScheduleWhen } from "./shapes";
import type { WhenProps } from "./when-form";
import { useRuleWords } from "./words";

/** A time of day, week or month. */
export function ScheduleForm({ rule, when, faults, onChange }: WhenProps<ScheduleWhen>) {
  const words = useRuleWords();
  const id = useId();
  const every = (Object.keys(words.everies) as ScheduleWhen["every"][]).map((value) => ({
    value,
    label: words.everies[value],
  }));
  const pick = (value: ScheduleWhen["every"]) =>
    onChange({
      on: "schedule",
      every: value,
      at: value === "hour" ? `00:${when.at.slice(3)}` : when.at,
      working_days: when.working_days ?? false,
      each: when.each ?? true,
      ...(value === "week" ? { weekday: when.weekday ?? 1 } : {}),
      ...(value === "month" ? { day: when.day ?? 1 } : {}),
    });
  return (
    <>
      <div className="ru-line">
        <div className="lbd">
          <span className="lb">{words.every}</span>
          <Seg label={words.every} value={when.every} options={every} onPick={pick} />
        </div>
        {when.every === "week" ? (
          <Labelled id={`${id}-weekday`} label={words.weekday} fault={faults.weekday}>
            <PickOne
              id={`${id}-weekday`}
              width={110}
              value={String(when.weekday ?? 1)}
              options={words.weekdays.map((name, at) => ({ value: String(at + 1), label: name }))}
              onChange={(day) => onChange({ ...when, weekday: Number(day ?? 1) })}
            />
          </Labelled>
        ) : null}
        {when.every === "hour" ? null : (
          <Labelled id={`${id}-at`} label={words.at} fault={faults.at}>
            <Input
              id={`${id}-at`}
              type="time"
              className="ru-time"
              value={when.at}
              invalid={faults.at !== undefined}
              onText={(at) => onChange({ ...when, at })}
            />
          </Labelled>
        )}
      </div>
      {when.every === "month" ? (
        <NumberField
          label={words.day}
          unit=""
          value={when.day}
          fault={faults.day}
          onNumber={(day) => onChange({ ...when, day })}
        />
      ) : null}
      {when.every === "day" || when.every === "hour" ? (
        <Switch
          label={words.working}
          on={when.working_days ?? false}
          onSwitch={(working_days) => onChange({ ...when, working_days })}
        />
      ) : null}
      {rule.object ? (
        <div className="lbd">
          <span className="lb">{words.each}</span>
          <Seg
            label={words.each}
            value={when.each === false ? "once" : "each"}
            options={(["each", "once"] as const).map((value) => ({ value, label: words.eachs[value] }))}
            onPick={(value) => onChange({ ...when, each: value === "each" })}
          />
        </div>
      ) : null}
    </>
  );
}
