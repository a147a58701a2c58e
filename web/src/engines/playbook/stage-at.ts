import type { EventRow, Process, RecordRow } from "@/app/shapes";

export interface Told {
  record: RecordRow;
  process: Process | undefined;
  /** Newest first. */
  events: EventRow[];
}

/** Where a record stood at an instant, by the moves its log tells of. */
export function stageAt(told: Told, at: number): string | null {
  const moves = told.events.flatMap(({ changes, occurred_at }) => {
    const [from, to] = changes.stage ?? [];
    return typeof to === "string" ? [{ from, to, at: Date.parse(occurred_at) }] : [];
  });
  const last = moves.find((move) => move.at <= at);
  if (last) return last.to;
  const first = moves.at(-1);
  if (typeof first?.from === "string") return first.from;
  const now = told.record.stage;
  return moves.length === 0 && typeof now === "string" ? now : null;
}
