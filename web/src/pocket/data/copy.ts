import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import type { Me } from "@/app/shapes";
import { DRAFTED } from "./drafts";
import { comesFirst, readAll, readFact, write, writeNow, type Row } from "./idb";
import { noteContact } from "./vault";

/**
 * What the phone last showed, on its disk: a reload shows it at once and asks again afterwards. It belongs to
 * one person and goes with him.
 */

interface KeptAnswer extends Row {
  question: QueryKey;
  answer: unknown;
  at: number;
}

interface Fact extends Row {
  value: string;
}

const SHOWN = new Set(["me", "objects", "processes", "records", "gate", "forms", "events", "regions"]);
const HOLDER = "holder";
/** How far his own records have followed the server: worth nothing without them. */
export const PLACE = "place";
/** As many answers as are kept; who looked at more has looked at the latest. */
const MOST = 400;
const PAUSE_MS = 400;

const isShown = ({ queryKey }: Query): boolean => SHOWN.has(String(queryKey[0])) && queryKey[2] !== "pick";

/** Whose answers lie here; null where nobody's do, or where the phone keeps nothing. */
export const readHolder = async (): Promise<string | null> =>
  (await readFact<Fact>(HOLDER).catch(() => undefined))?.value ?? null;

/** From now on what is kept is this person's; what was another's is gone. */
export const takeOver = (person: string): void => comesFirst(makeOwn(person));

async function makeOwn(person: string): Promise<void> {
  if ((await readHolder()) === person) return;
  await writeNow({
    empty: ["answers", "drafts", "rows"],
    sweep: { files: DRAFTED },
    drop: { facts: [PLACE] },
    put: { facts: [{ key: HOLDER, value: person } as Fact] },
  });
}

/** Nobody's any more: every answer goes, and with `drafts` what was being written. */
export async function forgetCopy(drafts: boolean): Promise<void> {
  waiting.clear();
  await write({
    empty: drafts ? ["answers", "rows", "drafts"] : ["answers", "rows"],
    drop: { facts: drafts ? [HOLDER, PLACE] : [PLACE] },
    ...(drafts ? { sweep: { files: DRAFTED } } : {}),
  }).catch(() => undefined);
}

const SPEAK = new Set(["records", "gate", "events", "search"]);

/** Everything said about records, on the disk and in the page; what is on screen is asked for again. */
export async function forgetAnswers(client: QueryClient): Promise<void> {
  await forgetWhere(client, () => true);
}

/** Every answer that speaks of some records: they are gone, or gone out of his sight. */
export async function forgetRecords(client: QueryClient, ids: readonly string[]): Promise<void> {
  await forgetWhere(client, (said) => ids.some((id) => said.includes(id)));
}

async function forgetWhere(client: QueryClient, speaks: (said: string) => boolean): Promise<void> {
  const meant = (question: QueryKey, answer: unknown) =>
    SPEAK.has(String(question[0])) && speaks(JSON.stringify([question, answer]));
  for (const [key, each] of waiting) if (meant(each.question, each.answer)) waiting.delete(key);
  const rows = await readAll<KeptAnswer>("answers").catch(() => []);
  const old = rows.flatMap((row) => (meant(row.question, row.answer) ? [row.key] : []));
  if (old.length > 0) await write({ drop: { answers: old } }).catch(() => undefined);
  const shown = client
    .getQueryCache()
    .findAll({ predicate: (query) => meant(query.queryKey, query.state.data) });
  for (const query of shown) {
    if (query.isActive()) void client.invalidateQueries({ queryKey: query.queryKey, exact: true });
    else client.getQueryCache().remove(query);
  }
}

/** Puts the kept answers where the pages look, as old as they are. */
export async function restoreCopy(client: QueryClient): Promise<void> {
  const rows = await readAll<KeptAnswer>("answers").catch(() => []);
  rows.sort((a, b) => b.at - a.at);
  for (const { question, answer, at } of rows) {
    const known = client.getQueryState(question)?.dataUpdatedAt ?? 0;
    if (known < at) client.setQueryData(question, answer, { updatedAt: at });
  }
  // However young, they are another page's: each is asked for again by whoever shows it.
  await client.invalidateQueries({ refetchType: "none" });
  const old = rows.slice(MOST).map((row) => row.key);
  if (old.length > 0) void write({ drop: { answers: old } }).catch(() => undefined);
}

const waiting = new Map<string, KeptAnswer>();
let timer: ReturnType<typeof setTimeout> | undefined;

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (waiting.size === 0) return;
  const answers = [...waiting.values()];
  waiting.clear();
  void write({ put: { answers } }).catch(() => undefined);
}

/** Keeps every answer of the server that a page shows, a few times a second at most. */
export function keepCopy(client: QueryClient): void {
  client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || event.action.manual) return;
    const { query } = event;
    if (query.queryKey[0] === "me") noteContact((query.state.data as Me).phone?.days);
    // Through other eyes one looks; nothing of it stays.
    if (!isShown(query) || client.getQueryData<Me>(["me"])?.view_as) return;
    const { queryHash: key, queryKey: question, state } = query;
    waiting.set(key, { key, question, answer: state.data, at: state.dataUpdatedAt });
    timer ??= setTimeout(flush, PAUSE_MS);
  });
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("pagehide", flush);
}
