/** Company dates as days since 1970, and moments as microseconds. */

import { bounded, halfAway, SCALE, truncated } from "./exact.ts";

const DAY = 86_400_000;
const DAY_MICROS = 86_400_000_000n;

export interface Parts {
  year: number;
  month: number;
  day: number;
}

function stamp(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY;
}

export function fromIso(said: string): number {
  const [year = 0, month = 1, day = 1] = said.split("-").map(Number);
  return stamp(year, month, day);
}

export const toIso = (days: number): string => new Date(days * DAY).toISOString().slice(0, 10);

export function parts(days: number): Parts {
  const at = new Date(days * DAY);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

const FIRST = stamp(1900, 1, 1);
const LAST = stamp(9999, 12, 31);

const lengthOf = (year: number, month: number): number => parts(stamp(year, month + 1, 1) - 1).day;

/** A day so many days later; blank outside the years 1900 to 9999. */
export function daysLater(days: number, by: bigint): number | null {
  const found = BigInt(days) + truncated(by);
  return found < BigInt(FIRST) || found > BigInt(LAST) ? null : Number(found);
}

/** The same day so many months later, or the month's last. */
export function monthsLater(days: number, by: bigint): number | null {
  const from = parts(days);
  const at = BigInt(from.year * 12 + from.month - 1) + truncated(by);
  if (at < 22_800n || at > 119_999n) return null;
  const year = Math.floor(Number(at) / 12);
  const month = (Number(at) % 12) + 1;
  return stamp(year, month, Math.min(from.day, lengthOf(year, month)));
}

export function madeDate(y: bigint, m: bigint, d: bigint): number | null {
  const [year, month, day] = [bounded(y, 0, 10_000), bounded(m, 0, 13), bounded(d, 0, 32)];
  if (year < 1900 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  return day <= lengthOf(year, month) ? stamp(year, month, day) : null;
}

/** Microseconds since 1970 of an RFC 3339 time. */
export function moment(said: string): bigint {
  const found = /^(.*T\d\d:\d\d:\d\d)(?:\.(\d+))?(.*)$/.exec(said);
  if (!found) return BigInt(Date.parse(said)) * 1000n;
  const micros = BigInt((found[2] ?? "").padEnd(6, "0").slice(0, 6));
  return BigInt(Date.parse(`${found[1]}${found[3] || "Z"}`)) * 1000n + micros;
}

export function momentIso(micros: bigint): string {
  const rest = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const whole = new Date(Number((micros - rest) / 1000n)).toISOString().slice(0, 19);
  return `${whole}${rest ? `.${rest.toString().padStart(6, "0")}` : ""}+00:00`;
}

/** Days between two moments, in units of 10⁻¹⁰. */
export const elapsed = (until: bigint, since: bigint): bigint =>
  halfAway((until - since) * SCALE, DAY_MICROS);

const zones = new Map<string, Intl.DateTimeFormat>();

/** The company's date at a moment. */
export function companyDate(micros: bigint, zone: string): number {
  let format = zones.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    zones.set(zone, format);
  }
  const rest = ((micros % 1000n) + 1000n) % 1000n;
  return fromIso(format.format(new Date(Number((micros - rest) / 1000n))));
}
