import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { Link } from "react-router";
import { number } from "@/app/format";
import { useCount, useRecords } from "@/app/queries";
import type { Field, Filter, ObjectShape, RecordRow } from "@/app/shapes";
import { isPlace } from "@/app/values";
import { conditionsOf, filterOf } from "@/records/ask";
import { Button, Empty, Failed, Icon, Loading } from "@/ui";
import { inkOf } from "../grouped";
import { useViewWords } from "../words";
import { MapGround } from "./map-ground";
import {
  around,
  clustered,
  LEAST_SCALE,
  MOST_SCALE,
  project,
  type Cluster,
  type Look,
  type Point,
} from "./plane";
import { titleOf } from "./title";
import "./map.css";

interface MapViewProps {
  shape: ObjectShape;
  by: Field;
  colour: Field | undefined;
  filter: Filter | null;
}

interface Spot {
  at: Point;
  item: RecordRow;
}

const MOST = 500;
const LISTED = 60;

/** Records at their places, on a grid of our own: nothing is asked of anybody outside. */
export function MapView({ shape, by, colour, filter }: MapViewProps) {
  const words = useViewWords();
  const asked = filterOf([...conditionsOf(filter), [by.name, "empty", false]]);
  const records = useRecords(shape.name, { filter: asked, limit: MOST });
  const unplaced = useCount(shape.name, {
    filter: filterOf([...conditionsOf(filter), [by.name, "empty", true]]),
  });
  const rows = records.data?.pages[0]?.items;
  const spots = useMemo(
    () =>
      (rows ?? []).flatMap((row): Spot[] => {
        const place = row[by.name];
        return isPlace(place) ? [{ at: project(place), item: row }] : [];
      }),
    [rows, by.name],
  );
  if (records.error) return <Failed cause={records.error} onRetry={() => void records.refetch()} />;
  if (!rows) return <Loading lines={9} />;
  if (spots.length === 0) return <Empty title={words.map.none}>{words.map.noneText}</Empty>;
  return (
    <div className="mp">
      <Plane key={by.name} shape={shape} colour={colour} spots={spots} />
      <p className="sm mut cal-f">
        {records.hasNextPage ? <span>{words.map.most(number(MOST))} </span> : null}
        {unplaced.data ? <span>{words.map.unplaced(number(unplaced.data))}</span> : null}
      </p>
    </div>
  );
}

function useSize() {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const frame = box.current;
    if (!frame) return undefined;
    const watch = new ResizeObserver(() => setSize({ width: frame.clientWidth, height: frame.clientHeight }));
    watch.observe(frame);
    return () => watch.disconnect();
  }, []);
  return { box, ...size };
}

