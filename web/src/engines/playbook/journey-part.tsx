import { useObjects } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { hasJourney, JourneyView } from "./journey-view";

/** The journey of a record whose activities go several roads, as a customer's do; nothing for others. */
export function JourneyPart({ shape, row }: { shape: ObjectShape; row: RecordRow }) {
  const { data: objects = [] } = useObjects();
  if (shape.staged || !hasJourney(shape.name, objects)) return null;
  return <JourneyView object={shape.name} row={row} title={String(row[shape.title] ?? "")} />;
}
