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
import { outbox } from "./sending";

/** The session has ended elsewhere: ask who we are once, and the sign-in page follows from the answer. */
whenSignedOut(() => {
  if (!client.getQueryData(keys.me)) return;
  // What is unsent stays for his next sign-in; what was shown does not.
  holder = null;
  outbox.shut();
  void forgetCopy(false);
  void client.resetQueries({ queryKey: keys.me });
});

/** Who is in, and whose drafts lie in this page. */
let holder: string | null = null;
let remembered: string | null = null;
const wipes = new Set<() => void>();

/** What a page keeps outside the cache and has to forget with its person. */
export function forgetWithHolder(wipe: () => void): void {
  wipes.add(wipe);
}

/** Another person on the same phone must neither see nor send what the last one left behind. */
export function holdFor(person: string): void {
  if (holder === person) return;
  if (remembered !== null && remembered !== person) for (const wipe of wipes) wipe();
  holder = remembered = person;
  takeOver(person);
  void outbox.open(person);
}

/** What the phone knew when it was last looked at, before the server has been asked. */
export async function wakeUp(): Promise<void> {
  const person = await readHolder();
  keepCopy(client);
  remembered = person;
  if (person === null) return;
  await restoreCopy(client);
  if (client.getQueryData<Me>(keys.me)?.id !== person) return;
  holder = person;
  await outbox.open(person);
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
  | { kind: "failed"; cause: unknown; again: () => void }
  | { kind: "in"; me: Me };

/** Who holds the phone. */
export function useStanding(): Standing {
  const { data, dataUpdatedAt, error, isPending, refetch } = useMe();
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
  await client.resetQueries({ queryKey: keys.me });
  const me = client.getQueryData<Me>(keys.me);
  if (me) holdFor(me.id);
}

/** Leaves nothing of the person on the phone. */
export async function signOut(): Promise<void> {
  await api("/session", { method: "DELETE", key: newId() });
  for (const wipe of wipes) wipe();
  holder = remembered = null;
  await outbox.clear();
  await forgetCopy(true);
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.me[0] });
  await client.resetQueries({ queryKey: keys.me });
}

/** At once on this phone; the account follows so that the server words its refusals alike. */
export async function chooseLanguage(next: Language): Promise<void> {
  setLanguage(next);
  await api("/me", { method: "PATCH", body: { locale: next }, key: newId(), outlives: true });
}
