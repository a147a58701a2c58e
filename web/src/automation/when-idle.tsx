import { useId } from "react";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { Seg } from "@/designing/parts";
import { Input, Labelled } from "@/ui";
import { PickMany, PickOne } from "@/ui/antd";
import { spanOf } from "./model";
import { targetOf } from "@/fields/pick-record";
import type { IdleWhen, Last } from "./shapes";
import type { WhenProps } from "./when-form";
import { useRuleWords } from "./words";

const LAST = "$last";
/** The moment of a record that counts, where it has one of its own. */
const MOMENTS = ["occurred_at", "signed_on", "created_at"];

/** What refers to an object: the last one of them may be what is counted from. */
function useFollowers(object: string | undefined): { value: string; label: string; last: Last }[] {
  const words = useRuleWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  return objects.flatMap((each) =>
    each.fields
      .filter(
        (field) =>
          ["reference", "person"].includes(field.type) &&
          targetOf(field) === object &&
          field.name !== "created_by" &&
          field.name !== "updated_by",
      )
      .map((field) => {
        const time = MOMENTS.find((name) => each.fields.some((other) => other.name === name)) ?? "created_at";
        return {
          value: `${LAST}:${each.name}:${field.name}`,
          label: words.lastOf(label(each.label, each.name), label(field.label, field.name)),
          last: { object: each.name, link: field.name, time },
        };
      }),
  );
}

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
  const followers = useFollowers(shape?.name);
  const counted =
    when.since === LAST && when.last ? `${LAST}:${when.last.object}:${when.last.link}` : when.since;
  const since = [
    ...(shape?.staged ? [{ value: "$stage", label: words.stage }] : []),
    ...moments
      .filter((field) => field.name !== "stage_since")
      .map((field) => ({ value: field.name, label: label(field.label, field.name) })),
    ...followers.map(({ value, label: name }) => ({ value, label: name })),
  ];
  return (
    <>
      <div className="ru-line">
        <Labelled id={`${id}-since`} label={words.since} fault={faults.since ?? faults.last}>
          <PickOne
            id={`${id}-since`}
            width={180}
            value={counted}
            options={since}
            onChange={(next) => {
              const { stage, last: _gone, ...rest } = when;
              const found = followers.find((each) => each.value === next);
              const staged = next === "$stage" || found ? { stage: stage ?? null } : {};
              onChange({
                ...rest,
                ...staged,
                since: found ? LAST : (next ?? ""),
                ...(found ? { last: found.last } : {}),
              });
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
      {(when.since === "$stage" || when.since === LAST) && stages.length > 0 ? (
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
