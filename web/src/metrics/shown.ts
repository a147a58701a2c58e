import { figure, money, number, type Figure } from "@/app/format";
import type { Language } from "@/app/language";
import type { Unit, Value } from "./queries";

/** A value as a figure with its unit; null where there is nothing to say. */
export function figureOf(value: Value, unit: Unit, units: Record<Unit, string>): Figure | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "object") return figure(value.amount);
  if (unit === "count") return { n: number(value, { maximumFractionDigits: 2 }), unit: "" };
  return { n: number(value, { maximumFractionDigits: 1 }), unit: units[unit] };
}

/** A term in full. */
export function inFull(value: Value, language: Language): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "object") return money(value.amount, value.currency, language);
  return number(value, { maximumFractionDigits: 4 }, language);
}
