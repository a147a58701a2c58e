import type { Field, ObjectShape, RecordRow, Requirement, Value } from "@/app/shapes";
import { idOf, isMoney } from "@/app/values";
import { evaluate, type Clock, type Row, type Tree } from "@/formula/evaluate";

/** What the formulas of a gate are read from: records by id, and how their objects look. */
export interface Lying {
  object: string;
  row: RecordRow;
  /** Records it points to that lie on this phone. */
  far: Readonly<Record<string, RecordRow>>;
  shapes: readonly ObjectShape[];
  /** Something of it has changed here: whatever the server makes of it is as of before. */
  changed: boolean;
  currency: string;
  clock: Clock;
}

/** Made by the server from other values, and not by this phone. */
const MADE = new Set(["formula", "lookup", "rollup"]);

type Plain = Row[string];

/** A value as formulas read it; undefined where this phone cannot tell. */
function plain(field: Field, value: Value | undefined, lying: Lying): Plain {
  if (value === undefined || (MADE.has(field.type) && lying.changed)) return undefined;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return String(value);
  if (isMoney(value)) return value.currency === lying.currency ? value.amount : undefined;
  return idOf(value) ?? undefined;
}

/** The value behind a key of a tree: a field's id, or a link's and the field's behind it. */
function valueAt(key: string, lying: Lying): Plain {
  const [near = "", beyond] = key.split("/");
  const shape = lying.shapes.find((each) => each.name === lying.object);
  const link = shape?.fields.find((each) => each.id === near);
  if (!link) return undefined;
  if (beyond === undefined) return plain(link, lying.row[link.name], lying);
  const id = idOf(lying.row[link.name]);
  if (id === null) return lying.row[link.name] === undefined ? undefined : null;
  const other = lying.shapes.find((each) => each.name === link.options?.object);
  const field = other?.fields.find((each) => each.id === beyond);
  return field ? plain(field, lying.far[id]?.[field.name], lying) : undefined;
}

function keysOf(tree: Tree): string[] {
  if (tree.op === "field") return [String(tree.value)];
  return (tree.args ?? []).flatMap(keysOf);
}

/** What each formula comes to, by the key of its requirement; one that reads what is not here is not among them. */
export function readFormulas(asks: readonly Requirement[], lying: Lying): Record<string, boolean | null> {
  const found: Record<string, boolean | null> = {};
  for (const { key, type, tree, ask_server } of asks) {
    if (type !== "formula" || !tree || ask_server) continue;
    const row = Object.fromEntries(keysOf(tree).map((each) => [each, valueAt(each, lying)]));
    if (Object.values(row).includes(undefined)) continue;
    const value = evaluate(tree, row, lying.clock);
    found[key] = typeof value === "boolean" ? value : null;
  }
  return found;
}
