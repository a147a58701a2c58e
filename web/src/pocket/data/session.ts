import { createContext, useContext } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, Refusal, whenSignedOut } from "@/app/api";
import { newId } from "@/app/ids";
import { setLanguage, type Language } from "@/app/language";
import { keys, useMe } from "@/app/queries";
import type { Entry, Me } from "@/app/shapes";
import { client } from "./client";
import { meetServer, own } from "./follow";
import { forgetCopy, keepCopy, readHolder, restoreCopy, takeOver } from "./copy";
import { forgetDrafts } from "./drafts";
import { isUnsent } from "./operation";
import { outbox } from "./sending";
import {
  countUnread,
  forgetForsaken,
  isBarred,
  leaveVault,
  settleVault,
  unbar,
  wakeVault,
  whenOpened,
  wipe,
} from "./vault";

/** The session has ended elsewhere: ask who we are once, and the sign-in page follows from the answer. */
whenSignedOut(({ facts }) => {
  if (facts["ended"] === "revoked" || facts["ended"] === "left") return ended(facts["ended"]);
  if (!client.getQueryData(keys.me)) return;
  // What is unsent stays for his next sign-in; what was shown does not.
  holder = null;
  outbox.shut();
  leaveVault();
  void forgetCopy(false);
  void client.resetQueries({ queryKey: keys.me });
});

let told: string | null = null;

/** A phone taken off the list is emptied at once; a leaver's only when what he did on it has been handed over. */
function ended(how: "revoked" | "left"): void {
  if (told !== null) return;
  told = how;
  void (async () => {
    const unsent = (await countUnread()) > 0 || outbox.all().some(isUnsent);
    if (how === "revoked" || !unsent) await emptyLeft();
    else await client.resetQueries({ queryKey: keys.me });
  })();
}

/** What there was to hand over has been: the phone is nobody's. */
export async function emptyLeft(): Promise<void> {
  await empty();
  told = "revoked";
  await client.resetQueries({ queryKey: keys.me });
}

/** Nothing of its person is on the phone any more, nor in the page. */
export async function empty(barred = false): Promise<void> {
  for (const wipe of wipes) wipe();
  holder = remembered = null;
  outbox.shut();
  forgetDrafts();
  void forgetCopy(true);
  await wipe(barred).catch(() => undefined);
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.me[0] });
}

/** Who is in, and whose drafts lie in this page. */
let holder: string | null = null;
let remembered: string | null = null;
const wipes = new Set<() => void>();

/** What a page keeps outside the cache and has to forget with its person. */
export function forgetWithHolder(wipe: () => void): void {
  wipes.add(wipe);
}

/** Another person on the same phone must neither see nor send what the last one left behind. */
export function holdFor({ id, view_as, phone }: Me): void {
  if (!view_as) void settleVault(id, phone);
  if (holder === id) return;
  if (remembered !== null && remembered !== id) for (const wipe of wipes) wipe();
  holder = remembered = id;
  takeOver(id);
  void outbox.open(id);
}

/** What the phone knew when it was last looked at, before the server has been asked. */
export async function wakeUp(): Promise<void> {
  barred = await isBarred();
  keepCopy(client);
  whenOpened(restore);
  if (barred) return endBarred();
  const person = await readHolder();
  remembered = person;
  if (person === null) return;
  await forgetForsaken().catch(() => undefined);
  await wakeVault(person).catch(() => undefined);
}

/** Each time it is opened, the page has what lies on the disk. */
async function restore(): Promise<void> {
  const person = remembered;
  if (person === null || (await readHolder()) !== person) return;
  await restoreCopy(client);
  if (client.getQueryData<Me>(keys.me)?.id !== person) return;
  holder = person;
  await outbox.open(person);
}

/** After too many wrong PINs the session of who held the phone opens nothing here, whatever the server thinks. */
let barred = false;

