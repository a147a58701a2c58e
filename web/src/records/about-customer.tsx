import { lazy, Suspense } from "react";
import type { ObjectShape, RecordRow } from "@/app/shapes";

const FactsPart = lazy(async () => ({
  default: (await import("@/engines/enrichment/facts-part")).FactsPart,
}));

const GradePart = lazy(async () => ({
  default: (await import("@/engines/grading/grade-part")).GradePart,
}));

interface AboutProps {
  shape: ObjectShape;
  row: RecordRow;
  readOnly: boolean;
}

/** Fields of a customer that the parts below show with their reasons. */
export const SHOWN_BELOW = [
  "grade_rule",
  "graded_at",
  "grade_reason",
  "grade_until",
  "high_potential",
  "potential_why",
  "potential_next",
];

/** What belongs to a customer alone: the grade, and what registers know. */
export function AboutCustomer(props: AboutProps) {
  return (
    <Suspense fallback={null}>
      <GradePart {...props} />
      <FactsPart {...props} />
    </Suspense>
  );
}
