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
import { addDays, companyDay, monthName, number, weekday } from "@/app/format";
import { useAggregate, useMe, useRecords } from "@/app/queries";
import type { Field, Filter, ObjectShape, RecordRow } from "@/app/shapes";
import { useCalendarYear } from "@/calendar/queries";
import { conditionsOf, filterOf } from "@/records/ask";
import { Button, Failed, Icon } from "@/ui";
import type { Moving } from "../choice-board";
import { useViewWords } from "../words";
import { CalendarDay, Entry } from "./calendar-day";
import { dayOf, monthsOn, movedTo, weeksOf, within } from "./days";
import { titleOf } from "./title";
import "./calendar.css";

interface CalendarProps {
  shape: ObjectShape;
  by: Field;
  colour: Field | undefined;
  filter: Filter | null;
  moving: Moving;
  readOnly: boolean;
}

/** As many records of a month as are drawn; what is more is counted, and one press away. */
const MOST = 500;

const under: CollisionDetection = (args) => {
  const found = pointerWithin(args);
  return found.length > 0 ? found : rectIntersection(args);
};

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 };

/** The arrow keys step whole days, from Sunday on to Monday. */
const byDay: KeyboardCoordinateGetter = (event, { context: { over, droppableRects } }) => {
  const step = STEPS[event.code];
  const cell = over && step ? droppableRects.get(addDays(String(over.id), step)) : undefined;
  return cell ? { x: cell.left + 4, y: cell.top + 22 } : undefined;
};

const KEYS = { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] };

const rowOf = (value: unknown): RecordRow | null =>
  typeof value === "object" && value !== null && "row" in value ? (value.row as RecordRow) : null;

/** A month of records, each on the day its field says; dragged to another day, the door decides. */
export function Calendar({ shape, by, colour, filter, moving, readOnly }: CalendarProps) {
  const words = useViewWords();
  const now = useMe().data?.now ?? new Date().toISOString();
  const today = companyDay(now);
  const [month, setMonth] = useState(today.slice(0, 7));
  const [lifted, setLifted] = useState<RecordRow | null>(null);
  const weeks = weeksOf(month);
  const [first = today, last = today] = [weeks[0]?.[0], weeks.at(-1)?.[6]];
  const asked = filterOf([...conditionsOf(filter), within(by, first, last)]);
  const records = useRecords(shape.name, { filter: asked, sort: by.name, limit: MOST });
  const counts = useAggregate(shape.name, {
    filter: asked,
    group: [{ field: by.name, by: "day" }],
    measures: { n: ["count"] },
  });
  const year = useCalendarYear(month.slice(0, 4)).data;
  const holidays = new Map(year?.days.map((each) => [each.day, each]));
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byDay, keyboardCodes: KEYS }),
  );
  const held = records.data?.pages[0]?.items ?? [];
  const rows = moving.pending ? held.map((row) => shifted(row, moving.pending, by)) : held;
  const total = new Map((counts.data ?? []).map((row) => [String(row[by.name]), Number(row.n)]));
  const of = (day: string) => rows.filter((row) => dayOf(row, by) === day);
  const fixed = readOnly || !by.writable || !shape.can.write;
  const drop = ({ active, over }: DragEndEvent) => {
    const row = rowOf(active.data.current);
    setLifted(null);
    if (row && over && over.id !== dayOf(row, by)) void moving.move(row, movedTo(row, by, String(over.id)));
  };
  const name = (row: RecordRow | null) => (row ? titleOf(shape, row) : "");
  return (
    <div className="cal">
      <header className="row cal-h">
        <h2 className="n">{monthName(month)}</h2>
        <button
          type="button"
          className="tap"
          aria-label={words.calendar.before}
          onClick={() => setMonth(monthsOn(month, -1))}
        >
          <Icon name="left" />
        </button>
        <Button small onClick={() => setMonth(today.slice(0, 7))}>
          {words.calendar.today}
        </Button>
        <button
          type="button"
          className="tap"
          aria-label={words.calendar.after}
          onClick={() => setMonth(monthsOn(month, 1))}
        >
          <Icon name="right" />
        </button>
        <span className="grow" />
        {records.isFetching ? <span className="sm dim">{words.calendar.loading}</span> : null}
      </header>
      {records.error ? <Failed cause={records.error} onRetry={() => void records.refetch()} /> : null}
      <DndContext
        sensors={sensors}
        collisionDetection={under}
        accessibility={{
          screenReaderInstructions: { draggable: words.calendar.dragHelp },
          announcements: {
            onDragStart: ({ active }) => words.calendar.lifted(name(rowOf(active.data.current))),
            onDragOver: ({ over }) => (over ? String(over.id) : undefined),
            onDragEnd: ({ active, over }) =>
              over ? words.calendar.dropped(name(rowOf(active.data.current)), String(over.id)) : undefined,
            onDragCancel: () => words.calendar.left,
          },
        }}
        onDragStart={({ active }) => setLifted(rowOf(active.data.current))}
        onDragCancel={() => setLifted(null)}
        onDragEnd={drop}
      >
        <div className="cal-w" aria-hidden="true">
          {weeks[0]?.map((day) => (
            <span key={day}>{weekday(day)}</span>
          ))}
        </div>
        <div className="cal-g" style={{ gridTemplateRows: `repeat(${weeks.length}, minmax(92px, 1fr))` }}>
          {weeks.flat().map((day) => (
            <CalendarDay
              key={day}
              shape={shape}
              by={by}
              colour={colour}
              day={day}
              rows={of(day)}
              total={total.get(day) ?? of(day).length}
              filter={filter}
              mark={holidays.get(day)}
              outside={day.slice(0, 7) !== month}
              today={day === today}
              fixed={fixed}
            />
          ))}
        </div>
        <DragOverlay dropAnimation={null}>
          {lifted ? <Entry shape={shape} by={by} colour={colour} row={lifted} lifted /> : null}
        </DragOverlay>
      </DndContext>
      {records.hasNextPage ? (
        <p className="sm mut cal-f">
          <Icon name="info" size="s" /> {words.calendar.most(number(MOST))}
        </p>
      ) : null}
    </div>
  );
}

/** A record on its way to another day, as if it were there. */
const shifted = (row: RecordRow, pending: Moving["pending"], by: Field): RecordRow =>
  pending?.row.id === row.id ? { ...row, [by.name]: pending.to } : row;