async function endBarred(): Promise<void> {
  const over = await api("/session", { method: "DELETE", key: newId() }).catch((cause: unknown) => cause);
  if (over instanceof Refusal && over.status !== 401) return;
  await unbar();
}

/** The last PIN was wrong, or it is forgotten: nothing stays, and one signs in anew. */
export async function lockedOut(): Promise<void> {
  barred = true;
  await empty(true);
  await client.resetQueries({ queryKey: keys.me });
  await endBarred().catch(() => undefined);
}

/** How often a phone in the hand looks what is new for it. */
const CONTACT_MS = 60_000;

/** Meets the server now and then, while somebody is in. Returns how to stop. */
export function keepMeeting(): () => void {
  const meet = () => {
    if (!document.hidden) void meetServer();
  };
  const timer = setInterval(meet, CONTACT_MS);
  window.addEventListener("online", meet);
  document.addEventListener("visibilitychange", meet);
  void own();
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", meet);
    document.removeEventListener("visibilitychange", meet);
  };
}

export type Standing =
  | { kind: "asking" }
  | { kind: "out" }
  /** His account has ended while something of his is unsent here. */
  | { kind: "left" }
  | { kind: "failed"; cause: unknown; again: () => void }
  | { kind: "in"; me: Me };

/** Who holds the phone. */
export function useStanding(): Standing {
  const { data, dataUpdatedAt, error, isPending, refetch } = useMe();
  if (barred) return { kind: "out" };
  if (told === "left") return { kind: "left" };
  if (error instanceof Refusal && error.status === 401) return { kind: "out" };
  if (data) return { kind: "in", me: clocked(data, dataUpdatedAt) };
  if (isPending) return { kind: "asking" };
  return { kind: "failed", cause: error, again: () => void refetch() };
}

const STALE_MS = 120_000;
let last: { of: Me; minute: number; me: Me } | null = null;

/** Long out of reach of the server, the phone counts on from the company's time it was last told. */
function clocked(of: Me, told: number): Me {
  const gone = Date.now() - told;
  if (gone < STALE_MS) return of;
  const minute = Math.floor(gone / 60_000);
  if (last?.of !== of || last.minute !== minute) {
    last = { of, minute, me: { ...of, now: new Date(Date.parse(of.now) + gone).toISOString() } };
  }
  return last.me;
}

/** For pages behind the sign-in, where there always is somebody. */
export const Holder = createContext<Me | null>(null);

export function useWho(): Me {
  const me = useContext(Holder);
  if (!me) throw new Error("a page was shown to nobody");
  return me;
}

export const useEntries = () =>
  useQuery({
    queryKey: ["entries"],
    queryFn: ({ signal }) => api<{ workspace: string; entries: Entry[] }>("/session/entries", { signal }),
    staleTime: Infinity,
  });

export async function signIn(workspace: string, login: string, password: string): Promise<void> {
  await api("/session", { method: "POST", body: { workspace, login, password }, key: newId() });
  // Signing in has ended the session before.
  if (barred) await unbar().catch(() => undefined);
  barred = false;
  told = null;
  await client.resetQueries({ queryKey: keys.me });
  const me = client.getQueryData<Me>(keys.me);
  if (me) holdFor(me);
}

/** Leaves nothing of the person on the phone, or only what is unsent, for when he is back. */
export async function signOut(keeps: boolean): Promise<void> {
  await api("/session", { method: "DELETE", key: newId() });
  if (keeps) {
    holder = null;
    outbox.shut();
    leaveVault();
    await forgetCopy(false);
  } else {
    await outbox.clear();
    await empty();
  }
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.me[0] });
  await client.resetQueries({ queryKey: keys.me });
}

/** At once on this phone; the account follows so that the server words its refusals alike. */
export async function chooseLanguage(next: Language): Promise<void> {
  setLanguage(next);
  await api("/me", { method: "PATCH", body: { locale: next }, key: newId(), outlives: true });
}
