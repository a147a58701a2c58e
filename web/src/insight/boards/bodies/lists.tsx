import { Door } from "@/ui";
import { labelIn } from "@/app/language";
import { groupName, idOfGroup, inShort, size, toneOf } from "../said";
import type { Axis, Measured, Row } from "../shapes";
import { useBoardWords } from "../words";
import { groupKeys } from "../marks";
import { type BodyProps, useSpeaking } from "./body";
import { cellsOf } from "./cells";
import { GroupName, SideName } from "./name";

/** A bar for each, the greatest first. */
export function RankingBody({ tile, answer, onOpen, onPick }: BodyProps) {
  const how = useSpeaking();
  const [metric] = answer.metrics ?? [];
  const [axis] = answer.axes ?? [];
  if (!metric || !axis) return null;
  return <Bars rows={metric.rows} {...{ tile, answer, metric, axis, onOpen, onPick, how }} numbered />;
}

/** Steps of a funnel: groups in the order of their field, or metrics in the order they were put. */
export function FunnelBody({ answer, table, onOpen, onPick }: BodyProps) {
  const how = useSpeaking();
  const metrics = answer.metrics ?? [];
  const [axis] = answer.axes ?? [];
  const [metric] = metrics;
  if (!metric) return null;
  const steps = axis
    ? groupKeys(axis, [metric]).flatMap((key) => {
        const row = metric.rows.find((each) => idOfGroup(each.group[axis.field]) === key);
        return row
          ? [{ key, metric, row, name: groupName(axis, row.group[axis.field], how.language, how.words.none) }]
          : [];
      })
    : metrics.flatMap((each) => {
        const row = each.rows.at(-1);
        return row
          ? [{ key: each.key, metric: each, row, name: labelIn(how.language, each.label, each.key) }]
          : [];
      });
  const most = Math.max(1, ...steps.map((step) => size(step.row.value) ?? 0));
  return (
    <ol className={table ? "bd-funnel flat" : "bd-funnel"}>
      {steps.map((step, at) => {
        const value = size(step.row.value) ?? 0;
        const last = at > 0 ? size(steps[at - 1]?.row.value) : null;
        return (
          <li key={step.key}>
            <span className="bd-f-name">
              {axis ? (
                <GroupName answer={answer} axis={axis} value={step.row.group[axis.field]} onPick={onPick} />
              ) : (
                step.name
              )}
            </span>
            <span className="bd-f-track" aria-hidden="true">
              <span className="bd-f-bar" style={{ width: `${Math.max(1, (value / most) * 100)}%` }} />
            </span>
            <Door
              says={`${step.name} ${inShort(step.row.value, step.metric.unit, how.units)}`}
              onOpen={() => onOpen(step.metric, step.row)}
            >
              {inShort(step.row.value, step.metric.unit, how.units)}
            </Door>
            <span className="dim sm n bd-f-rate">{last ? `${Math.round((value / last) * 100)}%` : ""}</span>
          </li>
        );
      })}
    </ol>
  );
}

interface BarsProps extends Omit<BodyProps, "table"> {
  rows: Row[];
  metric: Measured;
  axis: Axis;
  how: ReturnType<typeof useSpeaking>;
  numbered?: boolean;
}

function Bars({ rows, tile, answer, metric, axis, onOpen, onPick, how, numbered = false }: BarsProps) {
  const words = useBoardWords();
  const most = Math.max(Number.MIN_VALUE, ...rows.map((row) => Math.abs(size(row.value) ?? 0)));
  return (
    <div className="bd-scroll">
      <ol className="bd-rank">
        {rows.map((row, at) => {
          const name = groupName(axis, row.group[axis.field], how.language, words.none);
          const tone = toneOf(row.value, tile.thresholds, metric.direction);
          return (
            <li key={idOfGroup(row.group[axis.field])}>
              {numbered ? <span className="dim sm n">{at + 1}</span> : null}
              <span className="bd-r-name">
                <GroupName answer={answer} axis={axis} value={row.group[axis.field]} onPick={onPick} />
              </span>
              <span className="bd-f-track" aria-hidden="true">
                <span
                  className={`bd-f-bar t-${tone}`}
                  style={{ width: `${(Math.abs(size(row.value) ?? 0) / most) * 100}%` }}
                />
              </span>
              <Door
                says={`${name} ${inShort(row.value, metric.unit, how.units)}`}
                onOpen={() => onOpen(metric, row)}
              >
                {inShort(row.value, metric.unit, how.units)}
              </Door>
            </li>
          );
        })}
      </ol>
      {metric.count > rows.length ? (
        <p className="dim sm">{words.cut(String(rows.length), String(metric.count))}</p>
      ) : null}
    </div>
  );
}

