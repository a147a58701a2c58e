import {
  DndContext,
  PointerSensor,
  useDraggable,
  useSensor,
  useSensors,
  type DragMoveEvent,
} from "@dnd-kit/core";
import { useRef, useState, type KeyboardEvent } from "react";
import { useLabel } from "@/app/language";
import { Icon } from "@/ui";
import type { Answer, Spot, Tile } from "../shapes";
import { TileView } from "../tile";
import { useDesignWords } from "../words/design";
import { COLUMNS, put } from "./layout";

interface CanvasProps {
  tiles: Tile[];
  answers: Answer[] | undefined;
  chosen: string | null;
  onChoose: (id: string) => void;
  onPut: (id: string, spot: Spot) => void;
}

const ROW = 40;
const GAP_X = 28;
const GAP_Y = 8;

/** Tiles to be moved and sized: by hand, or by arrow keys on the same two handles. */
export function Canvas({ tiles, answers, chosen, onChoose, onPut }: CanvasProps) {
  const words = useDesignWords();
  const frame = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<{ id: string; spot: Spot } | null>(null);
  const [told, setTold] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 3 } }));
  const shown = held ? put(tiles, held.id, held.spot) : tiles;
  const cells = (event: DragMoveEvent): { id: string; spot: Spot } | null => {
    const [how, id = ""] = String(event.active.id).split(":");
    const tile = tiles.find((each) => each.id === id);
    const wide = frame.current?.clientWidth ?? 0;
    if (!tile || wide === 0) return null;
    const x = Math.round(event.delta.x / ((wide + GAP_X) / COLUMNS));
    const y = Math.round(event.delta.y / (ROW + GAP_Y));
    const spot =
      how === "size"
        ? { ...spotOf(tile), w: Math.min(COLUMNS - tile.x, tile.w + x), h: tile.h + y }
        : { ...spotOf(tile), x: tile.x + x, y: tile.y + y };
    return { id, spot };
  };
  const onKey = (tile: Tile, how: "move" | "size", event: KeyboardEvent) => {
    const [x, y] = ARROWS[event.key] ?? [0, 0];
    if (x === 0 && y === 0) return;
    event.preventDefault();
    const at = spotOf(tile);
    const next = how === "size" ? { ...at, w: at.w + x, h: at.h + y } : { ...at, x: at.x + x, y: at.y + y };
    onPut(tile.id, next);
    const there = put(tiles, tile.id, next).find((each) => each.id === tile.id) ?? tile;
    setTold(words.at(there.x + 1, there.y + 1, there.w, there.h));
  };
  return (
    <DndContext
      sensors={sensors}
      onDragMove={(event) => setHeld(cells(event))}
      onDragCancel={() => setHeld(null)}
      onDragEnd={(event) => {
        const found = cells(event);
        if (found) onPut(found.id, found.spot);
        setHeld(null);
      }}
    >
      <div className="bd-grid bd-canvas" ref={frame}>
        {[...shown]
          .sort((a, b) => a.y - b.y || a.x - b.x)
          .map((tile) => (
            <Held
              key={tile.id}
              tile={tile}
              answer={answers?.find((each) => each.id === tile.id)}
              chosen={tile.id === chosen}
              lifted={held?.id === tile.id}
              onChoose={() => onChoose(tile.id)}
              onKey={(how, event) => onKey(tile, how, event)}
            />
          ))}
      </div>
      <p className="ch-unseen" aria-live="polite">
        {told}
      </p>
    </DndContext>
  );
}

const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const spotOf = ({ x, y, w, h }: Spot): Spot => ({ x, y, w, h });

interface HeldProps {
  tile: Tile;
  answer: Answer | undefined;
  chosen: boolean;
  lifted: boolean;
  onChoose: () => void;
  onKey: (how: "move" | "size", event: KeyboardEvent) => void;
}

function Held({ tile, answer, chosen, lifted, onChoose, onKey }: HeldProps) {
  const words = useDesignWords();
  const label = useLabel();
  const name = label(tile.label, tile.id);
  const move = useDraggable({ id: `move:${tile.id}` });
  const size = useDraggable({ id: `size:${tile.id}` });
  return (
    <div
      className={["bd-at", "bd-held", chosen ? "on" : "", lifted ? "up" : ""].join(" ").trim()}
      style={{ gridColumn: `${tile.x + 1} / span ${tile.w}`, gridRow: `${tile.y + 1} / span ${tile.h}` }}
      onClick={onChoose}
    >
      <TileView tile={tile} answer={answer} onOpen={onChoose} />
      <button
        type="button"
        ref={move.setNodeRef}
        {...move.listeners}
        className="bd-grip"
        aria-label={words.move(name)}
        onFocus={onChoose}
        onKeyDown={(event) => onKey("move", event)}
      >
        <Icon name="grip" size="s" />
      </button>
      <button
        type="button"
        ref={size.setNodeRef}
        {...size.listeners}
        className="bd-size"
        aria-label={words.resize(name)}
        onFocus={onChoose}
        onKeyDown={(event) => onKey("size", event)}
      />
    </div>
  );
}
