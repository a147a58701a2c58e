import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/api";
import type { Label } from "@/app/language";
import type { Reference } from "@/app/shapes";
import { act } from "@/app/writes";
import { useWho } from "../data";

/** What the phone must know before it records. */
export interface Terms {
  transcribes: boolean;
  browser: boolean;
  language: string;
  largest_mb: number;
  open_now: boolean;
  keep_days: number;
  keep_text: boolean;
  consent: { words: Label; given_at: string | null; at_once: boolean };
}

/** What a note fills in; a decision maker the directory does not know has no id. */
export interface Found {
  contact: Reference | null;
  decision_maker: { id: string | null; label: string } | null;
  topic: string;
  objection: string;
  next_step: string;
  next_on: string | null;
}

const TERMS = ["speech", "terms"] as const;
const FRESH_MS = 300_000;
/** The service has twelve seconds; whoever waits longer has typed it by then. */
const PATIENCE_MS = 15_000;
const LONGEST = 5_000;

const shelf = (person: string) => `prooftrail.speech.${person}`;

/** The terms as they were last heard: a phone without a network still knows whether it may record. */
function kept(person: string): Terms | undefined {
  try {
    return JSON.parse(localStorage.getItem(shelf(person)) ?? "") as Terms;
  } catch {
    return undefined;
  }
}

/** Asks for the terms, and keeps them on the phone for the road. */
export async function keepTerms(person: string, signal?: AbortSignal): Promise<Terms> {
  const terms = await api<Terms>("/speech", signal ? { signal } : {});
  try {
    localStorage.setItem(shelf(person), JSON.stringify(terms));
  } catch {
    // A full phone asks again next time.
  }
  return terms;
}

export function useTerms(): Terms | undefined {
  const me = useWho();
  const { data } = useQuery({
    queryKey: [...TERMS, me.id],
    queryFn: ({ signal }) => keepTerms(me.id, signal),
    initialData: () => kept(me.id),
    initialDataUpdatedAt: 0,
    staleTime: FRESH_MS,
  });
  return data;
}

/** Gives consent, or takes it back; the terms are read anew. */
export function useConsent(): { give: (atOnce: boolean) => Promise<void>; withdraw: () => Promise<void> } {
  const client = useQueryClient();
  const after = () => client.invalidateQueries({ queryKey: TERMS });
  return {
    give: async (atOnce) => {
      await act("consent_to_recording", { at_once: atOnce });
      await after();
    },
    withdraw: async () => {
      await act("withdraw_recording_consent", {});
      await after();
    },
  };
}

/** The text of a recording. */
export async function transcribe(file: File): Promise<string> {
  const body = new FormData();
  body.set("file", file, file.name);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return (await api<{ text: string }>("/speech", { method: "POST", body, signal })).text;
}

export async function readNote(text: string, customer: string | undefined): Promise<Found> {
  const input = { text: text.slice(0, LONGEST), ...(customer ? { customer } : {}) };
  return (await act<Found>("read_note", input)).result;
}
