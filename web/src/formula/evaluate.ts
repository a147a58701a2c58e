/**
 * The browser's reader of formulas: the typed tree over one record's values, exact to the last place.
 * Blank is null; a blank text is no text. Nothing here counts with floats.
 */

import * as days from "./days.ts";
import { bounded, halfAway, rounded, scaled, SCALE, spell } from "./exact.ts";

export type Kind = "number" | "money" | "text" | "date" | "time" | "boolean" | "choice" | "link" | "blank";

/** As the server sends it. */
export interface Tree {
  op: string;
  kind: Kind;
  args?: Tree[];
  value?: string | number | boolean;
}

export interface Clock {
  /** The company's date. */
  today: string;
  now: string;
  zone: string;
}

/** Plain values by field key: digits, ISO dates and times, texts, booleans. */
export type Row = Readonly<Record<string, string | number | boolean | null | undefined>>;

type Inner = bigint | number | string | boolean | null;

const MOST_SIGNS = 1_000_000;
const LONGEST = 500;
const LIMITS: Partial<Record<Kind, bigint>> = {
  number: 10n ** 18n * SCALE,
  money: 10n ** 15n * SCALE,
};

const isAmount = (kind: Kind): boolean => kind === "number" || kind === "money";
const isText = (kind: Kind): boolean => kind === "text" || kind === "choice";

/** The formula's value as plain text, digits or yes and no. */
export function evaluate(tree: Tree, row: Row, clock: Clock): string | boolean | null {
  return outward(new Reading(row, clock).of(tree), tree.kind);
}

function outward(value: Inner, kind: Kind): string | boolean | null {
  if (value === null) return null;
  if (isAmount(kind)) return spell(value as bigint);
  if (kind === "date") return days.toIso(value as number);
  if (kind === "time") return days.momentIso(value as bigint);
  return value as string | boolean;
}

function inward(value: Row[string], kind: Kind): Inner {
  if (value === null || value === undefined || value === "") return null;
  if (isAmount(kind)) return scaled(String(value));
  if (kind === "date") return days.fromIso(String(value));
  if (kind === "time") return days.moment(String(value));
  return kind === "boolean" ? value === true : String(value);
}

/** Code points, because half of a sign is no sign. */
const signs = (text: string): string[] => [...text];

/** By code point: UTF-16 would put rare signs before common ones. */
function inOrder(a: Inner, b: Inner, kind: Kind): number {
  if (!isText(kind)) return (a as bigint) < (b as bigint) ? -1 : (a as bigint) > (b as bigint) ? 1 : 0;
  const [left, right] = [signs(a as string), signs(b as string)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const step = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (step !== 0) return step;
  }
  return left.length - right.length;
}

const TESTS: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

const text = (said: string[]): string | null => said.join("") || null;

/** Operations that are blank where any argument is. */
const WHOLE: Record<string, (...args: never[]) => Inner> = {
  add: (a: bigint, b: bigint) => a + b,
  sub: (a: bigint, b: bigint) => a - b,
  mul: (a: bigint, b: bigint) => halfAway(a * b, SCALE),
  div: (a: bigint, b: bigint) => (b === 0n ? null : halfAway(a * SCALE, b)),
  neg: (a: bigint) => -a,
  abs: (a: bigint) => (a < 0n ? -a : a),
  left: (said: string, count: bigint) => text(signs(said).slice(0, bounded(count, 0, MOST_SIGNS))),
  right: (said: string, count: bigint) => {
    const all = signs(said);
    return text(all.slice(Math.max(all.length - bounded(count, 0, MOST_SIGNS), 0)));
  },
  mid: (said: string, from: bigint, count: bigint) => {
    const begin = bounded(from, 1, MOST_SIGNS) - 1;
    return text(signs(said).slice(begin, begin + bounded(count, 0, MOST_SIGNS)));
  },
  cut: (said: string) => text(signs(said).slice(0, LONGEST)),
  days: (until: number, since: number) => BigInt(until - since) * SCALE,
  elapsed: days.elapsed,
  year: (day: number) => BigInt(days.parts(day).year) * SCALE,
  month: (day: number) => BigInt(days.parts(day).month) * SCALE,
  day: (day: number) => BigInt(days.parts(day).day) * SCALE,
  make_date: days.madeDate,
  add_days: days.daysLater,
  add_months: days.monthsLater,
};

const there = (args: Inner[]): Exclude<Inner, null>[] => args.filter((each) => each !== null);

/** Operations that look at blanks themselves. */
const OPEN: Record<string, (args: Inner[]) => Inner> = {
  and: (args) => args.every((each) => each === true),
  or: (args) => args.some((each) => each === true),
  not: ([each]) => each !== true,
  min: (args) =>
    there(args).reduce<Inner>((best, each) => (best === null || each < best ? each : best), null),
  max: (args) =>
    there(args).reduce<Inner>((best, each) => (best === null || each > best ? each : best), null),
  sum: (args) =>
    there(args).reduce<Inner>((total, each) => ((total ?? 0n) as bigint) + (each as bigint), null),
  first: (args) => there(args)[0] ?? null,
  isblank: ([each]) => each === null,
  len: ([said]) => BigInt(signs((said ?? "") as string).length) * SCALE,
  concat: (args) => there(args).join("") || null,
  contains: ([said, part]) => said !== null && part !== null && String(said).includes(String(part)),
  starts: ([said, part]) => said !== null && part !== null && String(said).startsWith(String(part)),
};

class Reading {
  readonly #row: Row;
  readonly #clock: Clock;

  constructor(row: Row, clock: Clock) {
    this.#row = row;
    this.#clock = clock;
  }

  of(tree: Tree): Inner {
    const { op, kind, value } = tree;
    if (op === "field") return inward(this.#row[String(value)], kind);
    if (op === "number" || op === "text" || op === "boolean") return inward(value, kind);
    if (op === "blank") return null;
    if (op === "today") return days.fromIso(this.#clock.today);
    if (op === "now") return days.moment(this.#clock.now);
    if (op === "case") return this.#choose(tree.args ?? []);
    const args = (tree.args ?? []).map((each) => this.of(each));
    return OPEN[op]?.(args) ?? (op in OPEN ? null : this.#act(tree, args));
  }

  #choose(args: Tree[]): Inner {
    for (let at = 0; at + 1 < args.length; at += 2) {
      const [test, then] = [args[at], args[at + 1]];
      if (test && then && this.of(test) === true) return this.of(then);
    }
    const rest = args.at(-1);
    return rest ? this.of(rest) : null;
  }

  #act(tree: Tree, args: Inner[]): Inner {
    const blank = args.some((each) => each === null);
    const test = TESTS[tree.op];
    if (test) {
      const kind = tree.args?.find((each) => each.kind !== "blank")?.kind ?? "text";
      return !blank && test(inOrder(args[0] ?? null, args[1] ?? null, kind));
    }
    if (blank) return null;
    const [first] = args;
    const places = Number(tree.value ?? 0);
    switch (tree.op) {
      case "round":
        return rounded(first as bigint, places);
      case "held":
        return held(rounded(first as bigint, places), LIMITS[tree.kind] ?? 0n);
      case "spell":
        return String(outward(first ?? null, tree.args?.[0]?.kind ?? "text"));
      case "company_date":
        return days.companyDate(first as bigint, this.#clock.zone);
    }
    const act = WHOLE[tree.op];
    if (!act) throw new Error(`no reader for ${tree.op}`);
    return act(...(args as never[]));
  }
}

const held = (found: bigint, limit: bigint): Inner => (found < limit && found > -limit ? found : null);
