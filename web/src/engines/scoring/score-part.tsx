import type { RecordRow } from "@/app/shapes";
import { Chip, Section } from "@/ui";
import { useScoringWords } from "./words";
import { WhyScore } from "./why";

/** On a lead's page: its score with reasons. */
export function ScorePart({ row }: { row: RecordRow }) {
  const words = useScoringWords();
  return (
    <Section title={words.score} extra={row.score_top ? <Chip tone="jade">{words.top}</Chip> : null}>
      <WhyScore lead={row.id} of={[row.score, row.scored_at]} />
    </Section>
  );
}
