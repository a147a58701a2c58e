import type { Band, Cell, Journey, Mark } from "./shapes";
import { ticksOf, type Tick } from "./spans";

/** One mark, or several that would cover each other, at `x`. */
export interface Group {
  key: string;
  x: number;
  count: number;
  proven: number;
  marks: Mark[];
  /** Where the server counted: no marks, but from when to when. */
  cell: Cell | null;
}

export interface Row {
  lane: string;
  count: number;
  groups: Group[];
}

export interface Piece {
  stage: string | null;
  x: number;
  width: number;
  since: string;
  until: string | null;
}

export interface Road {
  band: Band;
  pieces: Piece[];
}

export interface Layout {
  rows: Row[];
  roads: Road[];
  ticks: (Tick & { x: number })[];
}

/** Room two signs need between their middles. */
export const APART = 22;
/** The order of lanes; those of the workspace's own follow, and the rest comes last. */
const ORDER = ["milestone", "visits", "calls", "mails", "talks", "others", "evidence", "content_sent"];
const PAPERS = ["quotation", "contract", "order", "complaint", "satisfaction"];

const place = (lane: string): number => {
  const at = [...ORDER, ...PAPERS].indexOf(lane);
  return at < 0 ? ORDER.length + PAPERS.length : at;
};

export const inOrder = (lanes: string[]): string[] =>
  [...lanes].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));

/** Marks of one lane, in order of time, put together where they would cover each other. */
export function groupsOf(marks: Mark[], x: (at: string) => number): Group[] {
  const found: { first: number; last: number; marks: Mark[] }[] = [];
  for (const mark of marks) {
    const at = x(mark.at);
    const open = found.at(-1);
    if (open && at < (open.first + open.last) / 2 + APART) {
      open.last = at;
      open.marks.push(mark);
    } else found.push({ first: at, last: at, marks: [mark] });
  }
  return found.map((each) => ({
    key: each.marks[0]?.id ?? "",
    x: Math.round((each.first + each.last) / 2),
    count: each.marks.length,
    proven: each.marks.filter((mark) => mark.state === "proven").length,
    marks: each.marks,
    cell: null,
  }));
}

const groupOf = (cell: Cell, x: (at: string) => number): Group => ({
  key: `${cell.lane} ${cell.since}`,
  x: Math.round((x(cell.since) + x(cell.until)) / 2),
  count: cell.count,
  proven: cell.proven,
  marks: [],
  cell,
});

/** Everything of a journey on a line of `width`. */
export function layOut(journey: Journey, width: number): Layout {
  const low = Date.parse(journey.since ?? "");
  const high = Date.parse(journey.until ?? "");
  if (Number.isNaN(low) || Number.isNaN(high) || high <= low) return { rows: [], roads: [], ticks: [] };
  const at = (time: number) => Math.max(0, Math.min(width, ((time - low) / (high - low)) * width));
  const x = (moment: string) => at(Date.parse(moment));
  const rows = inOrder(Object.keys(journey.lanes)).map((lane): Row => ({
    lane,
    count: journey.lanes[lane] ?? 0,
    groups: [
      ...groupsOf(
        journey.marks.filter((mark) => mark.lane === lane),
        x,
      ),
      ...journey.cells.filter((cell) => cell.lane === lane).map((cell) => groupOf(cell, x)),
    ],
  }));
  const roads = journey.bands.map((band): Road => ({
    band,
    pieces: band.stages.map((stay): Piece => {
      const from = x(stay.since);
      const to = stay.until ? x(stay.until) : width;
      return { ...stay, x: from, width: Math.max(2, to - from) };
    }),
  }));
  const room = Math.max(2, Math.floor(width / 84));
  return { rows, roads, ticks: ticksOf(low, high, room).map((tick) => ({ ...tick, x: at(tick.at) })) };
}
