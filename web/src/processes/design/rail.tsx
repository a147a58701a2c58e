import {
  DndContext,
  DragOverlay,
  PointerSensor,
  closestCenter,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { useState, type KeyboardEvent } from "react";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Button, Icon } from "@/ui";
import type { NodeDraft, ProcessDraft } from "./api";
import { useProcessWords } from "./words";

interface RailProps {
  process: ProcessDraft;
  picked: number;
  faults: Record<string, string>;
  flight: ReadonlyMap<string, number>;
  onPick: (at: number) => void;
  onMove: (from: number, to: number) => void;
  onAdd: () => void;
}

/** The nodes from the first to the last: drag one, or step it with Alt and the arrows. */
export function Rail({ process, picked, faults, flight, onPick, onMove, onAdd }: RailProps) {
  const words = useProcessWords();
  const label = useLabel();
  const [lifted, setLifted] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 5 } }));
  const name = (at: number) => label(process.nodes[at]?.label, process.nodes[at]?.key ?? "");
  const move = (from: number, to: number) => {
    if (to < 0 || to >= process.nodes.length || from === to) return;
    setSaid(words.moved(name(from), number(to + 1)));
    onMove(from, to);
  };
  const drop = ({ active, over }: DragEndEvent) => {
    setLifted(null);
    if (over) move(Number(active.id), Number(over.id));
  };
  return (
    <aside className="dg-left" aria-label={words.rail}>
      <h2>
        {words.rail} <span className="dim n">{number(process.nodes.length)}</span>
      </h2>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragStart={({ active }) => setLifted(Number(active.id))}
        onDragCancel={() => setLifted(null)}
        onDragEnd={drop}
      >
        <ol className="pd-rail">
          {process.nodes.map((node, at) => (
            <Stop
              key={node.key}
              node={node}
              at={at}
              name={name(at)}
              picked={at === picked}
              bad={Object.keys(faults).some((place) => place.startsWith(`nodes.${at}.`))}
              records={flight.get(node.key) ?? 0}
              above={lifted !== null && lifted > at}
              onPick={() => onPick(at)}
              onStep={(by) => move(at, at + by)}
            />
          ))}
        </ol>
        <DragOverlay dropAnimation={null}>
          {lifted === null ? null : <div className="dg-lifted">{name(lifted)}</div>}
        </DragOverlay>
      </DndContext>
      <Button small icon="plus" onClick={onAdd}>
        {words.addNode}
      </Button>
      <p className="off-screen" role="status">
        {said}
      </p>
    </aside>
  );
}

interface StopProps {
  node: NodeDraft;
  at: number;
  name: string;
  picked: boolean;
  bad: boolean;
  records: number;
  /** What is being dragged would come to stand above this one. */
  above: boolean;
  onPick: () => void;
  onStep: (by: 1 | -1) => void;
}

function Stop({ node, at, name, picked, bad, records, above, onPick, onStep }: StopProps) {
  const words = useProcessWords();
  const drag = useDraggable({ id: at });
  const { setNodeRef, isOver } = useDroppable({ id: at });
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onStep(event.key === "ArrowUp" ? -1 : 1);
  };
  const over = isOver && !drag.isDragging ? (above ? "over up" : "over") : "";
  const mark = [picked ? "on" : "", bad ? "bad" : "", drag.isDragging ? "gone" : "", over];
  const end = node.end ? words.ends[node.end] : at === 0 ? words.start : "";
  return (
    <li
      ref={(element) => {
        setNodeRef(element);
        drag.setNodeRef(element);
      }}
      className={mark.filter(Boolean).join(" ")}
      data-node={node.key}
      onPointerDown={drag.listeners?.onPointerDown as never}
    >
      <span className={node.end ? `pd-num ${node.end}` : "pd-num"}>{number(at + 1)}</span>
      <button
        type="button"
        className="pd-stop"
        aria-pressed={picked}
        title={words.grip(name)}
        onClick={onPick}
        onKeyDown={onKeyDown}
      >
        <span className="clip">{name}</span>
        <span className="sm dim clip">
          {[end, ...(records > 0 ? [words.flight(number(records))] : [])].filter(Boolean).join(" · ")}
        </span>
      </button>
      <span className="pd-acts">
        <button type="button" className="tap" aria-label={`${words.up}: ${name}`} onClick={() => onStep(-1)}>
          <Icon name="up" size="s" />
        </button>
        <button type="button" className="tap" aria-label={`${words.down}: ${name}`} onClick={() => onStep(1)}>
          <Icon name="down" size="s" />
        </button>
      </span>
    </li>
  );
}
