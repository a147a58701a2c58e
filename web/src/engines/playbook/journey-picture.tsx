import { useEffect, useRef, useState, type Ref } from "react";
import { shortDay } from "@/app/format";
import type { SealState } from "@/ui";
import { laneName, layOut, type Lane, type Mark, type Row } from "./journey";
import "./journey.css";

interface PictureProps {
  lanes: Lane[];
  /** The field that names a road. */
  title: string;
  /** What is written above it all. */
  caption: string;
  words: { none: string; marks: (mark: Mark) => string; states: Record<SealState, string> };
  onOpen: (mark: Mark) => void;
  ref: Ref<SVGSVGElement>;
}

const LEFT = 164;
const RIGHT = 24;
const TOP = 58;
const STEP = 18;
const SIZE = 13;
const FOOT = 30;
const LEAST = 620;

/** 旅程图: what was shown to be done, on a line of time for each road. */
export function JourneyPicture({ lanes, title, caption, words, onOpen, ref }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const node = frame.current;
    if (!node) return undefined;
    const watch = new ResizeObserver(() => setWidth(Math.max(LEAST, node.clientWidth)));
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  const line = width - LEFT - RIGHT;
  const { rows, ticks } = layOut(lanes, Math.max(1, line));
  const heights = rows.map((row) => row.levels * STEP + 22);
  const tops = heights.map((_, at) => TOP + heights.slice(0, at).reduce((sum, each) => sum + each, 0));
  const bottom = TOP + heights.reduce((sum, each) => sum + each, 0);
  const height = bottom + FOOT;
  return (
    <div ref={frame} className="journey">
      {width > 0 ? (
        <svg
          ref={ref}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={caption}
        >
          <rect className="jn-paper" width={width} height={height} />
          <text className="jn-title" x={0} y={20}>
            {caption}
          </text>
          <Legend states={words.states} y={38} />
          {ticks.map((tick) => (
            <g key={tick.at}>
              <line className="jn-grid" x1={LEFT + tick.x} x2={LEFT + tick.x} y1={TOP} y2={bottom} />
              <text className="jn-tick" x={LEFT + tick.x} y={bottom + 18}>
                {shortDay(new Date(tick.at).toISOString())}
              </text>
            </g>
          ))}
          {rows.map((row, at) => (
            <LaneRow
              key={row.lane.key}
              row={row}
              name={laneName(row.lane, title, words.none)}
              y={(tops[at] ?? 0) + (heights[at] ?? 0) - 14}
              width={line}
              says={words.marks}
              onOpen={onOpen}
            />
          ))}
        </svg>
      ) : null}
    </div>
  );
}

interface LaneRowProps {
  row: Row;
  name: string;
  y: number;
  width: number;
  says: (mark: Mark) => string;
  onOpen: (mark: Mark) => void;
}

function LaneRow({ row, name, y, width, says, onOpen }: LaneRowProps) {
  const short = name.length > 10 ? `${name.slice(0, 10)}…` : name;
  return (
    <g>
      <line className="jn-line" x1={LEFT} x2={LEFT + width} y1={y} y2={y} />
      <text className="jn-lane" x={0} y={y + 4}>
        {short}
        <title>{name}</title>
      </text>
      {row.placed.map(({ mark, x, level }) => (
        <g
          key={mark.key}
          className="jn-mark"
          role="button"
          tabIndex={0}
          aria-label={says(mark)}
          transform={`translate(${LEFT + x} ${y - level * STEP})`}
          onClick={() => onOpen(mark)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== " ") return;
            event.preventDefault();
            onOpen(mark);
          }}
        >
          <title>{says(mark)}</title>
          <rect className="jn-reach" x={-9} y={-9} width={18} height={18} />
          {mark.state === null ? <Step /> : <Stamp state={mark.state} />}
        </g>
      ))}
    </g>
  );
}

/** A move to the next station: an ink bar across the line. */
function Step() {
  return <rect className="jn-step" x={-1.5} y={-9} width={3} height={18} />;
}

/** The seal's frames, small enough for a line: told apart by shape as well as by colour. */
function Stamp({ state }: { state: SealState }) {
  const half = SIZE / 2;
  return (
    <>
      <rect className={`jn-seal ${state}`} x={-half} y={-half} width={SIZE} height={SIZE} rx={2} />
      {state === "proven" ? <path className="jn-tick-in" d="M-3 0l2.200 2.400 3.800-4.600" /> : null}
      {state === "rejected" ? <path className="jn-cross" d="M-3-3l6 6M3-3l-6 6" /> : null}
      {state === "imported" ? <path className="jn-dash" d="M-3 0h6" /> : null}
    </>
  );
}

/** Room for words of the legend, each behind its mark: Chinese signs are twice as wide as letters. */
const widthOf = (said: string[]): number =>
  said.reduce(
    (sum, each) => sum + 36 + [...each].reduce((all, sign) => all + (sign > "⺀" ? 12 : 6.5), 0),
    0,
  );

const SHOWN: SealState[] = ["proven", "waiting", "claimed", "imported", "rejected"];

function Legend({ states, y }: { states: Record<SealState, string>; y: number }) {
  return (
    <g transform={`translate(8 ${y})`}>
      {SHOWN.map((state, at) => (
        <g key={state} transform={`translate(${widthOf(SHOWN.slice(0, at).map((each) => states[each]))} 0)`}>
          <Stamp state={state} />
          <text className="jn-word" x={12} y={4}>
            {states[state]}
          </text>
        </g>
      ))}
    </g>
  );
}
