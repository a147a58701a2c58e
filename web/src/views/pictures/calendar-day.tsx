import { useDraggable, useDroppable } from "@dnd-kit/core";
import { Link } from "react-router";
import { clock, date, number } from "@/app/format";
import { useLabel, type Label } from "@/app/language";
import type { Field, Filter, ObjectShape, RecordRow } from "@/app/shapes";
import { conditionsOf, filterOf, listAddress } from "@/records/ask";
import { inkOf } from "../grouped";
import { useViewWords } from "../words";
import { within } from "./days";
import { titleOf } from "./title";

interface CalendarDayProps {
  shape: ObjectShape;
  by: Field;
  colour: Field | undefined;
  day: string;
  rows: RecordRow[];
  /** How many there are, also those that were not read. */
  total: number;
  filter: Filter | null;
  /** What the working calendar says of a day that is not as its weekday is. */
  mark: { working: boolean; label: Label } | undefined;
  outside: boolean;
  today: boolean;
  fixed: boolean;
}

/** Entries a day has room for. */
const SHOWN = 4;

export function CalendarDay(props: CalendarDayProps) {
  const { shape, by, colour, day, rows, total, filter, mark, outside, today, fixed } = props;
  const words = useViewWords();
  const label = useLabel();
  const { setNodeRef, isOver } = useDroppable({ id: day });
  const shown = rows.slice(0, total > SHOWN ? SHOWN - 1 : SHOWN);
  const rest = total - shown.length;
  const asked = filterOf([...conditionsOf(filter), within(by, day, day)]);
  const look = ["cal-d", outside ? "out" : "", today ? "today" : "", isOver ? "over" : ""];
  return (
    <section
      ref={setNodeRef}
      className={look.filter(Boolean).join(" ")}
      aria-label={words.calendar.day(date(day), number(total))}
      data-day={day}
    >
      <p className="cal-n n">
        <b>{Number(day.slice(8))}</b>
        {mark ? (
          <span className={mark.working ? "sm mut" : "sm jade"} title={label(mark.label)}>
            {mark.working ? words.calendar.worked : words.calendar.free}
          </span>
        ) : null}
      </p>
      <ul>
        {shown.map((row) => (
          <li key={row.id}>
            <Dragged shape={shape} by={by} colour={colour} row={row} fixed={fixed} />
          </li>
        ))}
      </ul>
      {rest > 0 ? (
        <Link className="sm cal-r n" to={listAddress(shape.name, asked, by.name)}>
          {words.calendar.more(number(rest))}
        </Link>
      ) : null}
    </section>
  );
}

interface EntryProps {
  shape: ObjectShape;
  by: Field;
  colour: Field | undefined;
  row: RecordRow;
  lifted?: boolean;
}

function Dragged({ fixed, ...entry }: EntryProps & { fixed: boolean }) {
  const { attributes, listeners, setNodeRef, isDragging } = useDraggable({
    id: entry.row.id,
    data: { row: entry.row },
    disabled: fixed,
  });
  const { role: _, ...rest } = attributes;
  return (
    <div ref={setNodeRef} className={isDragging ? "gone" : undefined} {...(fixed ? {} : listeners)}>
      <Entry {...entry} {...(fixed ? {} : { held: rest["aria-describedby"] })} />
    </div>
  );
}

/** One record on its day: the hour where it has one, and its name. */
export function Entry({ shape, by, colour, row, lifted, held }: EntryProps & { held?: string }) {
  const ink = inkOf(colour, colour ? row[colour.name] : null);
  const at = row[by.name];
  return (
    <Link
      className={lifted ? "cal-e lifted" : "cal-e"}
      style={ink ? { boxShadow: `inset 3px 0 0 ${ink}` } : undefined}
      to={`/o/${shape.name}/${row.id}`}
      title={titleOf(shape, row)}
      draggable={false}
      {...(held ? { "aria-describedby": held } : {})}
    >
      {by.type === "time" && typeof at === "string" ? <span className="n mut">{clock(at)}</span> : null}
      <span className="clip">{titleOf(shape, row)}</span>
    </Link>
  );
}
