import { useSyncExternalStore } from "react";
import { newId } from "@/app/ids";
import type { Asked, Place, Reference } from "@/app/shapes";
import { judge, type Reason } from "@/rules/gates";
import {
  blankOperation,
  companyNow,
  forgetWithHolder,
  inputOf,
  LOG,
  readDrafts,
  storeDraft,
  type Operation,
  type Told,
} from "../data";
import { countFilled, FILLED } from "./took";

/** A photo or file chosen but not sent. `key` becomes the Idempotency-Key of its upload. */
export interface Shot {
  key: string;
  kind: string;
  /** The slot it lies in, where its requirement has slots. */
  slot?: string | null;
  file: File;
  told: Told;
  /** Milliseconds of this phone's clock. */
  taken_at: number;
  /** What has reached the server already, when a refused activity is mended. */
  sent: Operation["attachments"][number] | null;
}

/** An activity being written. Texts are as typed; `next_on` is a company date, `occurred_at` an instant. */
export interface Draft {
  type: string;
  customer: Reference | null;
  deal: Reference | null;
  contact: string;
  decision_maker: string;
  topic: string;
  objection: string;
  /** The script of the library that was used against it. */
  script?: string | null;
  next_step: string;
  next_on: string;
  occurred_at: string;
  shots: Shot[];
  /** What the page was come for has been filled in, and stays out if it is taken out. */
  preset: boolean;
  /** What was filled in from speech, by field; one that holds something else by now was typed. */
  spoken: Partial<Record<string, string>>;
}

export const BLANK: Draft = {
  type: "visit",
  customer: null,
  deal: null,
  contact: "",
  decision_maker: "",
  topic: "",
  objection: "",
  next_step: "",
  next_on: "",
  occurred_at: "",
  shots: [],
  preset: false,
  spoken: {},
};

/** What each type of activity usually leaves behind. */
const LEAVES: Record<string, string> = {
  visit: "site_photo",
  survey: "site_photo",
  demo: "site_photo",
  proposal: "proposal_file",
  signing: "contract_file",
  payment: "bank_slip",
};

/** Speech has a place of its own on the form. */
export const SPOKEN = "recording";

/** The type that brings a kind of evidence, for whoever comes from a gate. */
export const TYPE_FOR: Record<string, string> = {
  site_photo: "survey",
  proposal_file: "proposal",
  contract_file: "signing",
  bank_slip: "payment",
};

export const MEETINGS = new Set(["visit", "survey", "demo"]);

/** The kinds to offer: what the type leaves, what was come for, and what is already there. */
export function kindsFor(draft: Draft, wanted: string | null): string[] {
  const left = LEAVES[draft.type];
  return [
    ...new Set([...(wanted ? [wanted] : []), ...(left ? [left] : []), ...draft.shots.map((s) => s.kind)]),
  ].filter((kind) => kind !== SPOKEN);
}

export type Part = "customer" | "deal" | "topic" | "next_step";

/** Whether nothing was said yet; what the page was come for does not count. */
export const isUntouched = (draft: Draft): boolean =>
  draft.shots.length === 0 && !draft.occurred_at && FILLED.every((field) => draft[field] === "");

/** What goes along as evidence: speech without a deal only fills the form. */
export const proofOf = (draft: Draft): Shot[] =>
  draft.shots.filter((shot) => draft.deal !== null || shot.kind !== SPOKEN);

/** What must be there before this can go; the server asks the same. */
export function missingParts(draft: Draft): Part[] {
  const missing: Part[] = [];
  if (!draft.customer && !draft.deal) missing.push("customer");
  if (proofOf(draft).length > 0 && !draft.deal) missing.push("deal");
  if (MEETINGS.has(draft.type)) {
    if (draft.topic.trim() === "") missing.push("topic");
    if (draft.next_step.trim() === "") missing.push("next_step");
  }
  return missing;
}

