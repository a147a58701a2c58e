import type { KeyboardEvent, ReactNode, Ref } from "react";
import { monthName, number, shortDay } from "@/app/format";
import type { Group, Layout, Road, Row } from "./layout";
import { GroupMark, Legend } from "./marks";
import type { Names } from "./names";
import type { Mark } from "./shapes";
import type { Tick } from "./spans";
import { useJourneyWords } from "./words";

/** Where things stand on a wide and on a narrow picture: there a lane's name stands above its line. */
export interface Frame {
  width: number;
  left: number;
  right: number;
  lane: number;
  road: number;
  name: number;
  top: number;
}

const NARROW = 560;
const FOOT = 30;

export const frameOf = (width: number): Frame =>
  width < NARROW
    ? { width, left: 12, right: 12, lane: 44, road: 42, name: 16, top: 82 }
    : { width, left: 128, right: 16, lane: 34, road: 26, name: 0, top: 62 };

export const lineOf = (frame: Frame): number => Math.max(1, frame.width - frame.left - frame.right);

interface PictureProps {
  layout: Layout;
  frame: Frame;
  marks: Mark[];
  caption: string;
  span: string;
  names: Names;
  picked: Group | null;
  hrefOf: (mark: Mark) => string;
  onMark: (mark: Mark) => void;
  onGroup: (group: Group, lane: string) => void;
  ref: Ref<SVGSVGElement>;
}

/** 旅程图: stages of the deals, milestones, and every kind of thing that was done, over time. */
export function JourneyPicture(props: PictureProps) {
  const { layout, frame, marks, caption, span, names, picked, hrefOf, onMark, onGroup, ref } = props;
  const words = useJourneyWords();
  const { rows, roads, ticks } = layout;
  const begin = frame.top + roads.length * frame.road + (roads.length ? 6 : 0);
  const bottom = begin + rows.length * frame.lane;
  const height = bottom + FOOT;
  const alike = sharedStart(roads.map((road) => road.band.title ?? ""));
  const first = rows.find((row) => row.groups.length)?.groups[0]?.key;
  return (
    <svg
      ref={ref}
      className="jn-svg"
      width={frame.width}
      height={height}
      viewBox={`0 0 ${frame.width} ${height}`}
      role="group"
      aria-label={`${caption} ${span}`}
      aria-description={words.keys}
      onKeyDown={walk}
    >
      <rect className="jn-paper" width={frame.width} height={height} />
      <text className="jn-title" x={0} y={18}>
        {caption}
        <tspan className="jn-word" {...(frame.name ? { x: 0, dy: 19 } : { dx: 10 })}>
          {span}
        </tspan>
      </text>
      <Legend marks={marks} y={frame.top - 22} milestone={words.lane.milestone} />
      {ticks.map((tick) => (
        <g key={tick.at} aria-hidden="true">
          <line
            className="jn-grid"
            x1={frame.left + tick.x}
            x2={frame.left + tick.x}
            y1={frame.top}
            y2={bottom}
          />
          <text className="jn-tick" x={frame.left + tick.x} y={bottom + 18}>
            {named(tick)}
          </text>
        </g>
      ))}
      {roads.map((road, at) => (
        <RoadBand
          key={road.band.deal}
          road={road}
          frame={frame}
          y={frame.top + at * frame.road}
          names={names}
          skip={frame.name ? 0 : alike}
        />
      ))}
      {rows.map((row, at) => (
        <LaneRow key={row.lane} row={row} frame={frame} y={begin + at * frame.lane} names={names}>
          {row.groups.map((group) => (
            <GroupMark
              key={group.key}
              group={group}
              lane={row.lane}
              x={frame.left + group.x}
              y={begin + at * frame.lane + frame.name + (frame.lane - frame.name) / 2}
              names={names}
              hrefOf={hrefOf}
              onMark={onMark}
              onGroup={onGroup}
              picked={picked?.key === group.key}
              entry={first === group.key}
            />
          ))}
        </LaneRow>
      ))}
    </svg>
  );
}

/** How many signs all names begin with, where that is enough to say less of each. */
function sharedStart([first = "", ...others]: string[]): number {
  let at = 0;
  while (others.length && at < first.length && others.every((each) => each[at] === first[at])) at += 1;
  return at > 3 && [first, ...others].every((each) => each.length > at) ? at : 0;
}

const named = (tick: Tick): string =>
  tick.by === "day"
    ? shortDay(tick.day)
    : tick.by === "year"
      ? tick.day.slice(0, 4)
      : monthName(tick.day.slice(0, 7));

