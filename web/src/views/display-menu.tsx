import { useId } from "react";
import { useLabel } from "@/app/language";
import type { Field, ObjectShape } from "@/app/shapes";
import { Button, Labelled, Popover, type IconName } from "@/ui";
import { PickOne } from "@/ui/antd";
import { fitting, kindsFor, turnedTo } from "./pictures/by";
import type { ChartKind, ChartStep, Shown, ViewKind } from "./queries";
import { useViewWords } from "./words";

interface DisplayMenuProps {
  shape: ObjectShape;
  shown: Shown;
  change: (change: Partial<Shown>) => void;
}

const ICONS: Record<ViewKind, IconName> = {
  table: "list",
  board: "board",
  calendar: "day",
  timeline: "clock",
  map: "pin",
  chart: "team",
};
const STEPS: readonly ChartStep[] = ["day", "week", "month", "quarter", "year"];
const CHARTS: readonly ChartKind[] = ["bars", "line"];
const FROZEN = [0, 1, 2, 3, 4, 5];
const DENSITIES = ["own", "compact", "cozy", "roomy"] as const;

/** In what form records are shown, and what that form goes by. */
export function DisplayMenu({ shape, shown, change }: DisplayMenuProps) {
  const words = useViewWords();
  return (
    <Popover
      side="right"
      label={words.display}
      door={(props) => (
        <Button small icon={ICONS[shown.kind]} {...props}>
          {words.display}
        </Button>
      )}
    >
      {() => (
        <div className="flt">
          <div className="seg wrap" role="group" aria-label={words.kind}>
            {kindsFor(shape).map((kind) => (
              <button
                key={kind}
                type="button"
                aria-pressed={shown.kind === kind}
                onClick={() => change(turnedTo(shape, shown, kind))}
              >
                {words.kinds[kind]}
              </button>
            ))}
          </div>
          <Parts shape={shape} shown={shown} change={change} />
        </div>
      )}
    </Popover>
  );
}

/** The choices a form has. */
function Parts({ shape, shown, change }: DisplayMenuProps) {
  const words = useViewWords();
  const label = useLabel();
  const { by, grouped, dated, summed, choices } = fitting(shape, shown.kind);
  const { kind } = shown;
  const named = (fields: Field[]): Option[] =>
    fields.map((field) => ({ value: field.name, label: label(field.label, field.name) }));
  const chosen = shape.fields.find((field) => field.name === shown.by);
  const overTime = chosen?.type === "date" || chosen?.type === "time";
  const one = (name: string, part: keyof Shown, options: Option[], none: string | null) => (
    <One
      name={name}
      value={(shown[part] as string | null) ?? ""}
      options={none === null ? options : [{ value: "", label: none }, ...options]}
      onPick={(value) => change({ [part]: value || null })}
    />
  );
  const others = (fields: Field[]) => named(fields.filter((field) => field.name !== shown.by));
  return (
    <>
      {kind === "table" ? null : one(words.by[kind], "by", named(by), null)}
      {kind === "table" ? one(words.group, "group", named(grouped), words.none) : null}
      {kind === "timeline" ? one(words.until, "until", others(dated), words.none) : null}
      {kind === "timeline" ? one(words.lanes, "group", named(grouped), words.none) : null}
      {kind === "chart" && overTime
        ? one(
            words.step,
            "step",
            STEPS.map((step) => ({ value: step, label: words.steps[step] })),
            null,
          )
        : null}
      {kind === "chart" ? one(words.split, "split", others(grouped), words.none) : null}
      {kind === "chart" ? one(words.measure, "measure", named(summed), words.counted) : null}
      {kind === "chart"
        ? one(
            words.chartKind,
            "chart",
            CHARTS.map((each) => ({ value: each, label: words.chartKinds[each] })),
            null,
          )
        : null}
      {kind === "table" ? one(words.colour, "colour", named(choices), words.none) : null}
      {kind === "calendar" || kind === "timeline" || kind === "map"
        ? one(words.ink, "colour", named(choices), words.none)
        : null}
      {kind === "table" ? (
        <>
          <One
            name={words.frozen}
            value={String(shown.frozen)}
            options={FROZEN.map((n) => ({ value: String(n), label: words.frozenN(n) }))}
            onPick={(frozen) => change({ frozen: Number(frozen) })}
          />
          <One
            name={words.density}
            value={shown.density ?? "own"}
            options={DENSITIES.map((each) => ({ value: each, label: words.densities[each] }))}
            onPick={(next) => change({ density: next === "own" ? null : (next as Shown["density"]) })}
          />
        </>
      ) : null}
    </>
  );
}

interface Option {
  value: string;
  label: string;
}

interface OneProps {
  name: string;
  value: string;
  options: Option[];
  onPick: (value: string) => void;
}

function One({ name, value, options, onPick }: OneProps) {
  const id = useId();
  return (
    <Labelled id={id} label={name}>
      <PickOne id={id} value={value} options={options} onChange={(next) => onPick(next ?? "")} />
    </Labelled>
  );
}
