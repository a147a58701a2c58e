import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import type { Figures, Scoring } from "./shapes";
import { useScoringWords } from "./words";

const ONE = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** Every feature with its weight, the heaviest first; of those that were not used, why. */
export function FeatureTable({ data, figures }: { data: Scoring; figures: Figures | undefined }) {
  const words = useScoringWords();
  const label = useLabel();
  const weights = figures?.weights ?? {};
  const most = Math.max(0.1, ...Object.values(weights));
  const why = (key: string) => {
    const leak = figures?.leaking?.[key] as keyof typeof words.leaks | undefined;
    if (leak) return words.leaking(words.leaks[leak]);
    if (!figures) return "";
    return figures.blank?.includes(key) ? words.blank : words.unused;
  };
  const rows = [...data.features].sort((a, b) => (weights[b.key] ?? -1) - (weights[a.key] ?? -1));
  return (
    <ul className="sc-feats" aria-label={words.features}>
      {rows.map(({ key, label: named }) => {
        const weight = weights[key];
        return (
          <li key={key}>
            <span className="clip">{label(named, key)}</span>
            {weight === undefined ? (
              <span className="sm dim">{why(key)}</span>
            ) : (
              <>
                <span className="sc-bar" aria-hidden="true">
                  <i style={{ width: `${(weight / most) * 100}%` }} />
                </span>
                <b className="n r">{number(weight, ONE)}</b>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A bound as people write it: `>=200000` → ≥ 200,000. */
const bound = (is: string): string =>
  is
    .replace(/^>=/, "≥ ")
    .replace(/^<=/, "≤ ")
    .replace(/\d{4,}/, (digits) => number(Number(digits)));

/** The scorecard, line by line. */
export function CardLines({ data }: { data: Scoring }) {
  const words = useScoringWords();
  const label = useLabel();
  const of = (key: string) => data.features.find((each) => each.key === key);
  const named = (key: string) => label(of(key)?.label, key);
  const said = ({ feature, is, text }: Scoring["card"][number]) =>
    of(feature)?.kind === "flag" ? (Number(is) ? words.yes : words.no) : (text ?? bound(is));
  return (
    <ul className="sc-feats" aria-label={words.cardLines}>
      {data.card.map((each) => (
        <li key={`${each.feature} ${each.is}`}>
          <span className="clip">{named(each.feature)}</span>
          <span className="sm mut clip">{said(each)}</span>
          <b className="n r">+{number(each.points)}</b>
        </li>
      ))}
    </ul>
  );
}
