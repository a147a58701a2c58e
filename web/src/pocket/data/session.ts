import { createContext, useContext } from "react";
import { useQuery } from "@tanstack/react-query";
import { api, Refusal, whenSignedOut } from "@/app/api";
import { newId } from "@/app/ids";
import { setLanguage, type Language } from "@/app/language";
import { keys, useMe } from "@/app/queries";
import type { Entry, Me } from "@/app/shapes";
import { client } from "./client";
import { outbox } from "./sending";

/** The session has ended elsewhere: ask who we are once, and the sign-in page follows from the answer. */
whenSignedOut(() => {
  if (client.getQueryData(keys.me)) void client.resetQueries({ queryKey: keys.me });
});

let holder: string | null = null;
const wipes = new Set<() => void>([() => outbox.clear()]);

/** What a page keeps outside the cache and has to forget with its person. */
export function forgetWithHolder(wipe: () => void): void {
  wipes.add(wipe);
}

/** Another person on the same phone must neither see nor send what the last one left behind. */
export function holdFor(person: string): void {
  if (holder !== null && holder !== person) for (const wipe of wipes) wipe();
  holder = person;
}

export type Standing =
  | { kind: "asking" }
  | { kind: "out" }
  | { kind: "failed"; cause: unknown; again: () => void }
  | { kind: "in"; me: Me };

/** Who holds the phone. */
export function useStanding(): Standing {
  const { data, error, isPending, refetch } = useMe();
  if (error instanceof Refusal && error.status === 401) return { kind: "out" };
  if (data) return { kind: "in", me: data };
  if (isPending) return { kind: "asking" };
  return { kind: "failed", cause: error, again: () => void refetch() };
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
  void outbox.send();
}

/** Leaves nothing of the person on the phone. */
export async function signOut(): Promise<void> {
  await api("/session", { method: "DELETE", key: newId() });
  for (const wipe of wipes) wipe();
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.me[0] });
  await client.resetQueries({ queryKey: keys.me });
}

/** At once on this phone; the account follows so that the server words its refusals alike. */
export async function chooseLanguage(next: Language): Promise<void> {
  setLanguage(next);
  await api("/me", { method: "PATCH", body: { locale: next }, key: newId() });
}
