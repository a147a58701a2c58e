import { date, figure, money, number, time } from "./format";
import { labelIn, type Language } from "./language";
import type { About, Field, FileHandle, Money, Place, Reference, Value } from "./shapes";

export const isMoney = (value: unknown): value is Money =>
  typeof value === "object" && value !== null && "amount" in value && "currency" in value;

export const isReference = (value: unknown): value is Reference =>
  typeof value === "object" && value !== null && "id" in value && "label" in value;

export const isPlace = (value: unknown): value is Place =>
  typeof value === "object" && value !== null && "lat" in value && "lng" in value;

export const isAbout = (value: unknown): value is About =>
  typeof value === "object" && value !== null && "object" in value && "id" in value;

export const isFiles = (value: unknown): value is FileHandle[] =>
  Array.isArray(value) && value.every((each) => typeof each === "object" && each !== null && "mime" in each);

/** Whether its value is files. */
export const holdsFiles = (field: Field): boolean => ["file", "photo", "signature"].includes(field.type);

const MARKS = new Set(["mark", "dedupe", "sending", "evidence", "other_evidence", "kind"]);

/** A text the system keeps for itself to know a row again: an id or a key, which says nothing to a person. */
export const isMark = (field: Field): boolean =>
  field.type === "text" && !field.custom && !field.writable && MARKS.has(field.name);

/** The id behind a reference, however deep the answer spelt it. */
export function idOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value === "object" && value !== null && "id" in value && typeof value.id === "string")
    return value.id;
  return null;
}

export const labelOf = (value: unknown): string => (isReference(value) ? value.label : "");

/** An amount as a plain decimal string, whichever way the answer spelt it. */
export function amountOf(value: unknown): string {
  if (isMoney(value)) return value.amount;
  if (typeof value === "string" || typeof value === "number") return String(value);
  return "0";
}

export function choiceLabel(field: Field | undefined, key: unknown, lang: Language): string {
  const found = field?.options?.choices?.find((choice) => choice.key === key);
  return found ? labelIn(lang, found.label, found.key) : String(key ?? "");
}

function choices(field: Field, value: unknown, lang: Language): string {
  const keys = Array.isArray(value) ? value : [value];
  return keys.map((key) => choiceLabel(field, key, lang)).join(lang === "zh" ? "、" : ", ");
}

function structured(field: Field, value: unknown, lang: Language): string {
  if (isMoney(value)) return money(value.amount, value.currency, lang);
  if (isPlace(value)) return `${Number(value.lat).toFixed(5)}, ${Number(value.lng).toFixed(5)}`;
  if (isFiles(value)) return value.map((file) => file.name).join(lang === "zh" ? "、" : ", ");
  if (isReference(value)) return value.label;
  if (Array.isArray(value) && value.some(isReference)) {
    return value.map((each) => labelOf(each)).join(lang === "zh" ? "、" : ", ");
  }
  if (Array.isArray(value)) return choices(field, value, lang);
  return idOf(value) ?? JSON.stringify(value);
}

interface Spoken {
  yes: string;
  no: string;
  blank: string;
}

/** A value as one line of text, in full: nothing is rounded here. */
export function asText(field: Field, value: Value | undefined, lang: Language, words: Spoken): string {
  if (value === null || value === undefined || value === "") return words.blank;
  if (typeof value === "object") return structured(field, value, lang);
  if (typeof value === "boolean") return value ? words.yes : words.no;
  switch (field.result ?? field.type) {
    case "integer":
      return number(value, { useGrouping: true }, lang);
    case "decimal":
      return number(value, { maximumFractionDigits: 10 }, lang);
    case "percent":
      return `${number(value, { maximumFractionDigits: 10 }, lang)}%`;
    case "money":
      return number(value, { minimumFractionDigits: 2 }, lang);
    case "date":
      return date(String(value), lang);
    case "time":
      return time(String(value), lang);
    case "choice":
      return choiceLabel(field, value, lang);
    default:
      return String(value);
  }
}

/** Money for reading at a glance; the currency shows only where it is not the workspace's own. */
export function glance(value: unknown, own: string, lang: Language): { n: string; unit: string } {
  const shown = figure(amountOf(value), lang);
  const foreign = isMoney(value) && value.currency !== own ? value.currency : "";
  return { n: shown.n, unit: [shown.unit, foreign].filter(Boolean).join(" ") };
}

/** What to send for what was read: references as ids, files as ids, the rest as it came. */
export function toWire(field: Field, value: Value | undefined): unknown {
  if (value === undefined || value === null || value === "") return null;
  if (["reference", "person", "department"].includes(field.type)) return idOf(value);
  if (field.type === "links" && Array.isArray(value)) return value.map((each) => idOf(each));
  if (holdsFiles(field) && isFiles(value)) return value.map((file) => file.id);
  if (field.type === "place" && isPlace(value)) {
    const { lat, lng, datum, accuracy_m } = value;
    return accuracy_m === undefined || accuracy_m === null
      ? { lat, lng, datum }
      : { lat, lng, datum, accuracy_m };
  }
  return value;
}

export const sameValue = (field: Field, a: Value | undefined, b: Value | undefined): boolean =>
  JSON.stringify(toWire(field, a)) === JSON.stringify(toWire(field, b));

/** Everything that stands for "nothing here". */
export const isBlank = (value: Value | undefined): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
