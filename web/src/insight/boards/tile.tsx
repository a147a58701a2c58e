import { useState } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button } from "@/ui";
import { ChartBody } from "./bodies/chart";
import { HeatBody } from "./bodies/heat";
import { FunnelBody, RankingBody, TableBody } from "./bodies/lists";
import { MapBody } from "./bodies/map";
import { NumberBody } from "./bodies/number";
import type { BodyProps } from "./bodies/body";
import { date } from "@/app/format";
import { periodKey } from "./said";
import type { Answer, Kind, Tile } from "./shapes";
import { useBoardWords } from "./words";
import "./boards.css";

const BODIES: Record<Kind, (props: BodyProps) => React.ReactNode> = {
  number: NumberBody,
  trend: ChartBody,
  bars: ChartBody,
  radar: ChartBody,
  gauge: ChartBody,
  funnel: FunnelBody,
  heat: HeatBody,
  map: MapBody,
  table: TableBody,
  ranking: RankingBody,
  pivot: TableBody,
};
const DRAWN: Kind[] = ["trend", "bars", "radar", "gauge", "funnel", "map"];

interface TileViewProps extends Omit<BodyProps, "answer" | "table"> {
  answer: Answer | undefined;
}

/** One tile: its name, the days it is about, its drawing, and a table of the same. */
export function TileView({ tile, answer, onOpen, onPick }: TileViewProps) {
  const words = useBoardWords();
  const label = useLabel();
  const [table, setTable] = useState(false);
  const Body = BODIES[tile.kind];
  const empty = answer?.metrics?.every((metric) => metric.rows.every((row) => row.value === null));
  return (
    <section className={`bd-tile k-${tile.kind}`} aria-label={label(tile.label, tile.id)} data-tile={tile.id}>
      <header>
        <h2 title={label(tile.label, tile.id)}>{label(tile.label, tile.id)}</h2>
        <span className="sm dim bd-when">
          <When tile={tile} answer={answer} />
        </span>
        {DRAWN.includes(tile.kind) && answer && !answer.refusal ? (
          <Button
            small
            kind="quiet"
            icon={table ? "pic" : "list"}
            aria-label={table ? words.asDrawing : words.asTable}
            title={table ? words.asDrawing : words.asTable}
            onClick={() => setTable(!table)}
          />
        ) : null}
      </header>
      <div className="bd-body">
        {!answer ? (
          <div className="sk bd-sk" />
        ) : answer.refusal ? (
          <div className="bd-closed hatch">
            <p>
              <b>{words.closed}</b>
            </p>
            <p className="sm mut">{answer.refusal.message}</p>
            {answer.refusal.remedy ? <p className="sm dim">{answer.refusal.remedy}</p> : null}
          </div>
        ) : empty ? (
          <div className="bd-none">
            <b>{words.nothing}</b>
            <p className="sm mut">{words.nothingText}</p>
          </div>
        ) : (
          <Body {...{ tile, answer, table, onOpen, onPick }} />
        )}
      </div>
    </section>
  );
}

/** The days, or that it is about now, and what of the board's filters it does not follow. */
function When({ tile, answer }: { tile: Tile; answer: Answer | undefined }) {
  const words = useBoardWords();
  const lost = [...new Set(answer?.metrics?.flatMap((metric) => metric.narrowed_not) ?? [])];
  const named = words.periods[periodKey(tile.period).replace(/^(this:\w+):\w+$/, "$1")];
  const { period } = answer ?? {};
  if (!answer || answer.refusal) return null;
  const days = period ? words.days(date(period.from), date(period.to)) : words.periods.now;
  return (
    <span title={period ? days : undefined}>
      {period ? (tile.kind === "number" && named ? named : (named ?? days)) : days}
      {lost.length > 0 ? ` · ${words.notNarrowed(lost.join("、"))}` : ""}
    </span>
  );
}

/** How many cells tall a board is. */
export const tallness = (tiles: Tile[]): number => Math.max(0, ...tiles.map((tile) => tile.y + tile.h));

export const counted = (count: number): string => number(count);
