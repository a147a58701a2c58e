import { useState } from "react";
import { Link } from "react-router";
import { addDays, companyDay, date, monthName, number, shortDay } from "@/app/format";
import { useLanguage, useWords } from "@/app/language";
import { useMe, useRecords } from "@/app/queries";
import type { Field, Filter, ObjectShape, Value } from "@/app/shapes";
import { asText } from "@/app/values";
import { conditionsOf, filterOf } from "@/records/ask";
import { Button, Empty, Failed, Icon, Loading } from "@/ui";
import { inkOf } from "../grouped";
import { useViewWords } from "../words";
import { edge, daysBetween, within } from "./days";
import { barOf, lanes, stretchAt, ticks, ZOOMS, type Bar, type Lane, type Stretch, type Zoom } from "./lanes";
import { titleOf } from "./title";
import "./timeline.css";

interface TimelineProps {
  shape: ObjectShape;
  by: Field;
  until: Field | undefined;
  group: Field | undefined;
  colour: Field | undefined;
  filter: Filter | null;
}

const MOST = 300;
/** The least a bar takes, in hundredths of the width, so that its name can be read. */
const ROOM = 9;

/** What lies in a stretch at least in part. */
function meeting(by: Field, until: Field | undefined, { first, last }: Stretch): Filter {
  if (!until) return within(by, first, last);
  const ends: Filter = ["or", [until.name, ">=", edge(until, first)], [by.name, ">=", edge(by, first)]];
  return ["and", [by.name, "<", edge(by, addDays(last, 1))], ends];
}

/** Records as bars over time, in lanes. */
export function Timeline({ shape, by, until, group, colour, filter }: TimelineProps) {
  const words = useViewWords();
  const now = useMe().data?.now ?? new Date().toISOString();
  const today = companyDay(now);
  const [zoom, setZoom] = useState<Zoom>("months");
  const [around, setAround] = useState(today);
  const stretch = stretchAt(around, zoom);
  const asked = filterOf([...conditionsOf(filter), meeting(by, until, stretch)]);
  const records = useRecords(shape.name, { filter: asked, sort: by.name, limit: MOST });
  const rows = records.data?.pages[0]?.items ?? [];
  const bars = rows.flatMap((row) => barOf(row, by, until, stretch) ?? []);
  const found = lanes(bars, group, ROOM);
  const days = daysBetween(stretch.first, stretch.last) + 1;
  const step = (way: number) => setAround(addDays(around, way * Math.floor(days / 2)));
  const at = today >= stretch.first && today <= stretch.last ? daysBetween(stretch.first, today) : null;
  return (
    <div className="tl">
      <header className="row cal-h">
        <h2 className="n">
          {shortDay(stretch.first)} – {date(stretch.last)}
        </h2>
        <button type="button" className="tap" aria-label={words.timeline.before} onClick={() => step(-1)}>
          <Icon name="left" />
        </button>
        <Button small onClick={() => setAround(today)}>
          {words.calendar.today}
        </Button>
        <button type="button" className="tap" aria-label={words.timeline.after} onClick={() => step(1)}>
          <Icon name="right" />
        </button>
        <span className="grow" />
        <div className="seg" role="group" aria-label={words.timeline.zoom}>
          {ZOOMS.map((each) => (
            <button key={each} type="button" aria-pressed={zoom === each} onClick={() => setZoom(each)}>
              {words.timeline.zooms[each]}
            </button>
          ))}
        </div>
      </header>
      {records.error ? <Failed cause={records.error} onRetry={() => void records.refetch()} /> : null}
      {records.isPending ? <Loading lines={8} /> : null}
      <div className="tl-s">
        <div className="tl-x n" aria-hidden="true">
          {ticks(stretch, zoom).map((tick) => (
            <span key={tick.day} style={{ left: `${tick.at}%` }}>
              {tick.month ? monthName(tick.day.slice(0, 7)) : shortDay(tick.day)}
            </span>
          ))}
        </div>
        <div className="tl-l">
          <div className="tl-k" aria-hidden="true">
            {ticks(stretch, zoom).map((tick) => (
              <i key={tick.day} style={{ left: `${tick.at}%` }} />
            ))}
            {at === null ? null : (
              <i
                className="now"
                style={{ left: `${((at + 0.5) / days) * 100}%` }}
                title={words.calendar.today}
              />
            )}
          </div>
          {found.map((lane) => (
            <LaneRows key={lane.key} shape={shape} lane={lane} group={group} colour={colour} />
          ))}
        </div>
      </div>
      {records.isSuccess && bars.length === 0 ? (
        <Empty title={words.timeline.none}>{words.timeline.noneText}</Empty>
      ) : null}
      {records.hasNextPage ? (
        <p className="sm mut cal-f">
          <Icon name="info" size="s" /> {words.timeline.most(number(MOST))}
        </p>
      ) : null}
    </div>
  );
}

interface LaneRowsProps {
  shape: ObjectShape;
  lane: Lane;
  group: Field | undefined;
  colour: Field | undefined;
}

function LaneRows({ shape, lane, group, colour }: LaneRowsProps) {
  const words = useViewWords();
  const shared = useWords();
  const language = useLanguage();
  const name = !group
    ? null
    : lane.key === ""
      ? words.blank
      : asText(group, lane.value as Value, language, shared);
  const count = lane.rows.reduce((sum, row) => sum + row.length, 0);
  return (
    <section className="tl-g" aria-label={name ?? undefined}>
      {name === null ? null : (
        <h3>
          {name} <span className="n mut">{words.count(number(count))}</span>
        </h3>
      )}
      {lane.rows.map((row) => (
        <ul key={row[0]?.row.id}>
          {row.map((bar) => (
            <BarOf key={bar.row.id} shape={shape} bar={bar} colour={colour} />
          ))}
        </ul>
      ))}
    </section>
  );
}

function BarOf({ shape, bar, colour }: { shape: ObjectShape; bar: Bar; colour: Field | undefined }) {
  const words = useViewWords();
  const title = titleOf(shape, bar.row);
  const ink = inkOf(colour, colour ? bar.row[colour.name] : null) ?? "var(--ink-400)";
  const look = ["tl-b", bar.early ? "early" : "", bar.late ? "late" : ""].filter(Boolean).join(" ");
  return (
    <li className={look} style={{ left: `${bar.left}%`, width: `${bar.width}%` }}>
      <Link
        to={`/o/${shape.name}/${bar.row.id}`}
        title={words.timeline.bar(title, date(bar.from), bar.to === bar.from ? null : date(bar.to))}
      >
        <i style={{ background: ink }} />
        <span>{title}</span>
      </Link>
    </li>
  );
}