/** What the server would object to in a photo taken now; nothing where only it can tell. */
export function objections(
  shot: Shot,
  ask: Asked | undefined,
  site: Place | null,
  now: Date,
): readonly Reason[] {
  if (ask?.type !== "evidence") return [];
  // A photo from the gallery tells the server alone when and where it was taken.
  const told = shot.told.source === "camera" ? ask : { ...ask, within_m: null, max_age_days: null };
  const said = {
    id: shot.key,
    kind: shot.kind,
    state: "claimed" as const,
    captured_at: shot.told.captured_at,
    received_at: now.toISOString(),
    content: shot.key,
    place: shot.told.place,
    source: shot.told.source,
    slot: shot.slot ?? null,
  };
  try {
    const { state, why } = judge(said, { ...told, type: "evidence" }, site, now);
    return state === "waiting" && why.every((each) => each.code === "waiting_check") ? [] : why;
  } catch {
    return [];
  }
}

const filled = (text: string): string | undefined => text.trim() || undefined;

/** The draft as an operation for the outbox; from here on its keys never change. */
export function toOperation(draft: Draft, place: Place | null, took: number | null): Operation {
  const said = {
    customer: draft.customer?.id,
    deal: draft.deal?.id,
    contact: filled(draft.contact),
    decision_maker: MEETINGS.has(draft.type) ? filled(draft.decision_maker) : undefined,
    topic: filled(draft.topic),
    objection: filled(draft.objection),
    script: filled(draft.objection) && draft.script ? draft.script : undefined,
    next_step: filled(draft.next_step),
    next_on: filled(draft.next_on),
    occurred_at: filled(draft.occurred_at),
    place: place ?? undefined,
    tap_to_saved_ms: took ?? undefined,
  };
  return blankOperation({
    key: newId(),
    call: LOG,
    made_at: new Date().toISOString(),
    said_at: companyNow(),
    took_ms: took,
    input: { id: newId(), type: draft.type, ...said, ...countFilled(draft) },
    customer: draft.customer,
    deal: draft.deal,
    attachments: proofOf(draft).map(
      ({ key, kind, slot, file, told, sent }) =>
        sent ?? { key, kind, slot: slot ?? null, file, told, sent: 0, handle: null },
    ),
  });
}

/** Back from the outbox into the form, to mend what was refused. */
export function toDraft(operation: Operation): Draft {
  const { customer, deal, attachments } = operation;
  const input = inputOf(operation);
  return {
    type: input.type,
    customer,
    deal,
    contact: input.contact ?? "",
    decision_maker: input.decision_maker ?? "",
    topic: input.topic ?? "",
    objection: input.objection ?? "",
    script: input.script ?? null,
    next_step: input.next_step ?? "",
    next_on: input.next_on ?? "",
    occurred_at: input.occurred_at ?? "",
    shots: attachments.map((each) => ({
      key: each.key,
      kind: each.kind,
      slot: each.slot ?? null,
      file: each.file,
      told: each.told,
      taken_at: Date.now(),
      sent: each,
    })),
    preset: true,
    spoken: {},
  };
}

const drafts = new Map<string, Draft>();
const listeners = new Set<() => void>();
let ready = false;

forgetWithHolder(() => drafts.clear());

const subscribe = (wake: () => void) => {
  listeners.add(wake);
  return () => listeners.delete(wake);
};

/** What the last page was writing when it died: a camera on a small phone often kills the page that opened it. */
export async function restoreDrafts(): Promise<void> {
  const found = await readDrafts<Draft>();
  for (const [subject, draft] of found) if (!drafts.has(subject)) drafts.set(subject, { ...BLANK, ...draft });
  ready = true;
  for (const wake of listeners) wake();
}

/** Whether what the last page was writing is known; nothing may be filled in before. */
export const useDraftsReady = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => ready,
    () => false,
  );

/** Drafts outlive the page: a look at the gate or a phone call must not cost what was typed. */
export function keepDraft(subject: string, next: Draft | null): void {
  const before = drafts.get(subject);
  if (next) drafts.set(subject, next);
  else drafts.delete(subject);
  storeDraft(subject, next, before?.shots);
  for (const wake of listeners) wake();
}

export const draftOf = (subject: string): Draft => drafts.get(subject) ?? BLANK;

export const useDraft = (subject: string): Draft =>
  useSyncExternalStore(
    subscribe,
    () => draftOf(subject),
    () => BLANK,
  );