/** Signs of a lane's name there is room for. */
const short = (name: string, room: number): string => {
  let left = room;
  const kept = [...name].filter((sign) => (left -= sign > "⺀" ? 12.5 : 6.8) >= 0).join("");
  return kept.length < name.length ? `${kept.slice(0, -1)}…` : name;
};

interface LaneRowProps {
  row: Row;
  frame: Frame;
  y: number;
  names: Names;
  children: ReactNode;
}

function LaneRow({ row, frame, y, names, children }: LaneRowProps) {
  const middle = y + frame.name + (frame.lane - frame.name) / 2;
  const name = names.lane(row.lane);
  const above = frame.name > 0;
  return (
    <g role="group" aria-label={`${name} ${number(row.count)}`}>
      <line className="jn-line" x1={frame.left} x2={frame.width - frame.right} y1={middle} y2={middle} />
      <text className="jn-lane" x={0} y={above ? y + 14 : middle + 4}>
        {short(name, above ? 300 : 84)}
        <tspan className="jn-word" dx={6}>
          {number(row.count)}
        </tspan>
      </text>
      {children}
    </g>
  );
}

interface RoadBandProps {
  road: Road;
  frame: Frame;
  y: number;
  names: Names;
  /** So many signs all names begin with. */
  skip: number;
}

const TONES = 4;

/** One deal: its stages as a band, each as long as it lasted. An end is a bar, not a length. */
function RoadBand({ road, frame, y, names, skip }: RoadBandProps) {
  const words = useJourneyWords();
  const process = names.processes.find((each) => each.key === road.band.process);
  const name = road.band.title ?? words.deal;
  const top = y + frame.name + 3;
  const high = frame.road - frame.name - 6;
  return (
    <g role="group" aria-label={name}>
      <text className="jn-lane" x={0} y={frame.name ? y + 14 : top + high / 2 + 4}>
        {short(name.slice(skip), frame.name ? frame.width - 20 : 118)}
        <title>{name}</title>
      </text>
      {road.pieces.map((piece) => {
        const at = process?.nodes.findIndex((node) => node.key === piece.stage) ?? -1;
        const end = process?.nodes[at]?.end ?? null;
        const steps = Math.max(1, (process?.nodes.filter((node) => !node.end).length ?? 1) - 1);
        const tone = 1 + Math.round((Math.max(0, at) / steps) * (TONES - 1));
        const said = names.stage(road.band.process, piece.stage);
        const wide = end ? 4 : piece.width;
        const look = end ? `jn-end ${end}` : `jn-band t${Math.min(TONES, tone)}`;
        const x = Math.min(frame.left + piece.x, frame.width - frame.right - wide);
        const told = `${said} ${shortDay(piece.since)}${piece.until ? ` – ${shortDay(piece.until)}` : ""}`;
        return (
          <g key={piece.since}>
            <rect className={look} x={x} y={top} width={wide} height={high} role="img" aria-label={told}>
              <title>{told}</title>
            </rect>
            <text className="jn-stage" x={x + (end ? 8 : 5)} y={top + high / 2 + 4} aria-hidden="true">
              {end ? endOf(said, frame, x) : wide > 30 ? short(said, wide - 8) : ""}
            </text>
          </g>
        );
      })}
    </g>
  );
}

const endOf = (said: string, frame: Frame, x: number): string =>
  frame.width - frame.right - x > 44 ? said : "";

/** Arrow keys: along a lane, and to the nearest sign of the lane above or below. */
function walk(event: KeyboardEvent<SVGSVGElement>) {
  const here = (event.target as Element).closest<SVGElement>(".jn-mark");
  const way = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!here || !way) return;
  const all = [...event.currentTarget.querySelectorAll<SVGElement>(".jn-mark")];
  const lanes = [...new Set(all.map((each) => each.dataset["lane"]))];
  const along = event.key === "ArrowRight" || event.key === "ArrowLeft";
  const lane = along ? here.dataset["lane"] : lanes[lanes.indexOf(here.dataset["lane"]) + way];
  const x = (each: Element) => each.getBoundingClientRect().x;
  const others = all.filter((each) => each.dataset["lane"] === lane && each !== here);
  const ahead = along ? others.filter((each) => (x(each) - x(here)) * way > 0) : others;
  const [next] = ahead.sort((a, b) => Math.abs(x(a) - x(here)) - Math.abs(x(b) - x(here)));
  if (!next) return;
  event.preventDefault();
  here.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
}
