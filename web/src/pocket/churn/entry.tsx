import { labelOf } from "@/app/values";
import { useChurnWords } from "@/engines/churn/words";
import { Chip } from "@/ui/chip";
import { useObject } from "../data";
import { Line, Sheet } from "../parts/sheet";
import { useLaterWords } from "../words/later";
import { useNewestWeek } from "./asking";

const FIRST = 3;

/** On a head's first page: departments over their threshold. Nothing for who may not see rates, or where none is. */
export function ChurnToday() {
  const words = useChurnWords();
  const { churn: more } = useLaterWords();
  const shape = useObject("churn_week").data;
  const { over } = useNewestWeek(Boolean(shape));
  if (!shape || !over || over.length === 0) return null;
  return (
    <Sheet title={more.entry}>
      <ul className="rows">
        {over.slice(0, FIRST).map((row) => (
          <li key={row.id}>
            <Line
              to="/churn"
              title={labelOf(row["unit"])}
              end={<Chip tone="plum">{more.weeks(Number(row["weeks_over"]))}</Chip>}
              detail={words.churned}
              detailEnd={`${String(row["rate"] ?? "—")}%`}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
