import { useMemo } from "react";
import { useGate, useObjects, useRecordEvents, useRecords } from "@/app/queries";
import type { EventRow, Gate, ObjectShape, RecordRow } from "@/app/shapes";

/** Everything the page of a moving record reads beside the record itself. */
export interface Moving {
  gate: Gate | undefined;
  /** Newest first. */
  events: EventRow[];
  activity: ObjectShape | undefined;
  evidence: ObjectShape | undefined;
  /** Activities can be about this object. */
  told: boolean;
  acted: RecordRow[];
  shown: RecordRow[];
  /** What of the library went out for this record. */
  sent: RecordRow[];
  loading: boolean;
}

const NONE: EventRow[] = [];

export function useMoving(object: string, id: string): Moving {
  const { data: objects = [] } = useObjects();
  const activity = objects.find((each) => each.name === "activity");
  const evidence = objects.find((each) => each.name === "evidence");
  const told = Boolean(activity?.fields.some((field) => field.name === object));
  const gate = useGate(object, id).data;
  const events = useRecordEvents(object, id).data ?? NONE;
  const activities = useRecords(
    "activity",
    { filter: [object, "=", id], sort: "-occurred_at", limit: 100 },
    told,
  );
  const proofs = useRecords("evidence", { filter: ["about", "=", id], limit: 200 }, Boolean(evidence));
  const library = objects.find((each) => each.name === "content_sent");
  const handed = useRecords(
    "content_sent",
    { filter: [object, "=", id], sort: "-sent_at", limit: 100 },
    Boolean(library?.fields.some((field) => field.name === object)),
  );
  const acted = useMemo(() => activities.data?.pages.flatMap((page) => page.items) ?? [], [activities.data]);
  const shown = useMemo(() => proofs.data?.pages.flatMap((page) => page.items) ?? [], [proofs.data]);
  const sent = useMemo(() => handed.data?.pages.flatMap((page) => page.items) ?? [], [handed.data]);
  return {
    gate,
    events,
    activity,
    evidence,
    told,
    acted,
    shown,
    sent,
    loading: proofs.isPending || (told && activities.isPending),
  };
}
