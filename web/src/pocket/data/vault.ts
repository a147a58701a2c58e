import { useSyncExternalStore } from "react";
import { DRAFTED } from "./drafts";
import {
  inLine,
  isSealed,
  openStore,
  readFact,
  readRaw,
  SECRET,
  shutStore,
  writeNow,
  type Room,
  type Row,
  type Keeping,
  type Seal,
  type Writing,
} from "./idb";
import { isForsaken, isIdle, triesLeft, type Lock, type Policy } from "./lock";

/** The PIN of who holds this phone: whether there is one, whether it was said, and what becomes of too many tries. */

export type VaultState =
  /** Nobody's yet, or not yet known. */
  | "shut"
  /** A PIN has to be chosen, or may be, before anything is kept. */
  | "unset"
  | "locked"
  | "open";

interface Contact extends Row {
  at: number;
  days: number;
}

interface Declined extends Row {
  declined: true;
}

const CONTACT = "contact";
const BARRED = "barred";
const lockKey = (person: string): string => `lock ${person}`;
const sealing = () => import("./sealing");
/** Plain http hands a page no keys. */
const canSeal = (): boolean => globalThis.crypto?.subtle !== undefined;

let state: VaultState = "shut";
let person: string | null = null;
let lock: Lock | null = null;
let policy: Policy | null = null;
let touched = Date.now();
const listeners = new Set<() => void>();
const opening = new Set<() => Promise<void>>();

function publish(next: VaultState): void {
  state = next;
  for (const wake of listeners) wake();
}

const subscribe = (wake: () => void): (() => void) => {
  listeners.add(wake);
  return () => listeners.delete(wake);
};

export const vaultState = (): VaultState => state;
export const useVault = (): VaultState => useSyncExternalStore(subscribe, vaultState, vaultState);

/** What the screens ask by: how many digits, how many tries are left, whether it may be left out. */
export const asked = () => ({
  digits: lock?.digits ?? policy?.digits ?? 6,
  left: lock ? triesLeft(lock) : 0,
  wrong: lock?.wrong ?? 0,
  optional: policy?.pin === "optional",
  iterations: policy?.iterations ?? lock?.iterations ?? 0,
  tries: policy?.tries ?? lock?.tries ?? 0,
  idle_minutes: policy?.idle_minutes ?? lock?.idle_minutes ?? 0,
});
export const hasPin = (): boolean => lock !== null;
export const mayHavePin = (): boolean => canSeal() && policy !== null && policy.pin !== "off";

/** What the pages need of the store each time it is opened, before they are shown. */
export function whenOpened(read: () => Promise<void>): void {
  opening.add(read);
}

async function opened(keeping: Keeping): Promise<void> {
  touched = Date.now();
  openStore(keeping);
  await Promise.allSettled([...opening].map((read) => read()));
  publish("open");
}

/** Whose phone it is, before the server has been asked: locked where he has a PIN. */
export async function wakeVault(whose: string): Promise<void> {
  person = whose;
  const found = await readFact<Lock | Declined>(lockKey(whose));
  lock = found && "wrapped" in found ? found : null;
  if (lock) publish("locked");
  else await opened("plain");
}

/** Somebody is in: his PIN is asked for, or a new one where the workspace wants one. */
export async function settleVault(whose: string, wanted: Policy | undefined): Promise<void> {
  policy = wanted ?? null;
  if (person === whose && (state === "locked" || state === "unset")) return;
  if (person === whose && state === "open" && (lock || policy?.pin !== "required" || !canSeal())) return;
  if (person !== null && person !== whose) leaveVault();
  person = whose;
  const found = await readFact<Lock | Declined>(lockKey(whose)).catch(() => undefined);
  if (person !== whose || state === "locked" || state === "unset") return;
  lock = found && "wrapped" in found ? found : null;
  const asks = policy?.pin === "required" || (policy?.pin === "optional" && !found);
  if (!lock && asks && !canSeal()) return opened(policy?.pin === "required" ? "nothing" : "plain");
  if (!lock && !asks) return state === "open" ? undefined : opened("plain");
  if (state === "open") shutStore(false);
  publish(lock ? "locked" : "unset");
}

/** The phone is nobody's: what waited to be written is given up. */
export function leaveVault(): void {
  person = lock = policy = null;
  shutStore(true);
  publish("shut");
}

/** What an earlier version of the app, or a time without a PIN, has left of a person's, sealed. */
async function adopted(seal: Seal): Promise<Writing> {
  const put: Partial<Record<Room, Row[]>> = {};
  const drop: Partial<Record<Room, string[]>> = {};
  const own = new Set<string>();
  for (const room of SECRET) {
    const plain = (await readRaw(room)).filter((row) => !isSealed(row));
    const mine = plain.filter((row) => isOwn(room, row, seal.of, own));
    put[room] = await Promise.all(mine.map((row) => seal.close(room, row)));
    drop[room] = mine.map(({ key }) => key);
  }
  return { put, drop };
}

/** Operations come first of the rooms, so that the files they speak of are known. */
function isOwn(room: Room, row: Row, of: string, files: Set<string>): boolean {
  if (room === "files") return row.key.startsWith(DRAFTED) || files.has(row.key);
  if (room !== "operations") return true;
  const said = row as { person?: string; attachments?: { key: string }[] };
  if (said.person !== of) return false;
  for (const { key } of said.attachments ?? []) files.add(key);
  return true;
}

