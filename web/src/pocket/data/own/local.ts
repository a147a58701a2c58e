import type { Call } from "@/app/api";
import { keys } from "@/app/queries";
import type { Filter, Me, ObjectShape, Page, RecordRow } from "@/app/shapes";
import { holds } from "@/rules/conditions";
import { client } from "../client";
import { outbox } from "../sending";
import { aheadOfServer } from "./ahead-of-server";
import { keptRows, readKept } from "./rows";
import { keyOf, KINDS, type Kept } from "./set";

/**
 * The server's answers from what lies on the phone, while the server cannot be reached: only where the phone
 * has everything the question asks for. What it does not answer stays what it was.
 */

const AHEAD = "kept:";
const LIST = /^\/records\/(\w+)$/;
const ONE = /^\/records\/(\w+)\/([\w-]{36})$/;

const shapeOf = (object: string): ObjectShape | undefined =>
  client.getQueryData<ObjectShape[]>(keys.objects)?.find((shape) => shape.name === object);

const idOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "id" in value ? String(value.id) : String(value);

/** Whether all records a filter finds lie here: it asks for his own, or for what belongs to one of his. */
function isCovered(rows: Kept, object: string, filter: Filter | null, me: string): boolean {
  if (!filter) return false;
  if (filter[0] === "and") {
    return (filter.slice(1) as Filter[]).some((part) => isCovered(rows, object, part, me));
  }
  const kind = KINDS.find((each) => each.object === object);
  const [field, op, operand] = filter as [string, string, unknown];
  if (!kind || op !== "=") return false;
  if (field === "owner") return operand === me;
  if (!kind.through.includes(field)) return false;
  return ["customer", "deal"].some((parent) => {
    const held = rows.get(keyOf(parent, String(operand)));
    return held !== undefined && idOf(held.row["owner"]) === me;
  });
}

function plain(value: unknown): string | number {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return value;
  if (typeof value === "object" && "amount" in value) return Number(value.amount);
  if (typeof value === "object" && "label" in value) return String(value.label);
  return String(value);
}

/** As the server sorts it, blanks last. */
function sorted(rows: RecordRow[], sort: string | undefined): RecordRow[] {
  if (!sort) return rows;
  const down = sort.startsWith("-");
  const field = sort.replace(/^-/, "").split(",")[0] ?? "";
  const blank = (row: RecordRow) => row[field] === null || row[field] === undefined;
  return [...rows].sort((a, b) => {
    if (blank(a) || blank(b)) return Number(blank(a)) - Number(blank(b));
    const [one, other] = [plain(a[field]), plain(b[field])];
    const order =
      typeof one === "number" && typeof other === "number"
        ? one - other
        : String(one).localeCompare(String(other), "zh");
    return down ? -order : order;
  });
}

interface Asked {
  object: string;
  filter: Filter | null;
  search: string | undefined;
}

function found(kept: Kept, { object, filter, search }: Asked, me: Me): RecordRow[] {
  const shape = shapeOf(object);
  const types = new Map(shape?.fields.map((field) => [field.name, field.type]));
  const words = search?.trim().toLowerCase() ?? "";
  const rows = [...kept.values()].flatMap((each) => (each.object === object ? [each.row] : []));
  return rows.filter((row) => {
    const asked = {
      typeOf: (name: string) => types.get(name),
      valueOf: (name: string) => row[name],
      currency: me.currency,
    };
    if (filter && !holds(filter, asked)) return false;
    return words === "" || [row[shape?.title ?? "name"], row["code"]].some((text) => has(text, words));
  });
}

const has = (text: unknown, words: string): boolean =>
  String(text ?? "")
    .toLowerCase()
    .includes(words);

type Query = NonNullable<Call["query"]>;

function listed(kept: Kept, object: string, query: Query, me: Me): Page<RecordRow> | undefined {
  if (query["deleted"] || query["count"]) return undefined;
  const filter = query["filter"] ? (JSON.parse(String(query["filter"])) as Filter) : null;
  if (!isCovered(kept, object, filter, me.id)) return undefined;
  const search = query["search"] ? String(query["search"]) : undefined;
  const rows = found(kept, { object, filter, search }, me);
  const order = sorted(rows, query["sort"] ? String(query["sort"]) : undefined);
  const cursor = String(query["cursor"] ?? "");
  const from = cursor.startsWith(AHEAD) ? Number(cursor.slice(AHEAD.length)) : 0;
  const to = from + Number(query["limit"] ?? 50);
  return { items: order.slice(from, to), next: to < rows.length ? `${AHEAD}${to}` : null };
}

function searched(
  kept: Kept,
  text: string,
  me: Me,
): { items: { object: string; id: string; label: string }[] } {
  const items = ["customer", "deal"].flatMap((object) =>
    found(kept, { object, filter: null, search: text }, me).map((row) => ({
      object,
      id: row.id,
      label: String(row["name"] ?? ""),
    })),
  );
  return { items };
}

/** What a call would answer, by what lies here; undefined where the phone cannot tell. */
export async function answerHere(path: string, call: Call): Promise<unknown> {
  const me = client.getQueryData<Me>(keys.me);
  if (!me || me.view_as || (call.method ?? "GET") !== "GET") return undefined;
  await readKept(me.id);
  const kept = aheadOfServer(keptRows(), outbox.all(), me);
  const one = ONE.exec(path);
  if (one) return kept.get(keyOf(one[1] ?? "", one[2] ?? ""))?.row;
  const list = LIST.exec(path);
  if (list) return listed(kept, list[1] ?? "", call.query ?? {}, me);
  return path === "/search" ? searched(kept, String(call.query?.["q"] ?? ""), me) : undefined;
}
