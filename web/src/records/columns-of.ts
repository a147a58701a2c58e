import type { Field, ObjectShape } from "@/app/shapes";
import { isMark } from "@/app/values";

/** Both, in that order. */
export function listed(fields: Field[]): Field[] {
  const { own, kept } = pageFields(fields);
  return [...own, ...kept];
}

const UNLISTED = new Set(["long_text", "file", "photo", "signature", "place"]);
/** What the platform keeps by itself: last on a page, never among the first columns. */
const KEPT = new Set([
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "origin",
  "unit",
  "process",
  "process_version",
  "stage_since",
]);
const HIDDEN = new Set(["id", "version"]);

/** The fields worth a place on a page: the object's own first, then what the platform keeps. */
export function pageFields(fields: Field[]): { own: Field[]; kept: Field[] } {
  const shown = fields.filter((field) => !HIDDEN.has(field.name) && !isMark(field));
  return {
    own: shown.filter((field) => !KEPT.has(field.name)),
    kept: shown.filter((field) => KEPT.has(field.name)),
  };
}

/** Where it stands and whose it is are worth a column whatever else there is. */
const ALWAYS = ["stage", "state", "owner"];

const TABLE_COLUMNS = 6;

/** Columns of a table inside a form: those said, or the first ones; and whatever a new row must have. */
export function tableColumns(shape: ObjectShape, by: string, said: readonly string[]): Field[] {
  const first = () =>
    firstColumns(shape.fields, shape.title, TABLE_COLUMNS + 1)
      .filter((name) => name !== by && name !== "owner")
      .slice(0, TABLE_COLUMNS);
  const names = said.length > 0 ? said : first();
  const asked = shape.fields.filter(
    (field) => field.required && field.writable && field.name !== by && !names.includes(field.name),
  );
  return [...names.flatMap((name) => shape.fields.filter((each) => each.name === name)), ...asked];
}

/** Title first, then what fits a line; the rest is one click away. */
export function firstColumns(fields: Field[], title: string, most = 8): string[] {
  const rest = pageFields(fields).own.filter((field) => field.name !== title && !UNLISTED.has(field.type));
  const names = rest.map((field) => field.name);
  const always = ALWAYS.filter((name) => names.includes(name));
  const others = names.filter((name) => !always.includes(name)).slice(0, most - 1 - always.length);
  return [title, ...others, ...always];
}
