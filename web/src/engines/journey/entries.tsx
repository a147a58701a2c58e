import type { MouseEvent } from "react";
import { date, companyDay, number } from "@/app/format";
import { Seal } from "@/ui/seal";
import type { Names } from "./names";
import type { Cell, Mark } from "./shapes";
import { useJourneyWords } from "./words";

interface EntriesProps {
  marks: Mark[];
  cells?: Cell[];
  names: Names;
  hrefOf: (mark: Mark) => string;
  onMark: (mark: Mark) => void;
  onCell?: (cell: Cell) => void;
}

/** The same as the picture, as a list: the newest first; where things were counted, each stretch of time. */
export function Entries({ marks, cells = [], names, hrefOf, onMark, onCell }: EntriesProps) {
  const words = useJourneyWords();
  const newest = [...marks].reverse();
  const late = [...cells].sort((a, b) => (a.since < b.since ? 1 : -1));
  const open = (mark: Mark) => (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onMark(mark);
  };
  return (
    <ul className="jn-list">
      {newest.map((mark) => (
        <li key={`${mark.lane} ${mark.object} ${mark.id} ${mark.called}`}>
          <time className="n mut" dateTime={mark.at}>
            {date(companyDay(mark.at))}
          </time>
          <span className="jn-kind">{names.lane(mark.lane)}</span>
          <a href={hrefOf(mark)} onClick={open(mark)}>
            {names.what(mark)}
          </a>
          <span className="mut">
            {[mark.by, names.stage(mark.process, mark.stage)].filter(Boolean).join(" · ")}
          </span>
          {mark.state ? <Seal state={mark.state} size="s" /> : <span />}
        </li>
      ))}
      {late.map((cell) => (
        <li key={`${cell.lane} ${cell.since}`}>
          <time className="n mut">{date(companyDay(cell.first))}</time>
          <span className="jn-kind">{names.lane(cell.lane)}</span>
          <button type="button" className="jn-cell" onClick={() => onCell?.(cell)}>
            {words.group(
              names.lane(cell.lane),
              number(cell.count),
              date(companyDay(cell.first)),
              date(companyDay(cell.last)),
            )}
          </button>
          <span className="mut">{cell.proven > 0 ? words.proven(number(cell.proven)) : ""}</span>
          <span />
        </li>
      ))}
    </ul>
  );
}
