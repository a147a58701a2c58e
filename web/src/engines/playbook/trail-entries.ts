import type { Label } from "@/app/language";
import type { Asked, EventRow, FileHandle, Process, ProcessNode, RecordRow } from "@/app/shapes";
import { idOf, isFiles } from "@/app/values";
import type { SealState } from "@/ui";

/** One piece of evidence as the trail shows it. */
export interface Shown {
  id: string;
  kind: string;
  state: SealState;
  files: FileHandle[];
  captured: string | null;
  row: RecordRow;
}

/** A moment of the trail: an activity with its evidence, evidence alone, or a move. */
export interface Moment {
  key: string;
  at: string;
  activity: RecordRow | null;
  evidence: Shown[];
  move: { to: string; event: EventRow; evidence: number } | null;
  /** Somebody tried and was not let through, so many times in a row. */
  attempt?: { event: EventRow; code: string; to: string | null; lacked: Label[]; times: number };
  /** A second person's word, given or taken back. */
  word?: { event: EventRow; requirement: string; given: boolean };
  /** Something of the library went out, or was opened by the customer. */
  handed?: { row: RecordRow; opened: boolean };
}

const STATES: readonly SealState[] = ["claimed", "waiting", "proven", "rejected", "imported"];

const stateOf = (value: unknown): SealState => STATES.find((state) => state === value) ?? "claimed";

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

export function shownOf(row: RecordRow): Shown {
  const captured = text(row.captured_at) ?? text(row.received_at);
  return {
    id: row.id,
    kind: String(row.kind ?? ""),
    state: stateOf(row.state),
    files: isFiles(row.file) ? row.file : [],
    captured,
    row,
  };
}

/** The activity a piece came with: the platform calls it `via`. */
const source = (row: RecordRow): string | null => idOf(row.via) ?? idOf(row.activity);

function evidenceOf(because: unknown): number {
  if (typeof because !== "object" || because === null || !("evidence" in because)) return 0;
  return Array.isArray(because.evidence) ? because.evidence.length : 0;
}

function moves(events: EventRow[]): Moment[] {
  return events.flatMap((event) => {
    const change = event.changes.stage;
    const to = change?.[1];
    if (!change || typeof to !== "string" || change[0] === null || change[0] === undefined) return [];
    const move = { to, event, evidence: evidenceOf(event.because) };
    return [{ key: `move-${event.cursor}`, at: event.occurred_at, activity: null, evidence: [], move }];
  });
}

const held = (because: unknown): Record<string, unknown> =>
  typeof because === "object" && because !== null ? (because as Record<string, unknown>) : {};

/** What a refused attempt lacked, by the names the gate gives it. */
function lackedIn(facts: Record<string, unknown>): Label[] {
  const asked = Array.isArray(facts.requirements) ? (facts.requirements as Partial<Asked>[]) : [];
  return asked.flatMap((each) => (each.label && each.state !== "proven" ? [each.label] : []));
}

/**
 * Attempts that were not let through, and second people's words: the log alone knows of them. The same attempt
 * by the same person several times in a row is told once. `events` come newest first.
 */
export function attemptsOf(events: EventRow[]): Moment[] {
  const found: Moment[] = [];
  const base = { activity: null, evidence: [], move: null };
  for (const event of events) {
    const because = held(event.because);
    if (event.action === "requirement.confirmed" || event.action === "requirement.withdrawn") {
      const word = {
        event,
        requirement: String(because.requirement ?? ""),
        given: event.action === "requirement.confirmed",
      };
      found.push({ key: `word-${event.cursor}`, at: event.occurred_at, ...base, word });
    }
    if (event.action !== "attempt.refused") continue;
    const facts = held(because.facts);
    const code = String(because.code ?? "");
    const to = text(facts.to);
    const before = found.at(-1)?.attempt;
    if (before && before.code === code && before.to === to && before.event.actor.id === event.actor.id) {
      before.times += 1;
      continue;
    }
    const attempt = { event, code, to, lacked: lackedIn(facts), times: 1 };
    found.push({ key: `try-${event.cursor}`, at: event.recorded_at, ...base, attempt });
  }
  return found;
}

