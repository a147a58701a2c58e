import { Link } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObject } from "@/app/queries";
import type { RecordRow } from "@/app/shapes";
import { Chip, Section } from "@/ui";
import { GivenActions } from "./actions";
import { Countdown } from "./countdown";
import { useLast, useRulesOf } from "./queries";
import type { GivenObject } from "./shapes";
import { useRoutingWords } from "./words";
import "./routing.css";

const HELD = ["assigned", "accepted"];

/** On a record's page: where it stands, what comes next by itself, and why it is whose it is. */
export function GivenPart({ object, row }: { object: string; row: RecordRow }) {
  const words = useRoutingWords();
  const label = useLabel();
  const about = object as GivenObject;
  const shape = useObject(object).data;
  const { data: last } = useLast(about, row.id);
  const rules = useRulesOf(last?.distribution?.id);
  const state = row.routing as keyof typeof words.states;
  const rule = rules?.rules.find((each) => each.key === last?.rule);
  const due = typeof row.due_at === "string" ? row.due_at : null;
  return (
    <Section
      title={words.given}
      note={last?.number ? words.version(number(last.number)) : undefined}
      extra={
        last ? (
          <Link className="sm reach" to={`/routing/${last.id}`}>
            {words.whyNot}
          </Link>
        ) : null
      }
    >
      <div className="gv-head">
        <div className="gv-said">
          <p className="row">
            <Chip tone={HELD.includes(state) ? "amber" : "line"}>{words.states[state]}</Chip>
            {row.pool ? <span className="sm mut">{words.poolOf(String(row.pool))}</span> : null}
          </p>
          {last ? (
            <p>
              {[
                label(rule?.label, last.rule ?? ""),
                words.reason[(last.reason ?? "no_rule") as keyof typeof words.reason] ?? "",
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          ) : null}
          <GivenActions object={about} row={row} assigns={Boolean(shape?.can.write && row.owner)} />
        </div>
        {HELD.includes(state) && due ? (
          <Countdown
            state={state as "assigned" | "accepted"}
            due={due}
            since={typeof row.assigned_at === "string" ? row.assigned_at : null}
          />
        ) : null}
      </div>
    </Section>
  );
}
