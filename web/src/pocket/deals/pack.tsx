import { useNavigate } from "react-router";
import type { RecordRow } from "@/app/shapes";
import type { Done } from "@/engines/learning/following";
import { PackSteps, usePackOf } from "@/engines/learning/pack-part";
import { useLearningWords } from "@/engines/learning/words";
import { useActivitiesOf } from "../data";
import { Sheet } from "../parts/sheet";

/** How the best do it: the steps of the deal's pack, and the next one with what to say. */
export function PackHere({ deal }: { deal: RecordRow }) {
  const { deal: words } = useLearningWords();
  const navigate = useNavigate();
  const pack = usePackOf(deal);
  const { data } = useActivitiesOf("deal", deal.id, Boolean(pack));
  if (!pack || !data) return null;
  const done: Done[] = data.pages
    .flatMap((page) => page.items)
    .map((each) => [String(each["type"]), String(each["occurred_at"] ?? "")]);
  return (
    <Sheet title={words.title} note={pack.title}>
      <PackSteps
        pack={pack}
        done={done}
        onLog={(type) => void navigate(`/log?deal=${deal.id}&type=${encodeURIComponent(type)}`)}
      />
    </Sheet>
  );
}
