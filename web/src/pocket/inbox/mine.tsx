import { Link } from "react-router";
import { clock, companyDay, shortDay } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { useInboxWords } from "@/inbox/words";
import { useUnread } from "@/inbox/queries";
import { useWorkItemWords } from "@/workitems/words";
import { useMyWorkItems, useWho } from "../data";
import { Line, Sheet } from "../parts/sheet";

const FIRST = 3;

/** My unsettled work items on the first page, the most urgent first; the way to the inbox beside them. */
export function MyWorkItems() {
  const words = useWorkItemWords();
  const inbox = useInboxWords();
  const items = useMyWorkItems().data ?? [];
  const unread = useUnread().data ?? 0;
  if (items.length === 0 && unread === 0) return null;
  return (
    <Sheet
      title={words.mine}
      note={
        <Link className="reach" to="/inbox">
          {inbox.bell(unread)}
        </Link>
      }
    >
      {items.length === 0 ? <p className="mut">{words.none}</p> : null}
      <ul className="rows">
        {items.slice(0, FIRST).map((item) => (
          <li key={item.id}>
            <WorkItemLine item={item} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

export function WorkItemLine({ item }: { item: RecordRow }) {
  const words = useWorkItemWords();
  const { now } = useWho();
  const due = typeof item["due_at"] === "string" ? item["due_at"] : null;
  const late = due !== null && new Date(due) < new Date(now);
  const at = due === null ? "" : companyDay(due) === companyDay(now) ? clock(due) : shortDay(due);
  return (
    <Line
      to={`/work-items/${item.id}`}
      title={String(item["title"] ?? "")}
      detail={String(item["about_label"] ?? item["number"] ?? "")}
      end={<span className={late ? "risk n" : "n"}>{late ? words.late : at}</span>}
    />
  );
}