/** Figures in rows; a pivot has its second field across. */
export function TableBody({ tile, answer, onOpen, onPick }: BodyProps) {
  const words = useBoardWords();
  const how = useSpeaking();
  const metrics = answer.metrics ?? [];
  const axes = answer.axes ?? [];
  if (tile.kind === "pivot" && metrics.length === 1)
    return <Pivot {...{ tile, answer, onOpen, onPick }} table={false} />;
  const keyOf = (row: Row) => JSON.stringify(axes.map((axis) => idOfGroup(row.group[axis.field])));
  const rows = new Map<string, Row>();
  for (const metric of metrics)
    for (const row of metric.rows) if (!rows.has(keyOf(row))) rows.set(keyOf(row), row);
  const found = metrics.map((metric) => new Map(metric.rows.map((row) => [keyOf(row), row])));
  return (
    <div className="bd-scroll">
      <table className="bd-table">
        <caption className="ch-unseen">{labelIn(how.language, tile.label)}</caption>
        <thead>
          <tr>
            {axes.map((axis) => (
              <th key={axis.field} scope="col">
                {labelIn(how.language, axis.label, axis.field)}
              </th>
            ))}
            {metrics.map((metric) => (
              <th key={metric.key} scope="col" className="r">
                {labelIn(how.language, metric.label, metric.key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows.entries()].map(([key, row]) => (
            <tr key={key}>
              {axes.map((axis, at) => (
                <th key={axis.field} scope={at === 0 ? "row" : undefined}>
                  <GroupName answer={answer} axis={axis} value={row.group[axis.field]} onPick={onPick} />
                </th>
              ))}
              {metrics.map((metric, at) => (
                <Figure
                  key={metric.key}
                  metric={metric}
                  row={found[at]?.get(key)}
                  tile={tile}
                  onOpen={onOpen}
                />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={axes.length}>
              {words.total}
            </th>
            {metrics.map((metric) => (
              <Figure
                key={metric.key}
                metric={metric}
                row={metric.total ?? undefined}
                tile={tile}
                onOpen={onOpen}
              />
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface FigureProps {
  metric: Measured;
  row: Row | undefined;
  tile: BodyProps["tile"];
  onOpen: BodyProps["onOpen"];
}

function Figure({ metric, row, tile, onOpen }: FigureProps) {
  const how = useSpeaking();
  if (!row || row.value === null) return <td className="r n dim">—</td>;
  const tone = toneOf(row.value, tile.thresholds, metric.direction);
  return (
    <td className={`r n ${tone === "bad" ? "risk" : ""}`}>
      <Door says={inShort(row.value, metric.unit, how.units)} onOpen={() => onOpen(metric, row)}>
        {inShort(row.value, metric.unit, how.units)}
      </Door>
    </td>
  );
}

function Pivot({ tile, answer, onOpen, onPick }: BodyProps) {
  const words = useBoardWords();
  const how = useSpeaking();
  const { lines, columns, at } = cellsOf(answer, how);
  const [metric] = answer.metrics ?? [];
  return (
    <div className="bd-scroll">
      <table className="bd-table">
        <caption className="ch-unseen">{labelIn(how.language, tile.label)}</caption>
        <thead>
          <tr>
            <th scope="col">{labelIn(how.language, answer.axes?.[0]?.label)}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className="r">
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
                return metric ? (
                  <Figure key={column.key} metric={metric} row={found?.row} tile={tile} onOpen={onOpen} />
                ) : null;
              })}
            </tr>
          ))}
        </tbody>
        {metric?.total ? (
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              <td colSpan={Math.max(0, columns.length - 1)} />
              <Figure metric={metric} row={metric.total} tile={tile} onOpen={onOpen} />
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
