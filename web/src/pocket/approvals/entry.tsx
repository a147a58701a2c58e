import { Link } from "react-router";
import { useBox } from "@/approvals/api";
import { useDue, useSpan } from "@/approvals/spoken";
import { useApprovalWords } from "@/approvals/words";
import { useWho } from "../data";
import { Line, Sheet } from "../parts/sheet";
import { usePocketApprovalWords } from "./words";

const FIRST = 3;

/** On today's page: how many wait for one's word, and the ones that waited longest. Nothing where none does. */
export function ApprovalsToday() {
  const words = useApprovalWords();
  const more = usePocketApprovalWords();
  const { now } = useWho();
  const { data } = useBox("todo");
  const due = useDue(now);
  const span = useSpan();
  const count = data?.pages[0]?.count ?? 0;
  if (count === 0) return null;
  const lines = data?.pages[0]?.items.slice(0, FIRST) ?? [];
  return (
    <Sheet
      title={more.todo(count)}
      note={
        <Link className="reach" to="/approvals">
          {more.all}
        </Link>
      }
    >
      <ul className="rows">
        {lines.map((line) => {
          const limit = due(line.task?.due_at);
          const asked = line.task?.asked_at;
          return (
            <li key={line.task?.id ?? line.id}>
              <Line
                to={`/approvals/${line.id}`}
                title={line.title}
                detail={line.starter.label}
                end={
                  limit ? (
                    <span className={limit.look}>{limit.text}</span>
                  ) : asked ? (
                    words.ago(span(Date.parse(now) - Date.parse(asked)))
                  ) : null
                }
              />
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

/** Among one's own pages: the boxes, with the count. */
export function ApprovalsLine() {
  const words = useApprovalWords();
  const more = usePocketApprovalWords();
  const { data } = useBox("todo");
  const count = data?.pages[0]?.count ?? 0;
  return (
    <Line
      to="/approvals"
      title={words.title}
      end={count > 0 ? more.todo(count) : more.none}
      detail={[words.boxes.todo, words.boxes.started, words.boxes.done, words.boxes.copied].join(" · ")}
    />
  );
}
