import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  rectIntersection,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
} from "@dnd-kit/core";
import { useState } from "react";
import { useLabel } from "@/app/language";
import { useAggregate, type AggregateRow, type Measures } from "@/app/queries";
import type { Filter, ObjectShape, Process, ProcessNode, RecordRow } from "@/app/shapes";
import { useDeskWords } from "@/desk/words";
import { BoardColumn } from "./board-column";
import { CardFace } from "./card";

interface BoardProps {
  shape: ObjectShape;
  /** The columns: stations of a process, or the choices of another field in their place. */
  process: Pick<Process, "nodes">;
  /** The field the columns stand for. */
  by?: string;
  filter: Filter | null;
  /** Columns shown only while records stand in them. */
  past?: ProcessNode[];
  /** A move on its way to the server; its card waits, pale, where it was dropped. */
  pending: { row: RecordRow; to: string } | null;
  readOnly: boolean;
  onMove: (row: RecordRow, to: string) => void;
}

/** The arrow keys step whole columns. */
const byColumn: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const width = [...context.droppableRects.values()][0]?.width ?? 200;
  if (event.code === "ArrowRight") return { ...currentCoordinates, x: currentCoordinates.x + width + 12 };
  if (event.code === "ArrowLeft") return { ...currentCoordinates, x: currentCoordinates.x - width - 12 };
  return undefined;
};

const under: CollisionDetection = (args) => {
  const found = pointerWithin(args);
  return found.length > 0 ? found : rectIntersection(args);
};

/** What is won may have a way still to go. */
const goesOn = (nodes: ProcessNode[], at: number): boolean =>
  nodes.slice(at + 1).some((node) => node.end !== "lost");

const NONE: AggregateRow = { n: 0 };

const rowOf = (value: unknown): RecordRow | null =>
  typeof value === "object" && value !== null && "row" in value ? (value.row as RecordRow) : null;

export function Board(props: BoardProps) {
  const { shape, process, by = "stage", filter, past = [], pending, readOnly, onMove } = props;
  const words = useDeskWords();
  const label = useLabel();
  const [lifted, setLifted] = useState<RecordRow | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byColumn }),
  );
  const sums = shape.fields.some((field) => field.name === "amount");
  const measures: Measures = sums ? { n: ["count"], sum: ["sum", "amount"] } : { n: ["count"] };
  const { data: totals } = useAggregate(shape.name, { filter, group: [by], measures });
  const held = past.filter((node) => totals?.some((each) => each[by] === node.key && Number(each.n) > 0));
  const end = process.nodes.findIndex((node) => node.end !== null);
  const nodes = [...process.nodes.slice(0, end), ...held, ...process.nodes.slice(end)];
  const shown = held.length > 0 ? nodes : process.nodes;
  const drop = ({ active, over }: DragEndEvent) => {
    const row = rowOf(active.data.current);
    setLifted(null);
    if (row && over && over.id !== (row[by] ?? "")) onMove(row, String(over.id));
  };
  const name = (row: RecordRow | null) => String(row?.[shape.title] ?? "");
  const column = (id: unknown) => {
    const node = shown.find((each) => each.key === id);
    return label(node?.label, String(id));
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={under}
      accessibility={{
        screenReaderInstructions: { draggable: words.board.dragHelp },
        announcements: {
          onDragStart: ({ active }) => words.board.lifted(name(rowOf(active.data.current))),
          onDragOver: ({ over }) => (over ? words.board.overColumn(column(over.id)) : undefined),
          onDragEnd: ({ active, over }) =>
            over
              ? words.board.dropped(name(rowOf(active.data.current)), column(over.id))
              : words.board.cancelled,
          onDragCancel: () => words.board.cancelled,
        },
      }}
      onDragStart={({ active }) => setLifted(rowOf(active.data.current))}
      onDragCancel={() => setLifted(null)}
      onDragEnd={drop}
    >
      <div className="board" style={{ gridTemplateColumns: `repeat(${shown.length}, minmax(196px, 1fr))` }}>
        {shown.map((node, at) => (
          <BoardColumn
            key={node.key}
            shape={shape}
            node={node}
            ended={node.end === "lost" || (node.end !== null && !goesOn(shown, at))}
            filter={filter}
            by={by}
            total={totals && (totals.find((each) => (each[by] ?? "") === node.key) ?? NONE)}
            pending={pending}
            readOnly={readOnly}
          />
        ))}
      </div>
      <DragOverlay dropAnimation={null}>
        {lifted ? <CardFace shape={shape} row={lifted} limit={null} lifted /> : null}
      </DragOverlay>
    </DndContext>
  );
}