/** A PIN from now on: everything of his on this phone is sealed under it, at once or not at all. */
export async function setPin(pin: string): Promise<void> {
  const whose = person;
  if (whose === null || !policy) return;
  const made = await (await sealing()).newLock(lockKey(whose), whose, pin, policy);
  if (state === "open") shutStore(false);
  const { put, drop } = await adopted(made.seal);
  await writeNow({ put: { ...put, facts: [made.lock] }, drop });
  lock = made.lock;
  await opened(made.seal);
  // What was being written just then as it was lies there since.
  void inLine(async () => writeNow(await adopted(made.seal))).catch(() => undefined);
}

/** He would rather have none, where the workspace leaves it to him. */
export async function declinePin(): Promise<void> {
  if (person === null || policy?.pin !== "optional") return;
  await writeNow({ put: { facts: [{ key: lockKey(person), declined: true } as Declined] } });
  await opened("plain");
}

export async function changePin(old: string, pin: string): Promise<"open" | "wrong" | "over"> {
  if (!lock) return "over";
  const next = await (await sealing()).relocked(lock, old, pin, asked().iterations);
  if (!next) {
    await counted(lock.wrong + 1);
    return triesLeft(lock) === 0 ? "over" : "wrong";
  }
  lock = next;
  await writeNow({ put: { facts: [next] } });
  return "open";
}

async function counted(wrong: number): Promise<void> {
  if (!lock) return;
  lock = { ...lock, wrong };
  await writeNow({ put: { facts: [lock] } });
}

/** Tries a PIN. It is counted before it is judged, so that a page killed in between has used up its try. */
export async function tryPin(pin: string): Promise<"open" | "wrong" | "over"> {
  const whose = person;
  if (whose === null) return "wrong";
  const now = await readFact<Lock>(lockKey(whose));
  if (!now) return "over";
  lock = now;
  if (triesLeft(now) === 0) return "over";
  await counted(now.wrong + 1);
  const seal = await (await sealing()).unlocked(now, whose, pin);
  if (!seal) return triesLeft(lock) === 0 ? "over" : "wrong";
  await counted(0);
  await opened(seal);
  return "open";
}

/** Whoever has it in his hand now says the PIN anew; what is begun stays behind it. */
function lockNow(): void {
  if (state !== "open" || !lock) return;
  shutStore(false);
  publish("locked");
}

const LOOK_MS = 15_000;

/** Locks a phone that nobody has touched for as long as the workspace says. */
export function keepLocking(): void {
  const look = () => {
    if (lock && isIdle(touched, Date.now(), policy?.idle_minutes ?? lock.idle_minutes)) lockNow();
  };
  const touch = () => {
    look();
    if (state === "open") touched = Date.now();
  };
  for (const name of ["pointerdown", "keydown", "scroll"]) {
    window.addEventListener(name, touch, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_MS);
}

/** How many of a person's operations have not been sent, whether the phone is unlocked or not. */
export async function countUnread(): Promise<number> {
  const rows = await readRaw("operations").catch(() => []);
  return rows.filter((row) => ofPerson(row) === person && (row as { state?: string }).state !== "done")
    .length;
}

const ofPerson = (row: Row): string | undefined =>
  isSealed(row) ? row.of : (row as { person?: string }).person;

/** Nothing of the holder's is left here; what another has sealed is his. `barred`: sign in anew first. */
export async function wipe(barred: boolean): Promise<void> {
  const whose = person;
  leaveVault();
  await inLine(async () => {
    const gone = (await readRaw("operations")).filter((row) => ofPerson(row) === whose);
    const named = gone.flatMap((row) => (row as { attachments?: Row[] }).attachments ?? []);
    const sealed = (await readRaw("files")).filter((row) => isSealed(row) && row.of === whose);
    await writeNow({
      empty: ["answers", "rows", "drafts"],
      sweep: { files: DRAFTED, ...(whose ? { facts: lockKey(whose) } : {}) },
      drop: {
        operations: gone.map(({ key }) => key),
        files: [...named, ...sealed].map(({ key }) => key),
        facts: ["holder", "place", CONTACT],
      },
      ...(barred ? { put: { facts: [{ key: BARRED }] } } : {}),
    });
  });
}

/** Whether the session of who held the phone must end before anybody is let in. */
export const isBarred = async (): Promise<boolean> =>
  (await readFact(BARRED).catch(() => undefined)) !== undefined;
export const unbar = (): Promise<void> => writeNow({ drop: { facts: [BARRED] } });

const HOUR_MS = 3_600_000;
let met = 0;

/** The server has answered: the days count from here. */
export function noteContact(days = 30): void {
  if (Date.now() - met < HOUR_MS && met <= Date.now()) return;
  met = Date.now();
  void writeNow({ put: { facts: [{ key: CONTACT, at: met, days } as Contact] } }).catch(() => undefined);
}

/** Long out of contact, the phone keeps nothing but what is unsent, until it can go. */
export async function forgetForsaken(): Promise<void> {
  const last = await readFact<Contact>(CONTACT);
  if (!last || !isForsaken(last.at, Date.now(), last.days)) return;
  await writeNow({
    empty: ["answers", "rows", "drafts"],
    sweep: { files: DRAFTED },
    drop: { facts: ["place"] },
  });
}
