import { useLabel, useLanguage, useWords } from "@/app/language";
import { useObjects } from "@/app/queries";
import type { Filter, ObjectShape, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import { useDeskWords } from "@/desk/words";
import { useMetrics } from "@/metrics/queries";
import { isSimple } from "@/records/ask";
import { useOperatorName } from "@/records/filter-chip";
import type {
  Condition,
  IdleWhen,
  MetricWhen,
  RecordWhen,
  ScheduleWhen,
  Step,
  Vocabulary,
  When,
} from "./shapes";
import { spanOf } from "./model";
import { useRuleWords } from "./words";

interface About {
  object: string | null;
  when: When;
}

export interface RuleSaid {
  object: (name: string | null) => string;
  field: (object: string | null, name: string) => string;
  when: (rule: About) => string;
  condition: (object: string | null, said: Condition | null) => string;
  step: (object: string | null, step: Step) => string;
  action: (name: string) => string;
}

/** Rules in the reader's words: one line for when, for if, for each step. */
export function useRuleSaid(vocabulary?: Vocabulary): RuleSaid {
  const words = useRuleWords();
  const label = useLabel();
  const and = useLanguage() === "zh" ? "、" : ", ";
  const named = useNames();
  const filter = useFilterSaid();
  const metrics = useMetrics().data;
  const { say } = words;
  const when = ({ object, when: said }: About): string => {
    const of = object ? named.object(object) : "";
    switch (said.on) {
      case "record":
        return recordSaid(said);
      case "schedule":
        return `${scheduleSaid(said, words)}${object && said.each !== false ? say.each(of) : ""}`;
      case "idle":
        return idleSaid(said);
      case "signal":
        return say.signal(
          label(vocabulary?.signals.find((each) => each.name === said.name)?.label, said.name),
        );
      case "metric":
        return metricSaid(said);
      default:
        return say.webhook;
    }
    function recordSaid(record: RecordWhen): string {
      const events = record.events.map((each) => words.events[each]).join(say.or);
      const watched = (record.fields ?? []).map((name) => named.field(object, name)).join(and);
      const into = Object.entries(record.to ?? {}).map(
        ([name, value]) => `${named.field(object, name)} → ${named.value(object, name, value)}`,
      );
      return say.record(of, events, [watched, into.join(and)].filter(Boolean).join(" "));
    }
    function idleSaid(idle: IdleWhen): string {
      const span = spanOf(idle.for);
      const long = `${span.n} ${words.units[span.unit]}`;
      const stages = [idle.stage ?? []]
        .flat()
        .map((key) => named.value(object, "stage", key))
        .join(and);
      const where = idle.last
        ? say.sinceLast(named.object(idle.last.object), stages)
        : idle.since === "$stage"
          ? say.sinceStage(stages)
          : say.sinceField(named.field(object, idle.since));
      return say.idle(of, where, long, words.ins[idle.in]);
    }
    function metricSaid(metric: MetricWhen): string {
      const by = words.bys[metric.by as keyof typeof words.bys] ?? metric.by;
      const test = words.tests[metric.test] ?? metric.test;
      const known = metrics?.find((each) => each.key === metric.metric);
      return say.metric(label(known?.label, metric.metric), by, metric.running, `${test} ${metric.value}`);
    }
  };
  const action = (name: string) => label(vocabulary?.actions.find((each) => each.name === name)?.label, name);
  return {
    object: (name) => (name ? named.object(name) : words.noObject),
    field: named.field,
    when,
    condition: (object, said) => {
      const rows = said?.filter ? filter(named.shape(object), said.filter) : "";
      return [rows, said?.formula ?? ""].filter(Boolean).join(` ${words.both} `) || say.always;
    },
    step: (object, step) => {
      const fields = Object.keys((step.input.fields as object | undefined) ?? {});
      const on = (step.input.object as string | undefined) ?? object;
      const about = fields.map((name) => named.field(on, name)).join(and);
      return [action(step.action), about].filter(Boolean).join(say.colon);
    },
    action,
  };
}

function scheduleSaid(said: ScheduleWhen, words: ReturnType<typeof useRuleWords>): string {
  const { say, weekdays } = words;
  const minute = said.at.slice(3);
  if (said.every === "hour") return say.hourly(minute);
  if (said.every === "week") return say.weekly(weekdays[(said.weekday ?? 1) - 1] ?? "", said.at);
  if (said.every === "month") return say.monthly(said.day ?? 1, said.at);
  return said.working_days ? say.workdays(said.at) : say.daily(said.at);
}

function useNames() {
  const label = useLabel();
  const language = useLanguage();
  const spoken = useWords();
  const { data: objects = [] } = useObjects();
  const shape = (name: string | null) => objects.find((each) => each.name === name);
  const found = (object: string | null, name: string) =>
    shape(object)?.fields.find((each) => each.name === name);
  return {
    shape,
    object: (name: string) => label(shape(name)?.label, name),
    field: (object: string | null, name: string) => {
      const [first = "", second] = name.split(".");
      const own = found(object, first);
      if (!second) return label(own?.label, first);
      return `${label(own?.label, first)} · ${label(found(own?.options?.object ?? null, second)?.label, second)}`;
    },
    value: (object: string | null, name: string, value: unknown) => {
      const field = found(object, name);
      return field ? asText(field, value as Value, language, spoken) : String(value ?? "");
    },
  };
}

/** A filter as one line; what is nested deeper keeps its brackets. */
export function useFilterSaid(): (shape: ObjectShape | undefined, filter: Filter) => string {
  const { say } = useRuleWords();
  const { filter: words } = useDeskWords();
  const label = useLabel();
  const language = useLanguage();
  const spoken = useWords();
  const operator = useOperatorName();
  const told = (shape: ObjectShape | undefined, filter: Filter, inside = false): string => {
    if (isSimple(filter)) {
      const [name, op, value] = filter;
      const field = shape?.fields.find((each) => each.name === name);
      const what = label(field?.label, name);
      if (op === "empty") return `${what} ${value === false ? words.ops.filled : words.ops.empty}`;
      const show = (each: unknown) => (field ? asText(field, each as Value, language, spoken) : String(each));
      const operand = Array.isArray(value)
        ? value.map(show).join(op === "between" ? " – " : say.comma)
        : show(value);
      return `${what} ${operator(field, op)} ${operand}`;
    }
    const [how, ...parts] = filter as [string, ...Filter[]];
    const lines = parts.map((part) => told(shape, part, true));
    if (how === "not") return say.not(lines.join(""));
    const joined = lines.join(how === "or" ? say.orLong : say.andLong);
    return inside && parts.length > 1 ? `(${joined})` : joined;
  };
  return told;
}
