import { figure, money, number, shortDay } from "@/app/format";
import { labelIn, type Language } from "@/app/language";
import type { Axis, GroupValue, Part, PeriodOf, Row, Thresholds, Unit, Value } from "./shapes";

type Units = Record<Unit, string>;
export interface Said {
  n: string;
  unit: string;
}

/** A value at a glance: 268.0 万, 81.3 %. Null where there is nothing to say. */
export function glance(value: Value | undefined, unit: Unit, units: Units): Said | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "object") return figure(value.amount);
  const digits = unit === "count" ? 2 : 1;
  return { n: number(value, { maximumFractionDigits: digits }), unit: units[unit] };
}

export function inShort(value: Value | undefined, unit: Unit, units: Units): string {
  const said = glance(value, unit, units);
  return said ? `${said.n}${said.unit ? ` ${said.unit}` : ""}` : "—";
}

/** Exact to the last digit, money with its cents. */
export function exactly(value: Value | undefined, unit: Unit, units: Units, language: Language): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "object") return money(value.amount, value.currency, language);
  const text = number(value, { maximumFractionDigits: 4 }, language);
  return units[unit] ? `${text} ${units[unit]}` : text;
}

/** The decimal text of a value. */
export function plain(value: Value | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? value.amount : String(value);
}

/** Where a mark lies; figures that are read are never made of this. */
export function size(value: Value | undefined): number | null {
  const text = plain(value);
  return text === null ? null : Number(text);
}

/** Ticks of an axis: short, in the unit's own scale. */
export function ticks(unit: Unit, units: Units): (value: number) => string {
  return (value) => {
    if (unit === "money") {
      const { n, unit: scale } = figure(value);
      return `${n.replace(/\.0$/, "")}${scale}`;
    }
    return `${number(value, { maximumFractionDigits: 1 })}${unit === "percent" ? units.percent : ""}`;
  };
}

export const idOfGroup = (value: GroupValue | undefined): string =>
  value === null || value === undefined ? "" : typeof value === "object" ? value.id : String(value);

/** What a group is called. */
export function groupName(
  axis: Axis | undefined,
  value: GroupValue | undefined,
  language: Language,
  none: string,
): string {
  if (value === null || value === undefined) return none;
  if (typeof value === "object") return value.label ?? none;
  const key = String(value);
  return labelIn(language, axis?.values[key], key);
}

export function partName(from: string, by: Part | null | undefined, language: Language): string {
  if (by === "year") return from.slice(0, 4);
  if (by === "quarter") return `${from.slice(2, 4)}Q${Math.floor((Number(from.slice(5, 7)) + 2) / 3)}`;
  if (by === "month") {
    const month = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
      month: "short",
      timeZone: "UTC",
    });
    return month.format(new Date(`${from}T00:00:00Z`));
  }
  return shortDay(from, language);
}

export type Tone = "good" | "near" | "bad" | "plain";

/** Which side of the lines a value is on; which side is the good one depends on the metric. */
export function toneOf(
  value: Value | undefined,
  lines: Thresholds | null | undefined,
  direction: "more" | "less",
): Tone {
  const at = size(value);
  if (at === null || !lines) return "plain";
  const sign = direction === "more" ? 1 : -1;
  const past = (line: string | null | undefined) => line !== null && line !== undefined && line !== "";
  if (past(lines.good) && sign * (at - Number(lines.good)) >= 0) return "good";
  if (past(lines.bad) && sign * (at - Number(lines.bad)) < 0) return "bad";
  return past(lines.good) || past(lines.bad) ? (past(lines.good) ? "near" : "good") : "plain";
}

export interface Change {
  text: string;
  /** Whether it went the way the metric should go. */
  better: boolean | null;
}

/** How far a value moved: in points where it is a share, else in hundredths of what it was. */
export function change(row: Row | undefined, unit: Unit, direction: "more" | "less"): Change | null {
  const now = size(row?.value);
  const then = size(row?.before?.value);
  if (now === null || then === null) return null;
  const moved = now - then;
  const better = moved === 0 ? null : moved > 0 === (direction === "more");
  const sign = moved > 0 ? "+" : "";
  if (unit === "percent") return { text: `${sign}${number(moved, { maximumFractionDigits: 1 })}`, better };
  if (then === 0) return moved === 0 ? { text: "0%", better } : null;
  return { text: `${sign}${number((moved / Math.abs(then)) * 100, { maximumFractionDigits: 0 })}%`, better };
}

/** A period as its words say it. */
export function periodKey(said: PeriodOf | null | undefined): string {
  if (!said) return "";
  if (said.this) return `this:${said.this}${said.by ? `:${said.by}` : ""}`;
  if (said.last) return `last:${said.last}:${said.by ?? "week"}`;
  return `days:${said.from ?? ""}:${said.to ?? ""}`;
}

/** The newest part, which a number tile shows. */
export const newest = (rows: Row[]): Row | undefined => rows.at(-1);
