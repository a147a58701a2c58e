import type { EventRow, Process, RecordRow } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import type { SealState } from "@/ui";
import { momentsOf, sealOf, type Moment } from "./trail-entries";

/** One thing on the picture: an action with what it showed, evidence alone, or a step to the next station. */
export interface Mark {
  key: string;
  /** Milliseconds. */
  at: number;
  lane: string;
  moment: Moment;
  state: SealState | null;
  /** Activity type, or the kind of evidence that came alone. */
  type: string | null;
  /** The station its record stood at then. */
  stage: string | null;
}

export interface Lane {
  key: string;
  /** The record whose road it is; null: done for no road in particular. */
  record: RecordRow | null;
  process: Process | undefined;
  marks: Mark[];
}

export interface Told {
  record: RecordRow;
  process: Process | undefined;
  /** Newest first. */
  events: EventRow[];
}

const NOWHERE = "";
const time = (moment: Moment): number => Date.parse(moment.at) || 0;

/** Where a record stood at an instant, by the moves its log tells of. */
export function stageAt(told: Told, at: number): string | null {
  const moves = told.events.flatMap(({ changes, occurred_at }) => {
    const [from, to] = changes.stage ?? [];
    return typeof to === "string" ? [{ from, to, at: Date.parse(occurred_at) }] : [];
  });
  const last = moves.find((move) => move.at <= at);
  if (last) return last.to;
  const first = moves.at(-1);
  if (typeof first?.from === "string") return first.from;
  const now = told.record.stage;
  return moves.length === 0 && typeof now === "string" ? now : null;
}

/**
 * The lanes of a picture: one for each road, in the order of what happened first, and one for what was done for
 * none. `field` is what activities call the road, `deal` for deals.
 */
export function lanesOf(
  field: string,
  roads: Told[],
  activities: RecordRow[],
  evidence: RecordRow[],
): Lane[] {
  const known = new Map(roads.map((told) => [told.record.id, told]));
  const of = (row: RecordRow | null): string => {
    const id = row ? idOf(row[field]) : null;
    return id !== null && known.has(id) ? id : NOWHERE;
  };
  const about = (row: RecordRow): string => {
    const id = idOf(row.about);
    return id !== null && known.has(id) ? id : NOWHERE;
  };
  const laneOf = (moment: Moment): string => {
    if (moment.move) return moment.move.event.record;
    if (moment.activity) return of(moment.activity);
    const [first] = moment.evidence;
    return first ? about(first.row) : NOWHERE;
  };
  const events = roads.flatMap((told) => told.events);
  const lanes = new Map<string, Mark[]>();
  for (const moment of momentsOf(activities, evidence, events)) {
    const lane = laneOf(moment);
    const told = known.get(lane);
    const mark: Mark = {
      key: moment.key,
      at: time(moment),
      lane,
      moment,
      state: sealOf(moment),
      type: moment.move ? null : String(moment.activity?.type ?? moment.evidence[0]?.kind ?? ""),
      stage: moment.move ? moment.move.to : told ? stageAt(told, time(moment)) : null,
    };
    lanes.set(lane, [...(lanes.get(lane) ?? []), mark]);
  }
  return [...lanes]
    .map(([key, marks]): Lane => ({
      key,
      record: known.get(key)?.record ?? null,
      process: known.get(key)?.process,
      marks: marks.filter((mark) => mark.at > 0).sort((a, b) => a.at - b.at),
    }))
    .filter((lane) => lane.marks.length > 0)
    .sort((a, b) => Number(a.record === null) - Number(b.record === null) || first(a) - first(b));
}

const first = (lane: Lane): number => lane.marks[0]?.at ?? 0;

export interface Wanted {
  type: string | null;
  stage: string | null;
  /** Only what somebody can be shown: moves, and actions with evidence behind them. */
  effective: boolean;
}

/** An action is effective when something shows it: words alone stay a claim. */
export const isEffective = ({ moment }: Mark): boolean =>
  moment.move !== null ||
  moment.evidence.some((each) => each.state !== "rejected" && each.state !== "claimed");

/** The lanes with what is looked for; empty ones go. */
export function sift(lanes: Lane[], { type, stage, effective }: Wanted): Lane[] {
  const fits = (mark: Mark): boolean =>
    (type === null || mark.type === type || mark.moment.evidence.some((each) => each.kind === type)) &&
    (stage === null || mark.stage === stage) &&
    (!effective || isEffective(mark));
  return lanes
    .map((lane) => ({ ...lane, marks: lane.marks.filter(fits) }))
    .filter((lane) => lane.marks.length > 0);
}

export interface Placed {
  mark: Mark;
  x: number;
  /** 0 on the line, 1 above it, 2 above that … */
  level: number;
}

export interface Row {
  lane: Lane;
  placed: Placed[];
  /** How many marks stand above each other at most. */
  levels: number;
}

export interface Tick {
  x: number;
  at: number;
}

export interface Layout {
  rows: Row[];
  ticks: Tick[];
  from: number;
  to: number;
}

const DAY = 86_400_000;
/** Room for a mark and the gap to the next. */
const MARK = 18;
const HIGHEST = 6;

/** Puts marks on a line of `width`, the first at its start; those that would cover each other are stacked. */
export function layOut(lanes: Lane[], width: number): Layout {
  const all = lanes.flatMap((lane) => lane.marks.map((mark) => mark.at));
  if (all.length === 0) return { rows: [], ticks: [], from: 0, to: 0 };
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const [from, to] = [low, Math.max(high, low + DAY)];
  const x = (at: number) => Math.round(((at - from) / (to - from)) * width);
  const rows = lanes.map((lane): Row => {
    const ends: number[] = [];
    const placed = lane.marks.map((mark): Placed => {
      const place = x(mark.at);
      const free = ends.findIndex((end) => end <= place);
      const level = free >= 0 ? free : Math.min(ends.length, HIGHEST - 1);
      ends[level] = place + MARK;
      return { mark, x: place, level };
    });
    return { lane, placed, levels: Math.max(1, ends.length) };
  });
  return { rows, ticks: ticksOf(from, to, x, width), from, to };
}

/** Days, weeks or months, as many as can be read. */
function ticksOf(from: number, to: number, x: (at: number) => number, width: number): Tick[] {
  const room = Math.max(2, Math.floor(width / 90));
  const days = (to - from) / DAY;
  const step = [1, 2, 7, 14, 30, 61, 91, 182, 365].find((each) => days / each <= room) ?? 730;
  const found: Tick[] = [];
  for (let at = from; at <= to; at += step * DAY) found.push({ at, x: x(at) });
  return found;
}

/** What a lane is called: the record's own name. */
export const laneName = (lane: Lane, title: string, none: string): string =>
  lane.record ? String(lane.record[title] ?? labelOf(lane.record)) : none;
