import type { Label } from "@/app/language";
import type { ActionShape, Condition, Rule, Schema, Span, Step, When, WhenKind } from "./shapes";

/** What a kind of occasion begins as. */
export function blankWhen(kind: WhenKind): When {
  switch (kind) {
    case "record":
      return { on: "record", events: ["created"] };
    case "schedule":
      return { on: "schedule", every: "day", at: "08:30", working_days: true, each: true };
    case "idle":
      return { on: "idle", since: "$stage", for: { hours: 72 }, in: "calendar" };
    case "signal":
      return { on: "signal", name: "attempt.refused" };
    case "metric":
      return {
        on: "metric",
        metric: "",
        by: "week",
        group: null,
        test: "<",
        value: "",
        running: 2,
        wait_hours: 0,
      };
    case "webhook":
      return { on: "webhook" };
  }
}

export const blankRule = (key: string, label: Label, object: string | null): Rule => ({
  key,
  label,
  object,
  order: 100,
  enabled: true,
  stop: false,
  limit: null,
  imports: true,
  when: blankWhen(object ? "record" : "schedule"),
  if: null,
  then: [],
});

/** The list with one of it somewhere else; itself where nothing moves. */
export function movedTo<T>(list: readonly T[], from: number, to: number): T[] {
  const [one] = list.slice(from, from + 1);
  if (one === undefined || to < 0 || to >= list.length || from === to) return [...list];
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}

/** Nothing is asked any more once the last part of a condition is gone. */
export function conditionOf(said: Condition): Condition | null {
  const kept = Object.entries(said).filter(([, part]) => part !== undefined && part !== null && part !== "");
  return kept.length > 0 ? (Object.fromEntries(kept) as Condition) : null;
}

export const spanOf = (said: Span): { n: number; unit: "hours" | "days" } =>
  said.days ? { n: said.days, unit: "days" } : { n: said.hours ?? 0, unit: "hours" };

/** What a schema says in the end: references followed, "or nothing" set aside. */
export function settled(schema: Schema, root: Schema): Schema {
  if (schema.$ref) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return settled(root.$defs?.[name] ?? {}, root);
  }
  const said = schema.anyOf?.filter((each) => each.type !== "null");
  const [only] = said ?? [];
  return only && said?.length === 1
    ? { ...settled(only, root), title: schema.title ?? only.title ?? "" }
    : schema;
}

/** The first values of an action's input: what it says by itself, nothing guessed. */
export function firstInput(action: ActionShape): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(action.input.properties ?? {})) {
    if (part.default !== undefined && part.default !== null) found[name] = part.default;
    else if (settled(part, action.input).enum) found[name] = settled(part, action.input).enum?.[0];
  }
  return found;
}

/** A step of an action; `object` and `fields` are about the record itself at first. */
export function blankStep(action: ActionShape, object: string | null): Step {
  const asks = action.input.properties ?? {};
  const input = firstInput(action);
  if ("object" in asks && object) input.object = object;
  if ("fields" in asks) input.fields = {};
  return {
    action: action.name,
    record: action.name === "create_record" || !object ? null : "$record",
    input,
  };
}

/** The blanks a text has: `{field}`, `{reference.field}`, `{$fact}`. */
export const blanksOf = (text: string): string[] => [
  ...new Set(
    [...text.replace(/\{\{|\}\}/g, "").matchAll(/\{([^{}]*)\}/g)].map((found) => found[1]?.trim() ?? ""),
  ),
];

/** As it is sent: a condition that asks nothing is none. */
export function tidied(rule: Rule): Rule {
  const said = rule.if ?? {};
  const filter = said.filter?.length === 1 ? null : said.filter;
  return {
    ...rule,
    if: conditionOf({ ...said, filter: filter ?? null, formula: said.formula?.trim() ?? null }),
  };
}

export interface Difference {
  place: string;
  from: unknown;
  to: unknown;
}

const PARTS = [
  "label",
  "object",
  "when",
  "if",
  "then",
  "order",
  "stop",
  "limit",
  "once",
  "imports",
  "standing",
  "enabled",
];

/** Part by part, what one version says and the other does not; what has no value is nothing said. */
export function differencesOf(from: Rule, to: Rule): Difference[] {
  const said = (part: unknown): string => JSON.stringify(sorted(part) ?? null);
  return PARTS.flatMap((place) => {
    const [a, b] = [from[place as keyof Rule], to[place as keyof Rule]];
    return said(a) === said(b) ? [] : [{ place, from: a, to: b }];
  });
}

/** The same thing said in the same order, without what says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value === false ? null : value;
  const parts = Object.entries(value)
    .map(([key, part]) => [key, sorted(part)] as const)
    .filter(([, part]) => part !== null && part !== undefined);
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const RULE = "rule.";

/** What the server said of places, by its place inside the rule. */
export const placesOf = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([at, says]) => [at.startsWith(RULE) ? at.slice(RULE.length) : at, says]),
  );

/** The faults below a place, by what is left of their own. */
export const faultsIn = (faults: Record<string, string>, place: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(faults)
      .filter(([at]) => at === place || at.startsWith(`${place}.`))
      .map(([at, says]) => [at.slice(place.length + 1), says]),
  );
