import { language, type Language } from "./language";

/** Numbers arrive as exact decimal strings; Intl formats strings without going through a float. */
export type Exact = number | string;

export interface Figure {
  n: string;
  unit: string;
}

let zone = "Asia/Shanghai";

/** The workspace's zone: every time on screen is company time. */
export function setZone(name: string): void {
  zone = name;
}

const tag = (lang: Language): string => (lang === "zh" ? "zh-CN" : "en");
/** In English the month is a word: 3/4 means two days. */
const month = (lang: Language, how: "2-digit" | "numeric") => (lang === "zh" ? how : "short");
const DATED: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };
const cache = new Map<string, Intl.NumberFormat>();

function formatter(lang: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${lang}${JSON.stringify(options)}`;
  let found = cache.get(key);
  if (!found) cache.set(key, (found = new Intl.NumberFormat(tag(lang), options)));
  return found;
}

/** A true minus lines up with the figures; a hyphen does not. */
const minus = (text: string): string => text.replace(/-/g, "−");

export function number(value: Exact, options: Intl.NumberFormatOptions = {}, lang = language()): string {
  return minus(formatter(lang, options).format(value as Intl.StringNumericLiteral));
}

const SCALES: Record<Language, readonly (readonly [number, string])[]> = {
  zh: [
    [1e8, "亿"],
    [1e4, "万"],
  ],
  en: [
    [1e9, "bn"],
    [1e6, "M"],
    [1e3, "k"],
  ],
};

/** A figure for reading at a glance: 268.0 万 in Chinese, 2.7 M in English. Full cents belong in the panel. */
export function figure(value: Exact, lang = language()): Figure {
  const size = Math.abs(Number(value));
  for (const [step, unit] of SCALES[lang]) {
    if (size < step) continue;
    const scaled = Number(value) / step;
    const digits = Math.abs(scaled) >= 1000 ? 0 : 1;
    return {
      n: number(scaled, { minimumFractionDigits: digits, maximumFractionDigits: digits }, lang),
      unit,
    };
  }
  return {
    n: number(value, { maximumFractionDigits: Number.isInteger(Number(value)) ? 0 : 2 }, lang),
    unit: "",
  };
}

export function money(amount: Exact, currency: string, lang = language()): string {
  return number(amount, { style: "currency", currency, currencyDisplay: "narrowSymbol" }, lang);
}

/** An amount for reading at a glance, with its currency: ¥39.8 万. */
export function briefMoney(amount: Exact, currency: string, lang = language()): string {
  const parts = formatter(lang, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  const sign = parts.formatToParts(0).find(({ type }) => type === "currency")?.value ?? "";
  const { n, unit } = figure(amount, lang);
  const said = `${sign}${n.replace("−", "")}${unit && ` ${unit}`}`;
  return n.startsWith("−") ? `−${said}` : said;
}

const dates = new Map<string, Intl.DateTimeFormat>();

function dated(at: Date, options: Intl.DateTimeFormatOptions, lang: Language): string {
  const key = `${lang}${JSON.stringify(options)}`;
  let found = dates.get(key);
  if (!found) dates.set(key, (found = new Intl.DateTimeFormat(DATED[lang], options)));
  return found.format(at);
}

const DAY: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", day: "2-digit" };
const CLOCK: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

/** A company date (`2026-03-19`) is no instant, so it is read in UTC and never shifts. */
export function date(value: string, lang = language()): string {
  return dated(
    new Date(`${value}T00:00:00Z`),
    { ...DAY, month: month(lang, "2-digit"), timeZone: "UTC" },
    lang,
  );
}

export function time(value: string, lang = language()): string {
  return dated(new Date(value), { ...DAY, month: month(lang, "2-digit"), ...CLOCK, timeZone: zone }, lang);
}

export function shortDay(value: string, lang = language()): string {
  const plain = value.length === 10;
  const at = new Date(plain ? `${value}T00:00:00Z` : value);
  return dated(at, { month: month(lang, "numeric"), day: "numeric", timeZone: plain ? "UTC" : zone }, lang);
}

export function clock(value: string, lang = language()): string {
  return dated(new Date(value), { ...CLOCK, timeZone: zone }, lang);
}

/** A month `2026-03` as people head a sheet with it. */
export function monthName(value: string, lang = language()): string {
  return dated(new Date(`${value}-01T00:00:00Z`), { year: "numeric", month: "long", timeZone: "UTC" }, lang);
}

/** The short name of the weekday of a company date; `narrow` is its letter. */
export function weekday(day: string, how: "short" | "narrow" = "short", lang = language()): string {
  return dated(new Date(`${day}T00:00:00Z`), { weekday: how, timeZone: "UTC" }, lang);
}

/** The company date of an instant, as `YYYY-MM-DD`. */
export function companyDay(at: string | Date): string {
  return new Intl.DateTimeFormat("en-CA", { ...DAY, timeZone: zone }).format(
    typeof at === "string" ? new Date(at) : at,
  );
}

/** A company date moved by whole days. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function parts(at: Date): Record<string, string> {
  const whole = { ...DAY, ...CLOCK, second: "2-digit", timeZone: zone } as const;
  const found = new Intl.DateTimeFormat("en-CA", whole).formatToParts(at);
  return Object.fromEntries(found.map((part) => [part.type, part.value]));
}

/** The company's clock on the wall at an instant: `2026-03-19T10:26`. */
export function wallTime(instant: string): string {
  const p = parts(new Date(instant));
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
}

/** The instant at which the company's wall clock shows `wall`, as UTC. */
export function instantOf(wall: string): string {
  const guess = new Date(`${wall}:00Z`).getTime();
  const shown = new Date(`${wallTime(new Date(guess).toISOString())}:00Z`).getTime();
  return new Date(guess - (shown - guess)).toISOString();
}

/** The Monday of the company week a day falls in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
