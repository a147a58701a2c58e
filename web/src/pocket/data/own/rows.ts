import { api, Refusal } from "@/app/api";
import { keys, objectsQuery, refresh } from "@/app/queries";
import type { Me, ObjectShape, Page, RecordRow } from "@/app/shapes";
import { client } from "../client";
import { forgetAnswers, forgetRecords, PLACE } from "../copy";
import { readAll, readFact, write, type Row } from "../idb";
import { keepApprovals, mayBeOld } from "./approvals";
import {
  ownReadings,
  readingsAfter,
  settle,
  whoseAt,
  type Change,
  type Kept,
  type Reading,
  type Whose,
} from "./set";

/**
 * The holder's own records on the phone's disk, brought up by the server's events whenever there is contact.
 * Rows and the place in the log they belong to are written together: a page that dies goes on from both.
 */

interface KeptRow extends Row {
  object: string;
  row: RecordRow;
}

/** How far the rows have followed the log, and what of the log could be seen then. */
interface Place extends Row {
  person: string;
  cursor: string;
  sight: string;
  day: number;
}

interface Pulled {
  changes: Change[];
  next: string;
  more: boolean;
  sight: string;
}

const ROUNDS = 5;
const PAGE = 500;

let kept: Kept = new Map();
let place: Place | null = null;
/** Whether what waits for his word has to be read anew. */
let due = false;

/** What lies here of its holder's, as the server said it last. */
export const keptRows = (): Kept => kept;

const rowsOf = (from: Kept): KeptRow[] => [...from].map(([key, { object, row }]) => ({ key, object, row }));

/** Reads what lies on the disk, where another page or another time has brought it further. */
export async function readKept(person: string): Promise<void> {
  const found = (await readFact<Place>(PLACE).catch(() => undefined)) ?? null;
  if (found?.person !== person) {
    kept = new Map();
    place = null;
    return;
  }
  if (found.cursor === place?.cursor) return;
  const rows = await readAll<KeptRow>("rows");
  kept = new Map(rows.map(({ key, object, row }) => [key, { object, row }]));
  place = found;
}

async function pages(reading: Reading): Promise<Change[]> {
  const found: Change[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { filter: JSON.stringify(reading.filter), limit: PAGE, cursor };
    const page: Page<RecordRow> = await api(`/records/${reading.object}`, { query, kept: false });
    for (const row of page.items) found.push({ object: reading.object, record: row.id, data: row });
    cursor = page.next;
  } while (cursor);
  return found;
}

/** One list; nothing of an object that is closed to its reader. */
async function list(reading: Reading): Promise<Change[]> {
  return pages(reading).catch((cause: unknown) => {
    if (cause instanceof Refusal && [403, 404, 422].includes(cause.status)) return [];
    throw cause;
  });
}

/** Some changes, and everything they make the phone read. */
async function follow(from: Kept, changes: readonly Change[], whose: Whose): Promise<Kept> {
  let settled = settle(from, changes, whose);
  for (let round = 0; round < ROUNDS; round += 1) {
    const readings = readingsAfter(settled, whose);
    if (readings.length === 0) break;
    const found: Change[] = [];
    for (const reading of readings) found.push(...(await list(reading)));
    settled = settle(settled.kept, found, whose);
  }
  return settled.kept;
}

async function readAnew(whose: Whose): Promise<Kept> {
  const found: Change[] = [];
  for (const reading of ownReadings(whose)) found.push(...(await list(reading)));
  return follow(new Map(), found, whose);
}

const pull = (after: string): Promise<Pulled> =>
  api<Pulled>("/sync/pull", { query: { after, limit: PAGE }, kept: false });

/** Everything anew; what was kept before and is not among it is gone, wherever it lay. */
async function resync(whose: Whose): Promise<void> {
  const { next, sight } = await pull("latest");
  const found = await readAnew(whose);
  const next_place: Place = { key: PLACE, person: whose.me, cursor: next, sight, day: whose.cutoff };
  await write({ empty: ["rows"], put: { rows: rowsOf(found), facts: [next_place] } });
  kept = found;
  place = next_place;
  due = true;
  await forgetAnswers(client);
}

async function step(from: Place, page: Pulled, whose: Whose): Promise<void> {
  const found = await follow(kept, page.changes, whose);
  const put = rowsOf(found).filter(({ key, row }) => kept.get(key)?.row !== row);
  const drop = [...kept.keys()].filter((key) => !found.has(key));
  const reached: Place = { ...from, cursor: page.next, day: whose.cutoff };
  const gone = page.changes.flatMap(({ record, data }) => (data ? [] : [record]));
  if (gone.length > 0) await forgetRecords(client, gone);
  await write({ put: { rows: put, facts: [reached] }, drop: { rows: drop } });
  kept = found;
  place = reached;
  const changes = page.changes.map(({ object, record }) => ({ object, record, version: null }));
  if (changes.length > 0) refresh(client, changes);
}

async function bringUp(whose: Whose): Promise<void> {
  await readKept(whose.me);
  for (let more = true; more;) {
    const from = place;
    if (!from) return resync(whose);
    const page = await pull(from.cursor).catch((cause: unknown) => {
      if (cause instanceof Refusal && ["cursor_expired", "bad_cursor"].includes(cause.code)) return null;
      throw cause;
    });
    if (!page || page.sight !== from.sight) return resync(whose);
    due ||= mayBeOld(page.changes);
    if (page.changes.length > 0 || page.next !== from.cursor || from.day !== whose.cutoff) {
      await step(from, page, whose);
    }
    more = page.more;
  }
}

let running: Promise<void> | null = null;

/** Meets the server: what changed comes, what is no longer his goes. One page at a time does it. */
export function contact(): Promise<void> {
  const me = client.getQueryData<Me>(keys.me);
  // Through other eyes one looks; nothing of it stays.
  if (!me || me.view_as || !navigator.onLine) return Promise.resolve();
  running ??= meet(me).finally(() => (running = null));
  return running;
}

async function meet(me: Me): Promise<void> {
  const shapes = await client.fetchQuery(objectsQuery);
  const titles = Object.fromEntries(shapes.map((shape: ObjectShape) => [shape.name, shape.title]));
  const whose = whoseAt(me.id, Date.parse(me.now), titles);
  const work = () => bringUp(whose);
  if (navigator.locks) await navigator.locks.request("prooftrail.rows", work);
  else await work();
  if (!due) return;
  await keepApprovals();
  due = false;
}
