import { useNavigate } from "react-router";
import { addDays, date, monthName, number, shortDay } from "@/app/format";
import { useLabel, useLanguage, useWords } from "@/app/language";
import { useAggregate, useMe, type AggregateRow, type Group, type Measures } from "@/app/queries";
import type { Field, Filter, ObjectShape, Value } from "@/app/shapes";
import { amountOf, asText, glance, idOf, isReference } from "@/app/values";
import { Chart, type ChartSeries, type ChartSpec } from "@/charts";
import { scaled, spell } from "@/formula/exact";
import { conditionsOf, filterOf, listAddress } from "@/records/ask";
import { Empty, Failed, Loading } from "@/ui";
import type { ChartKind, ChartStep } from "../queries";
import { useViewWords } from "../words";
import { bucketsOf, type Bucket } from "./buckets";
import { monthsOn, within } from "./days";
import "./chart.css";

interface ChartViewProps {
  shape: ObjectShape;
  by: Field;
  split: Field | undefined;
  measure: Field | undefined;
  step: ChartStep;
  kind: ChartKind;
  filter: Filter | null;
}

const isDated = (field: Field) => field.type === "date" || field.type === "time";

/** The last day of a period that begins on a day. */
function endOf(day: string, step: ChartStep): string {
  if (step === "day") return day;
  if (step === "week") return addDays(day, 6);
  const months = { month: 1, quarter: 3, year: 12 }[step];
  return addDays(`${monthsOn(day.slice(0, 7), months)}-01`, -1);
}

/** What the records behind a bar have in common. */
function conditionOf(field: Field, value: unknown, step: ChartStep): Filter {
  const bare = isReference(value) ? idOf(value) : value;
  if (bare === null || bare === undefined) return [field.name, "empty", true];
  if (isDated(field)) return within(field, String(bare), endOf(String(bare), step));
  return [field.name, "=", bare];
}

const anyOf = (conditions: Filter[]): Filter =>
  conditions.length === 1 && conditions[0] ? conditions[0] : ["or", ...conditions];

function periodName(day: string, step: ChartStep): string {
  if (step === "month") return monthName(day.slice(0, 7));
  if (step === "quarter") return `${day.slice(0, 4)} Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return step === "year" ? day.slice(0, 4) : step === "week" ? shortDay(day) : date(day);
}

/** How many records, or how much of a field, by another one; each bar opens its records. */
export function ChartView({ shape, by, split, measure, step, kind, filter }: ChartViewProps) {
  const words = useViewWords();
  const shared = useWords();
  const label = useLabel();
  const language = useLanguage();
  const navigate = useNavigate();
  const own = useMe().data?.currency ?? "CNY";
  const group: Group[] = [isDated(by) ? { field: by.name, by: step } : by.name];
  if (split) group.push(split.name);
  const measures: Measures = measure ? { n: ["count"], v: ["sum", measure.name] } : { n: ["count"] };
  const answer = useAggregate(shape.name, { filter, group, measures });
  if (answer.error) return <Failed cause={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Loading lines={9} />;
  if (answer.data.length === 0) return <Empty title={words.chart.none}>{words.chart.noneText}</Empty>;
  const named = (field: Field, bucket: Bucket): string =>
    bucket.key === ""
      ? words.blank
      : isDated(field)
        ? periodName(bucket.key, step)
        : asText(field, bucket.value as Value, language, shared);
  const { along, series, at } = bucketsOf(answer.data, by, split);
  const short = (amount: unknown): string => {
    const { n, unit } = glance(amount, own, language);
    return `${n}${unit}`;
  };
  const sum = (rows: AggregateRow[]): string | null => {
    if (!measure) return String(rows.reduce((n, row) => n + Number(row.n ?? 0), 0));
    const held = rows.flatMap((row) => (row.v === null || row.v === undefined ? [] : [amountOf(row.v)]));
    return held.length === 0 ? null : spell(held.reduce((total, each) => total + scaled(each), 0n));
  };
  const said = (value: string | null): string => {
    if (value === null) return "—";
    if (!measure) return words.count(number(value));
    return measure.type === "money" ? short(value) : number(value);
  };
  const what = measure ? label(measure.label, measure.name) : words.chart.counted;
  const spec: ChartSpec = {
    kind: kind === "line" ? "line" : "bar",
    label: words.chart.title(what, label(by.label, by.name)),
    axis: label(by.label, by.name),
    categories: along.map((each) => named(by, each)),
    series: series.map((each): ChartSeries => ({
      key: each.key || "all",
      name: each.others ? words.chart.others(number(each.others.length)) : split ? named(split, each) : what,
      look: each.others ? "before" : split ? "other" : "fact",
      points: along.map((place) => {
        const value = sum(at(place, each));
        return { value, said: said(value) };
      }),
    })),
    stacked: kind === "bars" && split !== undefined,
    lying: kind === "bars" && !isDated(by) && along.length > 6,
    tick: (value) => (measure?.type === "money" ? short(String(value)) : number(value)),
  };
  return (
    <div className="chv">
      <Chart
        spec={spec}
        {...(spec.lying ? { height: Math.max(320, along.length * 34 + 60) } : {})}
        onOpen={({ series: which, at: place }) => {
          const [of, part] = [along[place], series[which]];
          if (!of || !part) return;
          const asked = [...conditionsOf(filter), conditionOf(by, of.value, step)];
          if (split)
            asked.push(anyOf((part.others ?? [part]).map((each) => conditionOf(split, each.value, step))));
          void navigate(listAddress(shape.name, filterOf(asked)));
        }}
      />
    </div>
  );
}
