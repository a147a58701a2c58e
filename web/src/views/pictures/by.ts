import type { Field, ObjectShape } from "@/app/shapes";
import { listed } from "@/records/columns-of";
import type { Shown, ViewKind } from "../queries";

const DATED = new Set(["date", "time"]);
const GROUPED = new Set(["choice", "person", "department", "reference", "boolean", "region"]);
const SUMMED = new Set(["money", "integer", "decimal", "percent"]);

/** What a field's values are, also where they are computed. */
const typeOf = (field: Field): string => field.type;

const hasChoices = (field: Field): boolean =>
  field.type === "choice" && (field.options?.choices?.length ?? 0) > 0;

/** The fields each part of a view may name. */
export interface Fitting {
  by: Field[];
  grouped: Field[];
  dated: Field[];
  summed: Field[];
  choices: Field[];
}

export function fitting(shape: ObjectShape, kind: ViewKind): Fitting {
  const fields = listed(shape.fields);
  const of = (types: ReadonlySet<string>) => fields.filter((field) => types.has(typeOf(field)));
  const [choices, dated, grouped] = [fields.filter(hasChoices), of(DATED), of(GROUPED)];
  const by: Record<ViewKind, Field[]> = {
    table: [],
    board: choices,
    calendar: dated,
    timeline: dated,
    map: fields.filter((field) => field.type === "place"),
    chart: [...grouped, ...dated],
  };
  return { by: by[kind], grouped, dated, summed: of(SUMMED), choices };
}

/** Which pictures an object has what it takes for. */
export const kindsFor = (shape: ObjectShape): ViewKind[] =>
  (["table", "board", "calendar", "timeline", "map", "chart"] as const).filter(
    (kind) => kind === "table" || fitting(shape, kind).by.length > 0,
  );

const FIRST: Partial<Record<ViewKind, readonly string[]>> = {
  board: ["stage", "status", "state"],
  calendar: ["next_on", "expected_on", "occurred_at", "due_at"],
  timeline: ["opened_on", "occurred_at"],
  chart: ["stage", "owner"],
};

/** What changes when another picture is chosen: it goes by what it can, and by what people mean first. */
export function turnedTo(shape: ObjectShape, shown: Shown, kind: ViewKind): Partial<Shown> {
  const { by, dated } = fitting(shape, kind);
  const kept = by.find((field) => field.name === shown.by);
  const wanted = (FIRST[kind] ?? []).flatMap((name) => by.filter((field) => field.name === name))[0];
  const chosen = (kept ?? wanted ?? by[0])?.name ?? null;
  const ends = ["closed_on", "expected_on", "next_on", "valid_until"];
  const until = kind === "timeline" ? dated.find((field) => ends.includes(field.name)) : undefined;
  return {
    kind,
    by: kind === "table" ? null : chosen,
    until: until && until.name !== chosen ? until.name : null,
    chart: kind === "chart" ? (shown.chart ?? "bars") : null,
    step: kind === "chart" ? (shown.step ?? "month") : null,
    split: kind === "chart" ? shown.split : null,
    measure: kind === "chart" ? shown.measure : null,
  };
}