/** Everything that happened on the way, newest first. */
export function momentsOf(activities: RecordRow[], evidence: RecordRow[], events: EventRow[]): Moment[] {
  const byActivity = new Map<string, Shown[]>();
  const alone: Moment[] = [];
  const known = new Set(activities.map((row) => row.id));
  for (const row of evidence) {
    const shown = shownOf(row);
    const from = source(row);
    if (from && known.has(from)) byActivity.set(from, [...(byActivity.get(from) ?? []), shown]);
    else alone.push({ key: row.id, at: shown.captured ?? "", activity: null, evidence: [shown], move: null });
  }
  const acted = activities.map((row): Moment => ({
    key: row.id,
    at: text(row.occurred_at) ?? text(row.created_at) ?? "",
    activity: row,
    evidence: byActivity.get(row.id) ?? [],
    move: null,
  }));
  const time = (moment: Moment): number => Date.parse(moment.at) || 0;
  return [...acted, ...alone, ...moves(events)].sort((a, b) => time(b) - time(a));
}

/** What of the library went out, and when the customer opened it last. */
export const handedOf = (sent: RecordRow[]): Moment[] =>
  sent.flatMap((row) => {
    const told = (at: unknown, opened: boolean): Moment[] =>
      typeof at === "string"
        ? [
            {
              key: `${row.id} ${opened ? "opened" : "sent"}`,
              at,
              activity: null,
              evidence: [],
              move: null,
              handed: { row, opened },
            },
          ]
        : [];
    return [...told(row.last_opened_at, true), ...told(row.sent_at, false)];
  });

/** The strongest thing said at a moment; an activity nobody backed is a claim. */
export function sealOf(moment: Moment): SealState | null {
  if (moment.move || moment.attempt || moment.word || moment.handed) return null;
  const order: SealState[] = ["proven", "waiting", "claimed", "imported", "rejected"];
  return order.find((state) => moment.evidence.some((each) => each.state === state)) ?? "claimed";
}

export interface Arrival {
  /** Null where nobody wrote down when. */
  day: string | null;
  state: SealState;
}

/**
 * When each station was reached and on what. The log's moves say it; a record that came in
 * half-way along its road (an import, a demo) is read from the evidence each station asks for.
 */
export function arrivalsOf(
  process: Process,
  row: RecordRow,
  evidence: Shown[],
  events: EventRow[],
): Map<string, Arrival> {
  const found = new Map<string, Arrival>();
  const here = process.nodes.findIndex((node) => node.key === row.stage);
  const ended = process.nodes[here]?.end === "lost";
  for (const [index, node] of process.nodes.entries()) {
    if (node.end === "lost") continue;
    const arrival = byEvidence(node, evidence);
    if (arrival && (ended || index <= here)) found.set(node.key, arrival);
    else if (!ended && index <= here)
      found.set(node.key, {
        day: index === 0 ? (text(row.opened_on) ?? text(row.created_at)) : null,
        state: "claimed",
      });
  }
  for (const event of [...events].reverse()) {
    const [from, to] = event.changes.stage ?? [];
    if (typeof to !== "string" || typeof from !== "string") continue;
    const state: SealState = evidenceOf(event.because) > 0 ? "proven" : (found.get(to)?.state ?? "claimed");
    found.set(to, { day: event.occurred_at, state });
  }
  return found;
}

/** The state of what a station asks for, and the day its last piece was made. */
function byEvidence(node: ProcessNode, evidence: Shown[]): Arrival | null {
  const kinds = new Set(node.requires.flatMap((asked) => (asked.kind ? [asked.kind] : [])));
  const own = evidence.filter((each) => kinds.has(each.kind));
  const state = (["proven", "imported"] as const).find((wanted) => own.some((each) => each.state === wanted));
  if (!state) return null;
  const days = own.flatMap((each) => (each.state === state && each.captured ? [each.captured] : [])).sort();
  return { day: days.at(-1) ?? null, state };
}
