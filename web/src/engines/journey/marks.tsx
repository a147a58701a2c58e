import type { KeyboardEvent, MouseEvent } from "react";
import { number, shortDay } from "@/app/format";
import { useWords } from "@/app/language";
import type { SealState } from "@/ui/seal";
import type { Group } from "./layout";
import type { Names } from "./names";
import type { Mark } from "./shapes";
import { useJourneyWords } from "./words";

const SIZE = 13;

interface GroupMarkProps {
  group: Group;
  lane: string;
  x: number;
  y: number;
  names: Names;
  hrefOf: (mark: Mark) => string;
  onMark: (mark: Mark) => void;
  onGroup: (group: Group, lane: string) => void;
  picked: boolean;
  entry: boolean;
}

/** One thing, which is a link to its record, or several, which open as a list. */
export function GroupMark(props: GroupMarkProps) {
  const { group, lane, x, y, names, hrefOf, onMark, onGroup, picked, entry } = props;
  const words = useJourneyWords();
  const [only] = group.count === 1 ? group.marks : [];
  const at = { transform: `translate(${x} ${y})`, tabIndex: entry ? 0 : -1, "data-lane": lane };
  if (only) {
    const open = (event: MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      onMark(only);
    };
    return (
      <a {...at} className="jn-mark" href={hrefOf(only)} aria-label={names.says(only)} onClick={open}>
        <title>{names.says(only)}</title>
        <rect className="jn-reach" x={-10} y={-11} width={20} height={22} rx={3} />
        <Sign mark={only} />
      </a>
    );
  }
  const [first, last] = [group.cell?.first ?? group.marks[0]?.at, group.cell?.last ?? group.marks.at(-1)?.at];
  const said = [
    words.group(names.lane(lane), number(group.count), shortDay(first ?? ""), shortDay(last ?? "")),
    group.proven > 0 ? words.proven(number(group.proven)) : "",
  ];
  const label = said.filter(Boolean).join(" · ");
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    onGroup(group, lane);
  };
  return (
    <g
      {...at}
      className="jn-mark"
      role="button"
      aria-label={label}
      aria-expanded={picked}
      onClick={() => onGroup(group, lane)}
      onKeyDown={press}
    >
      <title>{label}</title>
      <Many count={group.count} proven={group.proven} />
    </g>
  );
}

/** How many, in a frame that is the seal's where all are proven, with its dot where some are. */
function Many({ count, proven }: { count: number; proven: number }) {
  const said = number(count);
  const wide = Math.max(20, 9 + said.length * 6.6);
  const look = proven === count ? "jn-many proven" : "jn-many";
  return (
    <>
      <rect className={look} x={-wide / 2} y={-10} width={wide} height={20} rx={10} />
      <text className={proven === count ? "jn-n proven" : "jn-n"} y={4}>
        {said}
      </text>
      {proven > 0 && proven < count ? <circle className="jn-dot" cx={wide / 2 - 3} cy={-8} r={3.2} /> : null}
    </>
  );
}

function Sign({ mark }: { mark: Mark }) {
  if (mark.milestone) return <path className="jn-stone" d="M0-8l8 8-8 8-8-8z" />;
  if (mark.state) return <Stamp state={mark.state} />;
  if (mark.object === "complaint") return <path className="jn-woe" d="M0-7l7.500 13h-15z" />;
  return <circle className="jn-paper-mark" r={5.5} />;
}

/** The seal's frames, small enough for a line: told apart by shape as well as by colour. */
export function Stamp({ state }: { state: SealState }) {
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
const widthOf = (said: string): number =>
  34 + [...said].reduce((all, sign) => all + (sign > "⺀" ? 12 : 6.5), 0);

const SHOWN: SealState[] = ["proven", "waiting", "claimed", "imported", "rejected"];

/** What the signs mean, of those that are on the picture. */
export function Legend({ marks, y, milestone }: { marks: Mark[]; y: number; milestone: string }) {
  const { seal } = useWords();
  const states = SHOWN.filter((state) => marks.some((mark) => mark.state === state && !mark.milestone));
  const said = [
    ...(marks.some((mark) => mark.milestone) ? [milestone] : []),
    ...states.map((each) => seal[each]),
  ];
  const at = (index: number) => said.slice(0, index).reduce((sum, each) => sum + widthOf(each), 0);
  const shift = said.length - states.length;
  return (
    <g transform={`translate(9 ${y})`} aria-hidden="true">
      {shift ? (
        <g>
          <path className="jn-stone" d="M0-7l7 7-7 7-7-7z" />
          <text className="jn-word" x={13} y={4}>
            {milestone}
          </text>
        </g>
      ) : null}
      {states.map((state, index) => (
        <g key={state} transform={`translate(${at(index + shift)} 0)`}>
          <Stamp state={state} />
          <text className="jn-word" x={13} y={4}>
            {seal[state]}
          </text>
        </g>
      ))}
    </g>
  );
}
