import { Link } from "react-router";
import { clock, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import type { Box, Line } from "../api";
import { useDue, useSpan } from "../spoken";
import { useApprovalWords } from "../words";
import { StateWord } from "../parts/state";

interface LinesProps {
  lines: readonly Line[];
  box: Box;
  open: string;
  picked?: ReadonlySet<string>;
  onPick?: (line: Line, on: boolean) => void;
}

/** One line of a box: what, who asks, since when, until when. */
export function Lines({ lines, box, open, picked, onPick }: LinesProps) {
  const words = useApprovalWords();
  return (
    <ul className="ap-lines">
      {lines.map((line) => (
        <li
          key={line.task?.id ?? line.id}
          className={line.id === open ? "on" : undefined}
          data-approval={line.id}
        >
          {onPick ? (
            <label className="ap-tick">
              <input
                type="checkbox"
                className="tick"
                aria-label={words.pick(line.title)}
                checked={picked?.has(line.id) ?? false}
                onChange={(event) => onPick(line, event.target.checked)}
              />
            </label>
          ) : null}
          <Link to={`/approvals/${line.id}?box=${box}`} aria-current={line.id === open ? "true" : undefined}>
            <OneLine line={line} box={box} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function OneLine({ line, box }: { line: Line; box: Box }) {
  const words = useApprovalWords();
  const label = useLabel();
  const now = useMe().data?.now ?? new Date().toISOString();
  const due = useDue(now)(line.task?.due_at);
  const span = useSpan();
  const waited = line.task?.asked_at ? Date.parse(now) - Date.parse(line.task.asked_at) : null;
  return (
    <>
      <span className="ap-t clip">{line.title}</span>
      <span className="ap-e n">
        {box === "todo" && due ? <span className={due.look}>{due.text}</span> : null}
        {box === "todo" && !due && waited !== null ? words.ago(span(waited)) : null}
        {box === "todo" ? null : <StateWord state={line.state} />}
      </span>
      <span className="ap-d clip">
        {[line.flow.label ? label(line.flow.label, line.flow.key) : line.flow.key, label(line.step_label)]
          .filter(Boolean)
          .join(" · ")}
      </span>
      <span className="ap-e sm dim n">
        {line.starter.label} {shortDay(line.started_at)} {clock(line.started_at)}
      </span>
    </>
  );
}
