import { Choose } from "@/access/choose";
import { NumberField, Switch } from "@/designing/parts";
import { People } from "./people";
import { placeOf } from "./model";
import type { Limit } from "./shapes";
import { Part, type StepFormProps } from "./step-form";
import { useFlowWords } from "./words";

const CLOCKS = ["working", "calendar"] as const;
const LATES = ["remind", "escalate", "pass", "return"] as const;
const FIRST: Limit = { hours: 24, in: "working", remind_hours: 4, then: "remind" };

/** Until when, by which clock, and what happens then. */
export function LimitForm({ step, path, shape, roles, faults, onChange }: StepFormProps) {
  const words = useFlowWords();
  const place = `${placeOf(path)}.limit`;
  const { limit } = step;
  const put = (change: Partial<Limit>) => onChange({ limit: { ...(limit ?? FIRST), ...change } });
  return (
    <Part title={words.limit} {...(limit ? { note: words.clockNote } : {})}>
      <Switch
        label={words.limitOn}
        on={Boolean(limit)}
        onSwitch={(on) => onChange({ limit: on ? FIRST : null })}
      />
      {faults[place] ? <p className="sm risk">{faults[place]}</p> : null}
      {limit ? (
        <>
          <NumberField
            label={words.limit}
            unit={words.hours}
            value={limit.hours}
            fault={faults[`${place}.hours`]}
            onNumber={(hours) => put({ hours: hours ?? 0 })}
          />
          <label className="dg-line">
            {words.clock}
            <Choose
              label={words.clock}
              value={limit.in}
              options={CLOCKS.map((value) => ({ value, label: words.clocks[value] }))}
              onChange={(clock) => put({ in: clock })}
            />
          </label>
          <NumberField
            label={words.remind}
            unit={words.hours}
            none={words.remindNone}
            value={limit.remind_hours}
            fault={faults[`${place}.remind_hours`]}
            onNumber={(remind_hours) => put({ remind_hours })}
          />
          <label className="dg-line">
            {words.late}
            <Choose
              label={words.late}
              value={limit.then}
              options={LATES.map((value) => ({ value, label: words.lates[value] }))}
              onChange={(then) =>
                put({
                  then,
                  ...(then === "escalate" && !limit.to ? { to: [{ by: "head", n: 2, of: "starter" }] } : {}),
                })
              }
            />
          </label>
          {limit.then === "escalate" ? (
            <People
              label={words.escalateTo}
              value={limit.to ?? []}
              shape={shape}
              roles={roles}
              place={`${place}.to`}
              faults={faults}
              onChange={(to) => put({ to })}
            />
          ) : null}
        </>
      ) : null}
    </Part>
  );
}
