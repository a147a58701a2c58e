import { labelIn } from "@/app/language";
import { change, exactly, inShort, toneOf } from "../said";
import type { Measured, Row } from "../shapes";
import { useBoardWords } from "../words";
import { type BodyProps, useSpeaking } from "./body";
import { cellsOf, inker } from "./cells";
import { SideName } from "./name";
import "@/charts/chart.css";

/** How wide the names are, and a column at least; more than fit are scrolled to. */
const NAMES = 92;
const NARROWEST = 52;

/** Every cell a figure and a door; hatched where there is no case, which is not nought. */
export function HeatBody({ tile, answer, onOpen, onPick }: BodyProps) {
  const words = useBoardWords();
  const how = useSpeaking();
  const metrics = answer.metrics ?? [];
  const { lines, columns, at } = cellsOf(answer, how);
  const ink = inker(metrics);
  const total = metrics.length === 1 ? metrics[0]?.total : null;
  return (
    <div className="bd-scroll">
      <table className="bd-heat" style={{ minWidth: NAMES + columns.length * NARROWEST }}>
        <caption className="ch-unseen">{labelIn(how.language, tile.label)}</caption>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column.key} scope="col">
                <SideName answer={answer} side={column} onPick={onPick} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">
                <SideName answer={answer} side={line} onPick={onPick} />
              </th>
              {columns.map((column) => {
                const found = at(line, column);
                if (!found || found.row.value === null)
                  return (
                    <td key={column.key} className="hatch">
                      <span className="ch-unseen">{words.noCase}</span>
                    </td>
                  );
                return (
                  <td key={column.key}>
                    <Cell
                      {...found}
                      step={ink(found.metric, found.row)}
                      says={`${line.name} × ${column.name}`}
                      bad={toneOf(found.row.value, tile.thresholds, found.metric.direction) === "bad"}
                      onOpen={onOpen}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {total && metrics[0] ? (
        <p className="bd-total sm">
          {words.total}{" "}
          <button type="button" className="door n" onClick={() => onOpen(metrics[0] as Measured, total)}>
            {inShort(total.value, metrics[0].unit, how.units)}
          </button>
        </p>
      ) : null}
    </div>
  );
}

interface CellProps {
  metric: Measured;
  row: Row;
  step: number;
  says: string;
  bad: boolean;
  onOpen: (metric: Measured, row: Row) => void;
}

function Cell({ metric, row, step, says, bad, onOpen }: CellProps) {
  const how = useSpeaking();
  const text = inShort(row.value, metric.unit, how.units).replace(/ (%|天|小时|days|h)$/, "");
  const moved = change(row, metric.unit, metric.direction);
  const whole = exactly(row.value, metric.unit, how.units, how.language);
  return (
    <button
      type="button"
      className={`bd-cell q${step}${bad ? " bad" : ""}`}
      title={`${says} ${whole}${moved ? ` (${moved.text})` : ""}`}
      aria-label={`${says} ${text}`}
      onClick={() => onOpen(metric, row)}
    >
      {text}
    </button>
  );
}
