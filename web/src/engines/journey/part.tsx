import { useObjects } from "@/app/queries";
import type { ObjectShape, RecordRow } from "@/app/shapes";
import { hasJourney } from "./use-journey";
import { JourneyView } from "./view";

/** The journey of a record that has one and no page of its own for it; nothing for others. */
export function JourneyPart({ shape, row }: { shape: ObjectShape; row: RecordRow }) {
  const { data: objects = [] } = useObjects();
  if (shape.staged || !hasJourney(shape.name, objects)) return null;
  return <JourneyView object={shape.name} id={row.id} title={String(row[shape.title] ?? "")} />;
}
