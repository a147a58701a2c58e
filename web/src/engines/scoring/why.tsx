import { money, number, time } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { Failed, Loading } from "@/ui/states";
import { useExplained } from "./queries";
import type { Explained, Reason } from "./shapes";
import { useScoringWords } from "./words";
import "./scoring.css";

const ONE = { maximumFractionDigits: 1 };

interface WhyProps {
  lead: string;
  /** What the lead's row says of its score. */
  of: unknown;
}

/** Why a lead has its score: what it says, and each reason with its points, up or down. */
export function WhyScore({ lead, of }: WhyProps) {
  const { data, error, refetch } = useExplained(lead, of);
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  return <Reasons said={data} />;
}

function Reasons({ said }: { said: Explained }) {
  const words = useScoringWords();
  if (said.score === null) return <p className="mut">{words.notYet}</p>;
  const score = number(said.score, ONE);
  const most = Math.max(1, ...said.reasons.map((each) => Math.abs(each.points)));
  return (
    <div className="sc-why">
      <p>
        <b className="fig">{score}</b> {said.number ? words.chance : words.points}
      </p>
      <p className="sm mut">
        {said.number ? words.byModel(number(said.number)) : words.byCard}
        {said.at ? ` · ${words.scoredAt(time(said.at))}` : ""}
      </p>
      <ul className="sc-reasons">
        {said.reasons.map((each) => (
          <ReasonLine key={each.feature} reason={each} most={most} />
        ))}
      </ul>
      {said.reasons.length === 0 ? <p className="sm mut">{words.noReasons}</p> : null}
      {said.hidden ? <p className="sm dim">{words.hidden(number(said.hidden))}</p> : null}
      {said.history ? <UntilModel history={said.history} /> : null}
    </div>
  );
}

function ReasonLine({ reason, most }: { reason: Reason; most: number }) {
  const label = useLabel();
  const value = useValue();
  const up = reason.points >= 0;
  return (
    <li className={up ? "up" : "down"}>
      <span className="sc-r-n">
        {label(reason.label, reason.feature)} <span className="mut">{value(reason)}</span>
      </span>
      <span className="sc-bar" aria-hidden="true">
        <i style={{ width: `${(Math.abs(reason.points) / most) * 100}%` }} />
      </span>
      <b className="n r">
        {up ? "+" : ""}
        {number(reason.points, ONE)}
      </b>
    </li>
  );
}

/** A feature's value as people say it. */
function useValue(): (reason: Reason) => string {
  const words = useScoringWords();
  const { currency } = useMe().data ?? { currency: "CNY" };
  return ({ kind, value, text, unit }) => {
    if (value === null) return words.unknown;
    if (kind === "flag") return value ? words.yes : words.no;
    if (typeof value === "string") return text ?? value;
    if (unit === "weekday") return words.days[value] ?? String(value);
    if (unit === "money") return money(value, currency);
    const said = (words.unit as Record<string, (n: string) => string>)[unit];
    const shown = number(value, ONE);
    return said ? said(shown) : shown;
  };
}

export function UntilModel({ history }: { history: NonNullable<Explained["history"]> }) {
  const words = useScoringWords();
  const enough = history.won >= history.least_won && history.lost >= history.least_lost;
  return (
    <p className="sm mut">
      {words.untilModel(
        number(history.won),
        number(history.least_won),
        number(history.lost),
        number(history.least_lost),
      )}
      {enough ? ` ${words.ready}` : ""}
    </p>
  );
}