function Plane({ shape, colour, spots }: { shape: ObjectShape; colour: Field | undefined; spots: Spot[] }) {
  const words = useViewWords();
  const { box, width, height } = useSize();
  const [own, setLook] = useState<Look | null>(null);
  const [open, setOpen] = useState<readonly RecordRow[] | null>(null);
  const whole = useMemo(
    () =>
      around(
        spots.map((each) => each.at),
        width,
        height,
      ),
    [spots, width, height],
  );
  const look = own ?? whole;
  const on = (at: Point) => ({
    x: (at.x - look.x) * look.scale + width / 2,
    y: (at.y - look.y) * look.scale + height / 2,
  });
  const zoom = (factor: number, at = { x: width / 2, y: height / 2 }) => {
    const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, look.scale * factor));
    const [dx, dy] = [at.x - width / 2, at.y - height / 2];
    const under = { x: look.x + dx / look.scale, y: look.y + dy / look.scale };
    setLook({ x: under.x - dx / scale, y: under.y - dy / scale, scale });
  };
  const pan = (dx: number, dy: number) =>
    setLook({ ...look, x: look.x - dx / look.scale, y: look.y - dy / look.scale });
  const inside = spots.filter(({ at }) => {
    const { x, y } = on(at);
    return x >= 0 && x <= width && y >= 0 && y <= height;
  });
  const groups = clustered(inside, look.scale);
  useWheel(box, zoom);
  const keys: Record<string, () => void> = {
    "+": () => zoom(1.6),
    "=": () => zoom(1.6),
    "-": () => zoom(1 / 1.6),
    ArrowLeft: () => pan(80, 0),
    ArrowRight: () => pan(-80, 0),
    ArrowUp: () => pan(0, 80),
    ArrowDown: () => pan(0, -80),
    Home: () => setLook(null),
  };
  const press = (event: KeyboardEvent) => {
    const done = keys[event.key];
    if (!done || event.target !== event.currentTarget) return;
    event.preventDefault();
    done();
  };
  const pick = (group: Cluster<RecordRow>) => {
    const spread = group.items.length > 1 && look.scale < MOST_SCALE / 40;
    if (spread) setLook({ x: group.x, y: group.y, scale: look.scale * 4 });
    setOpen(group.items);
  };
  const listed = open ?? inside.map((each) => each.item);
  return (
    <div className="mp-2">
      <div
        ref={box}
        className="mp-p"
        tabIndex={0}
        role="application"
        aria-label={words.map.how}
        onKeyDown={press}
        {...useDrag(pan)}
      >
        {width > 0 ? <MapGround look={look} width={width} height={height} /> : null}
        {groups.map((group) => (
          <Mark
            key={group.items[0]?.id}
            shape={shape}
            colour={colour}
            group={group}
            at={on(group)}
            onPick={() => pick(group)}
          />
        ))}
        <div className="mp-b">
          <button type="button" className="tap" aria-label={words.map.nearer} onClick={() => zoom(1.6)}>
            <Icon name="plus" />
          </button>
          <button type="button" className="tap" aria-label={words.map.further} onClick={() => zoom(1 / 1.6)}>
            <Icon name="minus" />
          </button>
          <Button small onClick={() => (setLook(null), setOpen(null))}>
            {words.map.whole}
          </Button>
        </div>
      </div>
      <section className="mp-l" aria-label={words.map.list}>
        <p className="sm mut n row">
          <span className="grow">{words.map.seen(number(listed.length))}</span>
          {open ? (
            <Button small kind="quiet" onClick={() => setOpen(null)}>
              {words.map.all}
            </Button>
          ) : null}
        </p>
        <ul className="rel">
          {listed.slice(0, LISTED).map((row) => (
            <li key={row.id}>
              <Link className="clip" to={`/o/${shape.name}/${row.id}`}>
                {titleOf(shape, row)}
              </Link>
              <i className="mp-i" style={{ background: ink(colour, row) }} />
            </li>
          ))}
        </ul>
        {listed.length > LISTED ? (
          <p className="sm mut">{words.map.rest(number(listed.length - LISTED))}</p>
        ) : null}
      </section>
    </div>
  );
}

const ink = (colour: Field | undefined, row: RecordRow | undefined): string =>
  inkOf(colour, colour ? row?.[colour.name] : null) ?? "var(--indigo)";

interface MarkProps {
  shape: ObjectShape;
  colour: Field | undefined;
  group: Cluster<RecordRow>;
  at: Point;
  onPick: () => void;
}

/** One record as a dot that opens it; several as their number, which opens up. */
function Mark({ shape, colour, group, at, onPick }: MarkProps) {
  const words = useViewWords();
  const [first] = group.items;
  const style = { left: at.x, top: at.y };
  if (first && group.items.length === 1) {
    const title = titleOf(shape, first);
    return (
      <Link
        className="mp-m"
        style={style}
        to={`/o/${shape.name}/${first.id}`}
        title={title}
        aria-label={title}
      >
        <i style={{ background: ink(colour, first) }} />
      </Link>
    );
  }
  const size = Math.min(44, 20 + Math.sqrt(group.items.length) * 4);
  return (
    <button
      type="button"
      className="mp-m many n"
      style={{ ...style, width: size, height: size }}
      aria-label={words.map.many(number(group.items.length))}
      onClick={onPick}
    >
      {number(group.items.length)}
    </button>
  );
}

/** The wheel goes nearer and further around the pointer; a listener of its own, so that the page stays. */
function useWheel(box: { current: HTMLDivElement | null }, zoom: (factor: number, at: Point) => void): void {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const frame = box.current;
    if (!frame) return undefined;
    const turn = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      latest.current(Math.exp(-event.deltaY / 400), { x: event.clientX - left, y: event.clientY - top });
    };
    frame.addEventListener("wheel", turn, { passive: false });
    return () => frame.removeEventListener("wheel", turn);
  }, [box]);
}

function useDrag(pan: (dx: number, dy: number) => void) {
  const last = useRef<Point | null>(null);
  return {
    onPointerDown: (event: React.PointerEvent<HTMLDivElement>) => {
      if (event.target instanceof Element && event.target.closest("a, button")) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: React.PointerEvent<HTMLDivElement>) => {
      if (!last.current) return;
      pan(event.clientX - last.current.x, event.clientY - last.current.y);
      last.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      last.current = null;
    },
  };
}
