import { COLUMNS, PLACES, SHORT } from "../provinces";
import { exactly, groupName, inShort } from "../said";
import type { Row } from "../shapes";
import { useBoardWords } from "../words";
import { type BodyProps, useSpeaking } from "./body";
import { inker } from "./cells";
import { RankingBody } from "./lists";

/** The provinces as squares; those without a case are hatched. */
export function MapBody(props: BodyProps) {
  const { answer, table, onOpen } = props;
  const words = useBoardWords();
  const how = useSpeaking();
  const [metric] = answer.metrics ?? [];
  const [axis] = answer.axes ?? [];
  if (!metric || !axis) return null;
  if (table) return <RankingBody {...props} />;
  const byCode = new Map<string, Row>();
  for (const row of metric.rows) byCode.set(String(row.group[axis.field] ?? "").slice(0, 2), row);
  const ink = inker([metric]);
  const nowhere = byCode.get("");
  return (
    <div className="bd-map-w">
      <ul
        className="bd-map"
        style={{ gridTemplateColumns: `repeat(${COLUMNS}, 1fr)` }}
        aria-label={words.map}
      >
        {Object.entries(PLACES).map(([code, [column, line]]) => {
          const row = byCode.get(code);
          const place = { gridColumn: column + 1, gridRow: line + 1 };
          const short = SHORT[code]?.[how.language === "zh" ? 0 : 1] ?? code;
          if (!row || row.value === null)
            return (
              <li key={code} style={place} className="off" title={short}>
                {short}
              </li>
            );
          const name = groupName(axis, row.group[axis.field], how.language, short);
          const whole = exactly(row.value, metric.unit, how.units, how.language);
          return (
            <li key={code} style={place}>
              <button
                type="button"
                className={`bd-cell q${ink(metric, row)}`}
                title={`${name} ${whole}`}
                aria-label={`${name} ${whole}`}
                onClick={() => onOpen(metric, row)}
              >
                <span>{short}</span>
                <b>{inShort(row.value, metric.unit, how.units)}</b>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="dim sm">
        {words.map}
        {nowhere ? (
          <>
            {" · "}
            {words.elsewhere}{" "}
            <button type="button" className="door n" onClick={() => onOpen(metric, nowhere)}>
              {inShort(nowhere.value, metric.unit, how.units)}
            </button>
          </>
        ) : null}
      </p>
    </div>
  );
}
