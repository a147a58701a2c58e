import { Link } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObject } from "@/app/queries";
import type { Case, Sheet, Way } from "./queries";
import { useWorkItemWords } from "./words";

/** What like cases came to. */
export function Similar({ cases }: { cases: Case[] }) {
  const words = useWorkItemWords();
  const label = useLabel();
  const states = useObject("work_item").data?.fields.find((each) => each.name === "state")?.options?.choices;
  if (cases.length === 0) return <p className="mut">{words.similarNone}</p>;
  const how = (each: Case) =>
    each.outcome
      ? words.outcomes[each.outcome as keyof typeof words.outcomes]
      : label(states?.find((choice) => choice.key === each.state)?.label, each.state);
  return (
    <ul className="wi-like">
      {cases.map((each) => (
        <li key={each.id}>
          <p>
            <Link className="reach" to={`/o/work_item/${each.id}`}>
              {each.about_label ?? each.title}
            </Link>{" "}
            <span className="sm dim n">{each.number}</span>
          </p>
          <p className="sm mut">
            {[
              how(each),
              each.owner?.label,
              each.resolution_hours && words.hours(number(each.resolution_hours)),
            ]
              .filter(Boolean)
              .join(" · ")}
          </p>
          {each.resolution ? <p className="wi-cause">{each.resolution}</p> : null}
        </li>
      ))}
    </ul>
  );
}

/** Who hears of it, and when. */
export function Ladder({ rungs }: { rungs: Sheet["ladder"] }) {
  const words = useWorkItemWords();
  if (rungs.length === 0) return <p className="mut">{words.ladderNone}</p>;
  const who = (way: Way): string => {
    if (way.by === "head") return words.rung.head(way.n ?? 1);
    if (way.by === "owner" || way.by === "starter") return words.rung[way.by];
    return way.by === "role" ? words.roleOf(way.role ?? "") : words.someone;
  };
  return (
    <ol className="wi-ladder">
      {rungs.map((rung, at) => (
        <li key={at} className={rung.done ? "done" : undefined}>
          <time className="n" dateTime={rung.at}>
            {shortDay(rung.at)} {clock(rung.at)}
          </time>
          <span>{rung.to.map(who).join(" · ")}</span>
          {rung.done ? <span className="sm risk">{words.past}</span> : null}
        </li>
      ))}
    </ol>
  );
}
