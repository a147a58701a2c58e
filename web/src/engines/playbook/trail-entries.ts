import type { EventRow, FileHandle, RecordRow } from "@/app/shapes";
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

/** The strongest thing said at a moment; an activity nobody backed is a claim. */
export function sealOf(moment: Moment): SealState | null {
  if (moment.move) return null;
  const order: SealState[] = ["proven", "waiting", "claimed", "imported", "rejected"];
  return order.find((state) => moment.evidence.some((each) => each.state === state)) ?? "claimed";
}

/** When each stage was entered, and on what: sealed by evidence, or merely said. */
export function arrivalsOf(events: EventRow[]): Map<string, { day: string; state: SealState }> {
  const found = new Map<string, { day: string; state: SealState }>();
  for (const event of [...events].reverse()) {
    const to = event.changes.stage?.[1];
    if (typeof to !== "string") continue;
    const imported = event.action.includes("import");
    const state: SealState = imported ? "imported" : evidenceOf(event.because) > 0 ? "proven" : "claimed";
    found.set(to, { day: event.occurred_at, state });
  }
  return found;
}
