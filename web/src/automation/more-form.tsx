import { NumberField, Seg, Switch, TwoNames } from "@/designing/parts";
import { useId } from "react";
import { useLabel } from "@/app/language";
import type { ObjectShape } from "@/app/shapes";
import { PickOne } from "@/ui/antd";
import { Labelled } from "@/ui";
import type { Rule } from "./shapes";
import { useRuleWords } from "./words";

interface MoreFormProps {
  rule: Rule;
  shape: ObjectShape | undefined;
  faults: Record<string, string>;
  onChange: (rule: Rule) => void;
}

const FEW = 100;

/** 另: its name, its place among others, how often at most, and whether imports count. */
export function MoreForm({ rule, shape, faults, onChange }: MoreFormProps) {
  const words = useRuleWords();
  const label = useLabel();
  const id = useId();
  const { limit } = rule;
  const links = shape?.fields.filter((field) => field.type === "reference") ?? [];
  return (
    <>
      <div className="dg-grid ru-names">
        <TwoNames
          zh={words.labelZh}
          en={words.labelEn}
          value={rule.label}
          fault={faults.label ?? faults["label.zh"] ?? faults["label.en"]}
          onChange={(label) => onChange({ ...rule, label })}
        />
      </div>
      <NumberField
        label={`${words.order}${words.say.colon}${words.orderNote}`}
        unit=""
        value={rule.order}
        fault={faults.order}
        onNumber={(order) => onChange({ ...rule, order: order ?? 0 })}
      />
      {shape ? (
        <Labelled id={`${id}-once`} label={words.once} fault={faults.once}>
          <PickOne
            id={`${id}-once`}
            width={260}
            value={rule.once ?? ""}
            options={[
              { value: "", label: words.everyTime },
              { value: "$record", label: words.onceFor(label(shape.label, shape.name)) },
              ...links.map((field) => ({
                value: field.name,
                label: words.onceFor(label(field.label, field.name)),
              })),
            ]}
            onChange={(once) => onChange({ ...rule, once: once || null })}
          />
        </Labelled>
      ) : null}
      <Switch label={words.stop} on={rule.stop} onSwitch={(stop) => onChange({ ...rule, stop })} />
      <div className="ru-limit">
        <NumberField
          label={words.limit}
          unit={words.times}
          none={words.limitNone}
          value={limit?.count}
          fault={faults["limit.count"] ?? faults.limit}
          onNumber={(count) =>
            onChange({ ...rule, limit: count ? { count, per: limit?.per ?? "day" } : null })
          }
        />
        {limit ? (
          <Seg
            label={words.limit}
            value={limit.per}
            options={(["hour", "day"] as const).map((value) => ({ value, label: words.pers[value] }))}
            onPick={(per) => onChange({ ...rule, limit: { count: limit.count || FEW, per } })}
          />
        ) : null}
      </div>
      <Switch
        label={words.imports}
        on={rule.imports}
        onSwitch={(imports) => onChange({ ...rule, imports })}
      />
      {rule.when.on === "idle" ? (
        <Switch
          label={`${words.standing}${words.say.colon}${words.standingNote}`}
          on={rule.standing ?? false}
          onSwitch={(standing) => onChange({ ...rule, standing })}
        />
      ) : null}
    </>
  );
}
