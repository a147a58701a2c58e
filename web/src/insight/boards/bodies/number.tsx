import { Door } from "@/ui";
import { labelIn } from "@/app/language";
import { change, exactly, glance, newest, size, toneOf } from "../said";
import type { Measured, Row, Tile } from "../shapes";
import { useBoardWords } from "../words";
import { type BodyProps, useSpeaking } from "./body";

/** One figure, how it moved, and its way there. */
export function NumberBody({ tile, answer, onOpen }: BodyProps) {
  const words = useBoardWords();
  const how = useSpeaking();
  const metric = answer.metrics?.[0];
  const row = metric ? newest(metric.rows) : undefined;
  if (!metric || !row) return <p className="mut sm">{words.nothing}</p>;
  const said = glance(row.value, metric.unit, how.units);
  const tone = toneOf(row.value, tile.thresholds, metric.direction);
  const name = labelIn(how.language, tile.label, tile.id);
  return (
    <div className={`bd-num ${tone}`}>
      <Door
        says={`${name} ${exactly(row.value, metric.unit, how.units, how.language)}`}
        onOpen={() => onOpen(metric, row)}
      >
        <span className="fig">
          {said ? said.n : "—"}
          {said?.unit ? <span className="u">{said.unit}</span> : null}
        </span>
      </Door>
      <Spark rows={metric.rows} tile={tile} tone={tone} />
      <Moved tile={tile} metric={metric} row={row} />
    </div>
  );
}

/** The line it holds or misses, or what it was before. */
function Moved({ tile, metric, row }: { tile: Tile; metric: Measured; row: Row }) {
  const words = useBoardWords();
  const { units } = useSpeaking();
  const moved = change(row, metric.unit, metric.direction);
  const line = tile.thresholds?.good;
  const unit = units[metric.unit];
  return (
    <p className="bd-moved sm">
      {line ? (
        <span className="dim">
          {words.target} {metric.direction === "more" ? "≥" : "≤"} {line}
          {unit === "%" ? "%" : unit ? ` ${unit}` : ""}
        </span>
      ) : null}
      {moved ? (
        <span className={moved.better === null ? "dim" : moved.better ? "good" : "risk"}>
          {moved.better === null ? "" : moved.text.startsWith("+") ? "↑" : "↓"}{" "}
          {moved.text.replace(/^[+−-]/, "")}{" "}
          <span className="dim">{tile.compare === "year" ? words.year : words.before}</span>
        </span>
      ) : null}
    </p>
  );
}

const WIDE = 120;
const TALL = 26;

/** The way to the figure, too small to read: it is only shape, the table of the tile has the figures. */
function Spark({ rows, tile, tone }: { rows: Row[]; tile: Tile; tone: string }) {
  const values = rows.map((row) => size(row.value));
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 3) return null;
  const line = tile.thresholds?.good ? Number(tile.thresholds.good) : null;
  const all = line === null ? known : [...known, line];
  const low = Math.min(...all);
  const reach = Math.max(...all) - low || 1;
  const x = (at: number) => (at / Math.max(1, values.length - 1)) * (WIDE - 4) + 2;
  const y = (value: number) => TALL - 3 - ((value - low) / reach) * (TALL - 6);
  const points = values.flatMap((value, at) =>
    value === null ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`],
  );
  return (
    <svg
      className={`bd-spark ${tone}`}
      viewBox={`0 0 ${WIDE} ${TALL}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {line === null ? null : <line className="line" x1="0" x2={WIDE} y1={y(line)} y2={y(line)} />}
      <polyline points={points.join(" ")} />
    </svg>
  );
}
