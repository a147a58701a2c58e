import { number } from "@/app/format";
import { LayerText } from "./layer-text";
import type { Decision, GivenObject, GivingRule } from "./shapes";
import { useRoutingWords } from "./words";

const MOST_DOTS = 36;

interface SieveProps {
  decision: Decision;
  about: GivenObject;
  rule: GivingRule | undefined;
}

/** How many were left after each layer; hatched are those it took away. */
export function Sieve({ decision, about, rule }: SieveProps) {
  const words = useRoutingWords();
  const counts = decision.sieve ?? [];
  return (
    <ol className="gv-sieve">
      {counts.map((count, at) => {
        const layer = rule?.layers[at - 1];
        return (
          <li key={at}>
            <Dots
              left={count}
              gone={at === 0 ? 0 : (counts[at - 1] ?? count) - count}
              last={at === counts.length - 1 && Boolean(decision.who)}
            />
            <b className="n">{words.left(number(count))}</b>
            <span className="sm mut">
              {at === 0 ? (
                words.onDuty
              ) : layer ? (
                <LayerText layer={layer} about={about} />
              ) : (
                words.layer(number(at))
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Dots({ left, gone, last }: { left: number; gone: number; last: boolean }) {
  const scale = Math.max(1, (left + gone) / MOST_DOTS);
  const kept = left > 0 ? Math.max(1, Math.round(left / scale)) : 0;
  const lost = gone > 0 ? Math.max(1, Math.round(gone / scale)) : 0;
  return (
    <span className="gv-dots" aria-hidden="true">
      {Array.from({ length: kept + lost }, (_, at) => (
        <i key={at} className={at >= kept ? "x" : last && at === 0 ? "me" : ""} />
      ))}
    </span>
  );
}
