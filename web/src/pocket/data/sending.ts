import { api, Refusal, tellRefused, type RefusalBody } from "@/app/api";
import { newId } from "@/app/ids";
import { gateQuery } from "@/app/queries";
import type { About, Value } from "@/app/shapes";
import { client, readAgain } from "./client";
import { companyNow } from "./clock";
import { meetServer } from "./follow";
import { diskKeep } from "./keep";
import { blankOperation, isLog, isUnsent, type Attachment, type Operation } from "./operation";
import { countUnsent, Outbox, useOperations } from "./outbox";
import { otherTabs } from "./tabs";
import { madeReady, upload } from "./upload";

interface Answered {
  status: number;
  result?: unknown;
  error?: RefusalBody;
}

/** Files of a record's own fields, by the ids the server has given them. */
function withFiles(
  input: Record<string, unknown>,
  attachments: readonly Attachment[],
): Record<string, unknown> {
  const names = new Map(attachments.map(({ key, handle }) => [key, handle?.id]));
  const fields = new Set(attachments.map((each) => each.field));
  const named = ([field, value]: [string, unknown]) =>
    fields.has(field) && Array.isArray(value)
      ? [field, value.map((id: string) => names.get(id) ?? id)]
      : [field, value];
  return fields.size > 0 ? Object.fromEntries(Object.entries(input).map(named)) : input;
}

/** As `sync/push` takes it; what was done is said with when it was done. */
function opOf({
  key,
  call,
  about,
  version,
  input,
  attachments,
  said_at,
}: Operation): Record<string, unknown> {
  const evidence = attachments
    .filter((each) => each.field === undefined)
    .map((each) => ({ kind: each.kind, file: each.handle?.id, ...(each.slot ? { slot: each.slot } : {}) }));
  const said = withFiles(input, attachments);
  return {
    key,
    call,
    record: about?.id ?? null,
    ...(version === null ? {} : { version }),
    input: evidence.length > 0 ? { ...said, evidence } : said,
    captured_at: said_at,
  };
}

/** An action answers with its result beside the records it touched; a record call with the record. */
const resultOf = (body: unknown): unknown =>
  typeof body === "object" && body !== null && "result" in body && "records" in body ? body.result : body;

async function push(operations: readonly Operation[]): Promise<unknown[]> {
  const body = { ops: operations.map(opOf) };
  const { results } = await api<{ results: Answered[] }>("/sync/push", { method: "POST", body });
  const answers = results.map(({ status, result, error }) =>
    error ? tellRefused(new Refusal(status, error)) : resultOf(result),
  );
  const done = operations.filter((each, at) => isLog(each) && !(answers[at] instanceof Refusal));
  for (const { deal } of done) if (deal) changed.add(deal.id);
  return answers;
}

/** Deals whose gates may stand otherwise now. */
const changed = new Set<string>();

/** A gate is read anew even where no page shows it: what the phone keeps must not ask for what is there. */
async function lookAtGates(): Promise<void> {
  const due = [...changed].filter((id) => client.getQueryData(gateQuery("deal", id).queryKey));
  changed.clear();
  for (const id of due) {
    await client.fetchQuery({ ...gateQuery("deal", id), staleTime: 0 }).catch(() => undefined);
  }
}

/** More waiting than this, and the line is the work's: what the phone keeps is read anew when it is through. */
const HEAP = 20;

/** Whether a day's work is on its way. */
export const isHeaped = (): boolean =>
  outbox.all().filter(({ state }) => state === "queued" || state === "sending").length > HEAP;

function afterwards(): void {
  readAgain();
  if (isHeaped()) return;
  void lookAtGates();
  void meetServer();
}

export const outbox = new Outbox(
  { ready: madeReady, upload, push },
  diskKeep,
  afterwards,
  otherTabs("prooftrail.outbox"),
);

export const useOutbox = (): readonly Operation[] => useOperations(outbox);
export const useUnsent = (): number => countUnsent(useOutbox());

/**
 * Sends as soon as there is a chance to: signal back, phone unlocked. Asks before work is closed that the
 * phone could not keep.
 */
