import type { Filter } from "@/app/shapes";

/** What a condition is asked of: types and values by field name, and the workspace's currency. */
export interface Asked {
  typeOf: (field: string) => string | undefined;
  valueOf: (field: string) => unknown;
  currency: string;
}

type Plain = string | boolean | number | string[];

const NUMERIC = new Set(["integer", "decimal", "percent", "money"]);
const JOINS = new Set(["and", "or", "not"]);

/** A decimal string as a whole number of `places` places after the point. */
function scaled(text: string, places: number): bigint {
  const [whole = "0", rest = ""] = text.replace(/^[+-]/, "").split(".");
  const size = BigInt(`${whole || "0"}${rest.padEnd(places, "0")}`);
  return text.startsWith("-") ? -size : size;
}

const places = (text: string): number => text.split(".")[1]?.length ?? 0;

/** Exact: amounts do not fit a floating number. */
function compareNumbers(a: string, b: string): number {
  const most = Math.max(places(a), places(b));
  const difference = scaled(a, most) - scaled(b, most);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const NUMBER = /^[+-]?\d*\.?\d+$/;

/** The comparable part of a value; null where blank, or where this face cannot tell (a foreign amount). */
function plain(type: string, value: unknown, currency: string): Plain | null {
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : null;
  if (type === "money" && typeof value === "object" && "amount" in value) {
    const own = !("currency" in value) || value.currency === currency;
    return own ? plain("decimal", value.amount, currency) : null;
  }
  if (typeof value === "object") return "id" in value ? String(value.id) : "";
  if (type === "time") return Date.parse(String(value));
  if (NUMERIC.has(type)) return NUMBER.test(String(value)) ? String(value) : null;
  return typeof value === "boolean" ? value : String(value);
}

function order(type: string, a: Plain, b: Plain): number {
  if (NUMERIC.has(type)) return compareNumbers(String(a), String(b));
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a === b ? 0 : String(a) < String(b) ? -1 : 1;
}

function compare(type: string, op: string, value: Plain, operands: (Plain | null)[]): boolean {
  const known = operands.filter((each) => each !== null);
  const [first, last] = known;
  if (first === undefined) return op === "!=";
  const against = (each: Plain) => order(type, value, each);
  switch (op) {
    case "=":
      return against(first) === 0;
    case "!=":
      return against(first) !== 0;
    case "<":
      return against(first) < 0;
    case "<=":
      return against(first) <= 0;
    case ">":
      return against(first) > 0;
    case ">=":
      return against(first) >= 0;
    case "in":
      return known.some((each) => against(each) === 0);
    case "between":
      return last !== undefined && against(first) >= 0 && against(last) <= 0;
    case "contains":
      return Array.isArray(value)
        ? value.includes(String(first))
        : String(value).toLowerCase().includes(String(first).toLowerCase());
    case "starts":
      return String(value).startsWith(String(first));
    default:
      return false;
  }
}

/** Whether a condition is true of a record: what the same filter would find. A blank equals nothing. */
export function holds(condition: Filter, asked: Asked): boolean {
  if (JOINS.has(condition[0])) {
    const parts = condition.slice(1) as Filter[];
    if (condition[0] === "not") return !parts.every((part) => holds(part, asked));
    return condition[0] === "and"
      ? parts.every((part) => holds(part, asked))
      : parts.some((part) => holds(part, asked));
  }
  const [field, op, operand] = condition as [string, string, unknown];
  const type = asked.typeOf(field) ?? "text";
  const value = plain(type, asked.valueOf(field), asked.currency);
  if (op === "empty") return (value === null) === (operand !== false);
  if (value === null) return op === "!=";
  const listed = op === "in" || op === "between";
  const operands = listed && Array.isArray(operand) ? (operand as unknown[]) : [operand];
  return compare(
    type,
    op,
    value,
    operands.map((each) => plain(type, each, asked.currency)),
  );
}
