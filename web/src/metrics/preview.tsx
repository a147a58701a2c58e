import { date, number } from "@/app/format";
import { useLanguage } from "@/app/language";
import { Door, Loading } from "@/ui";
import { listAddress } from "@/records/ask";
import type { Draft } from "./draft";
import type { Figure, Level, Value } from "./queries";
import { figureOf, inFull } from "./shown";
import { useMetricWords } from "./words";

interface PreviewProps {
  draft: Draft;
  tried: { whole: Figure | null; months: Figure[] } | undefined;
  stale: boolean;
}

/** What the draft says now: its value, its arithmetic, the doors of its terms, and the last months. */
export function Preview({ draft, tried, stale }: PreviewProps) {
  const all = useMetricWords();
  const words = all.edit;
  const language = useLanguage();
  if (!tried) return stale ? <p className="sm mut">{words.notYet}</p> : <Loading lines={3} />;
  const { whole, months } = tried;
  return (
    <div className={stale ? "mte-live off" : "mte-live"} data-live>
      {stale ? <p className="sm wait">{words.notYet}</p> : null}
      <p className="fig">
        <Said value={whole?.value ?? null} unit={draft.unit} level={whole?.level ?? null} />
      </p>
      <p className="sm mut mt-sum">{whole?.arithmetic ?? all.blankText}</p>
      <ul className="mte-doors">
        {draft.terms.map((term) => {
          const door = whole?.records[term.name];
          if (!door) return null;
          return (
            <li key={term.name} className="row sm">
              <span className="mono">{term.name}</span>
              <span className="grow n">{inFull(whole.terms[term.name] ?? null, language)}</span>
              <Door says={all.open(term.name, number(door.count))} to={listAddress(door.object, door.filter)}>
                {all.records(number(door.count))}
              </Door>
            </li>
          );
        })}
      </ul>
      {months.length > 0 ? (
        <table className="tb mte-months">
          <caption className="off-screen">{words.months}</caption>
          <tbody>
            {months.map((each) => (
              <tr key={each.period?.from}>
                <th scope="row">{each.period?.from ? date(each.period.from).slice(0, 7) : ""}</th>
                <td className="r n">
                  <Said value={each.value} unit={draft.unit} level={each.level} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

interface SaidProps {
  value: Value;
  unit: Draft["unit"];
  level: Level | null;
}

/** A figure with its level: a mark and a word, not colour alone. */
export function Said({ value, unit, level }: SaidProps) {
  const words = useMetricWords();
  const said = figureOf(value, unit, words.units);
  const tone = level === "red" ? "risk" : level === "yellow" ? "wait" : undefined;
  return (
    <span className={tone}>
      {said ? said.n : "—"}
      {said?.unit ? <span className="u">{said.unit}</span> : null}
      {level ? (
        <span className="sm mte-level">
          {" "}
          <span aria-hidden="true">{level === "red" ? "▲" : "△"}</span> {words.levels[level]}
        </span>
      ) : null}
    </span>
  );
}