export function keepSending(): void {
  window.addEventListener("online", () => void outbox.send());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) void outbox.send();
  });
  window.addEventListener("beforeunload", (event) => {
    if (outbox.all().some((each) => isUnsent(each) && !each.kept)) event.preventDefault();
  });
}

type Deed = Pick<Operation, "call" | "input"> & Partial<Operation>;

/** An operation for something done just now. */
const done = (deed: Deed): Operation =>
  blankOperation({ key: newId(), made_at: new Date().toISOString(), said_at: companyNow(), ...deed });

let tellKept: (lasting: boolean) => void = () => undefined;

/** Told when something done is not sent yet, and whether it lies on the phone's disk or with the page alone. */
export function whenKept(tell: (lasting: boolean) => void): void {
  tellKept = tell;
}

/** Does it, or keeps it for later: "kept" is no failure. What the server refuses is thrown. */
async function perform(deed: Deed): Promise<{ result: unknown } | "kept"> {
  try {
    const operation = done(deed);
    const found = await outbox.perform(operation);
    if (found === "kept") {
      tellKept(outbox.all().some(({ key, kept }) => key === operation.key && kept));
    }
    return found;
  } finally {
    readAgain();
  }
}

export type Outcome = "done" | "kept";

const outcomeOf = (found: { result: unknown } | "kept"): Outcome => (found === "kept" ? "kept" : "done");

/** Takes the step to the next stage, or leaves by an exit with the fields it asks for. */
export async function advance(
  deal: About,
  to?: string,
  values: Record<string, unknown> = {},
  to_check = false,
): Promise<Outcome> {
  const input = { object: "deal", ...(to ? { to } : {}), values };
  return outcomeOf(await perform({ call: "advance_stage", about: deal, input, to_check }));
}

/** Confirms as a second person what a gate asks somebody else to confirm. */
export async function confirm(record: About, requirement: string): Promise<Outcome> {
  const input = { object: record.object, requirement };
  return outcomeOf(await perform({ call: "confirm_requirement", about: record, input }));
}

/** Any other action on a record, by its name; one that makes the record says its id in `input`. */
export async function deed(call: string, about: About, input: Record<string, unknown>): Promise<Outcome> {
  return outcomeOf(await perform({ call, about, input }));
}

/** Fields as the ordinary call takes them, and as pages show them where that is another thing. */
export interface Entered {
  fields: Record<string, unknown>;
  shown?: Record<string, Value>;
  /** Files of its fields that go with it. */
  attachments?: Attachment[];
}

const shownOf = ({ fields, shown }: Entered): Record<string, Value> =>
  shown ?? (fields as Record<string, Value>);

/** Changes fields of one record; `version` is what was on screen, nought of one that is on this phone alone. */
export async function change(record: About, entered: Entered, version: number): Promise<Outcome> {
  const { fields: input, attachments = [] } = entered;
  const said = { about: record, input, shown: shownOf(entered), version: version || null, attachments };
  return outcomeOf(await perform({ call: `change_${record.object}`, ...said }));
}

/** Makes a record, which has its id from here; the same key again makes no second one. */
export async function create(record: About, entered: Entered, key: string): Promise<Outcome> {
  const { fields: input, attachments = [] } = entered;
  const said = { about: record, input, shown: shownOf(entered), key, attachments };
  return outcomeOf(await perform({ call: `create_${record.object}`, ...said }));
}

/** Takes a record away; `version` is what was on screen. */
export async function remove(record: About, version: number): Promise<Outcome> {
  return outcomeOf(
    await perform({ call: `delete_${record.object}`, about: record, input: {}, version: version || null }),
  );
}

/** Says a refused or contested change anew: only these fields, on top of what stands now. */
export async function sayAnew(before: Operation, names: readonly string[], version: number): Promise<void> {
  const only = <T>(from: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
  const { call, about, said_at, input, shown } = before;
  if (names.length > 0) {
    const attachments = before.attachments.filter(({ field }) => field && names.includes(field));
    const said = { input: only(input), shown: only(shown), attachments };
    const anew = done({ call, about, said_at, ...said, version });
    // On the disk before the old one is gone; until then the old one holds it back.
    await outbox.add(anew);
  }
  await outbox.drop(before.key);
  void outbox.send();
}
