import { useLabel, useLanguage } from "@/app/language";
import { change, exactly, glance, newest, size, toneOf } from "./said";
import type { Answer, Board, Measured, Row, Tile } from "./shapes";
import { useBoardWords } from "./words";
import "./phone.css";

interface PhoneGridProps {
  board: Board;
  answers: Answer[] | undefined;
  onOpen: (tile: Tile, metric: Measured, row: Row) => void;
}

/** The director's board: up to twelve figures, one or two in a row. Every tile comes down to one figure. */
export function PhoneGrid({ board, answers, onOpen }: PhoneGridProps) {
  const tiles = (board.phone ?? []).flatMap((id) => board.tiles.find((tile) => tile.id === id) ?? []);
  return (
    <ul className={board.columns === 2 ? "ph-grid two" : "ph-grid"}>
      {tiles.map((tile) => (
        <li key={tile.id} data-tile={tile.id}>
          <PhoneTile tile={tile} answer={answers?.find((each) => each.id === tile.id)} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

/** The one figure of a tile: its whole where it is divided, else the newest part. */
export function figureOf(answer: Answer): { metric: Measured; row: Row } | null {
  const metric = answer.metrics?.[0];
  if (!metric) return null;
  const row = metric.total ?? newest(metric.rows);
  return row ? { metric, row } : null;
}

function PhoneTile({
  tile,
  answer,
  onOpen,
}: {
  tile: Tile;
  answer: Answer | undefined;
  onOpen: PhoneGridProps["onOpen"];
}) {
  const words = useBoardWords();
  const label = useLabel();
  const language = useLanguage();
  const name = label(tile.label, tile.id);
  const found = answer && !answer.refusal ? figureOf(answer) : null;
  if (!found)
    return (
      <div className="ph-tile off">
        <span className="ph-name">{name}</span>
        <span className="sm mut">{answer?.refusal ? words.closed : answer ? words.nothing : "…"}</span>
      </div>
    );
  const { metric, row } = found;
  const said = glance(row.value, metric.unit, words.units);
  const tone = toneOf(row.value, tile.thresholds, metric.direction);
  const moved = change(row, metric.unit, metric.direction);
  return (
    <button
      type="button"
      className={`ph-tile ${tone}`}
      aria-label={words.open(name, exactly(row.value, metric.unit, words.units, language))}
      onClick={() => onOpen(tile, metric, row)}
    >
      <span className="ph-name">{name}</span>
      <span className="ph-fig n">
        {said ? said.n : "—"}
        {said?.unit ? <span className="u">{said.unit}</span> : null}
      </span>
      <span className="ph-foot sm">
        {moved ? (
          <span className={moved.better === null ? "dim" : moved.better ? "ok" : "risk"}>
            {moved.better === null ? "" : moved.text.startsWith("+") ? "↑" : "↓"}
            {moved.text.replace(/^[+−-]/, "")}
          </span>
        ) : (
          <span className="dim">{row.period ? "" : words.periods.now}</span>
        )}
        <Line rows={metric.rows} />
      </span>
    </button>
  );
}

/** Its way there, as a line. */
function Line({ rows }: { rows: Row[] }) {
  const values = rows.map((row) => size(row.value) ?? 0);
  if (values.length < 3 || rows.some((row) => Object.keys(row.group).length > 0)) return null;
  const low = Math.min(...values);
  const reach = Math.max(...values) - low || 1;
  const points = values.map(
    (value, at) => `${(at / (values.length - 1)) * 58 + 1},${17 - ((value - low) / reach) * 14}`,
  );
  return (
    <svg className="ph-line" viewBox="0 0 60 20" aria-hidden="true">
      <polyline points={points.join(" ")} />
    </svg>
  );
}
