import type { RecordRow } from "@/app/shapes";
import { Section } from "@/ui";
import type { Done } from "./following";
import { PackSteps, usePackOf } from "./pack-part";
import { useLearningWords } from "./words";

interface DealPartProps {
  deal: RecordRow;
  done: readonly Done[];
  onLog: ((type: string) => void) | null;
}

/** How the best do it, on the desk's page of a deal. */
export function DealPart({ deal, done, onLog }: DealPartProps) {
  const { deal: words } = useLearningWords();
  const pack = usePackOf(deal);
  if (!pack) return null;
  return (
    <Section thin title={words.title} note={pack.title}>
      <PackSteps pack={pack} done={done} onLog={onLog} />
    </Section>
  );
}
