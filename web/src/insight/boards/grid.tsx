import { useMemo } from "react";
import type { Answer, Measured, Pick, Row, Tile } from "./shapes";
import { TileView } from "./tile";

interface GridProps {
  tiles: Tile[];
  answers: Answer[] | undefined;
  onOpen: (tile: Tile, metric: Measured, row: Row) => void;
  onPick?: (pick: Pick) => void;
}

/** Tiles on twelve columns, in the order they are read, which is also the order of Tab. */
export function Grid({ tiles, answers, onOpen, onPick }: GridProps) {
  const ordered = useMemo(() => [...tiles].sort((a, b) => a.y - b.y || a.x - b.x), [tiles]);
  return (
    <div className="bd-grid">
      {ordered.map((tile) => (
        <div
          key={tile.id}
          className="bd-at"
          style={{ gridColumn: `${tile.x + 1} / span ${tile.w}`, gridRow: `${tile.y + 1} / span ${tile.h}` }}
        >
          <TileView
            tile={tile}
            answer={answers?.find((each) => each.id === tile.id)}
            onOpen={(metric, row) => onOpen(tile, metric, row)}
            onPick={onPick}
          />
        </div>
      ))}
    </div>
  );
}
