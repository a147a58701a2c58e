import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Chip } from "@/ui";
import type { Scoring } from "./shapes";
import { useScoringWords } from "./words";

const TWO = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

/** Whether the model in force still holds: each index beside its limit. */
export function DriftPart({ data }: { data: Scoring }) {
  const words = useScoringWords();
  const label = useLabel();
  const { drift, limits } = data;
  if (!drift) return <p className="mut">{words.driftNone}</p>;
  if (drift.score === null && drift.miss === null)
    return <p className="mut">{words.driftFew(number(drift.scored), number(drift.ended))}</p>;
  const worst = Object.entries(drift.features).sort((a, b) => b[1] - a[1])[0];
  const name = (key: string) => label(data.features.find((each) => each.key === key)?.label, key);
  const lines: { key: string; name: string; value: number | null; limit: number }[] = [
    { key: "score", name: words.driftScore, value: drift.score, limit: limits.psi },
    ...(worst
      ? [{ key: "worst", name: `${words.driftWorst}：${name(worst[0])}`, value: worst[1], limit: limits.psi }]
      : []),
    { key: "miss", name: words.driftMiss, value: drift.miss, limit: limits.miss },
  ];
  return (
    <ul className="lines">
      {lines.map((each) => (
        <li key={each.key}>
          <span className="grow">
            {each.name} <span className="sm dim">{words.limit(number(each.limit, TWO))}</span>
          </span>
          <b className="n">{each.value === null ? "—" : number(each.value, TWO)}</b>
          {each.value === null ? null : each.value > each.limit ? (
            <Chip tone="plum">{words.over}</Chip>
          ) : (
            <Chip tone="jade">{words.holds}</Chip>
          )}
        </li>
      ))}
    </ul>
  );
}
