import { number } from "@/app/format";
import type { Bin } from "./shapes";
import { useScoringWords } from "./words";

const SIZE = 220;
const EDGE = 26;
const PERCENT = { maximumFractionDigits: 0 };
const across = (percent: number) => EDGE + (percent / 100) * (SIZE - EDGE - 14);
const up = (percent: number) => SIZE - EDGE - (percent / 100) * (SIZE - EDGE - 6);

/** Promised against actual: on the diagonal nothing was promised that did not come. Its table says the same. */
export function Reliability({ bins }: { bins: Bin[] }) {
  const words = useScoringWords();
  const most = Math.max(1, ...bins.map((each) => each.cases));
  return (
    <div className="sc-rel">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        {[0, 50, 100].map((each) => (
          <g key={each}>
            <line className="grid" x1={across(0)} x2={across(100)} y1={up(each)} y2={up(each)} />
            <text x={across(0) - 4} y={up(each) + 3} textAnchor="end">
              {each}
            </text>
            <text x={across(each)} y={SIZE - EDGE + 14} textAnchor="middle">
              {each}
            </text>
          </g>
        ))}
        <line className="diag" x1={across(0)} y1={up(0)} x2={across(100)} y2={up(100)} />
        <polyline points={bins.map((each) => `${across(each.promised)},${up(each.came)}`).join(" ")} />
        {bins.map((each) => (
          <circle
            key={each.promised}
            cx={across(each.promised)}
            cy={up(each.came)}
            r={2.5 + 4 * Math.sqrt(each.cases / most)}
          />
        ))}
      </svg>
      <table className="tb" aria-label={words.reliability}>
        <thead>
          <tr>
            <th className="r">{words.promised}</th>
            <th className="r">{words.came}</th>
            <th className="r">{words.cases}</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((each) => (
            <tr key={each.promised}>
              <td className="r n">{number(each.promised, PERCENT)}%</td>
              <td className="r n">{number(each.came, PERCENT)}%</td>
              <td className="r n">{number(each.cases)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
