import { Link } from "react-router";
import { clock, number, shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObject, useRecord } from "@/app/queries";
import { Chip, Section } from "@/ui";
import { GivenActions } from "./actions";
import { Countdown } from "./countdown";
import { decisionOf, useRulesOf } from "./queries";
import type { Assignment, Decision, GivingRule, Rules } from "./shapes";
import { Sieve } from "./sieve";
import { fitting, WhyNot } from "./why-not";
import { useRoutingWords } from "./words";

/** A decision whole: verdict and clock, the sieve, why not the others, the rules that did not hold. */
export function DecisionView({ assignment }: { assignment: Assignment }) {
  const words = useRoutingWords();
  const decision = decisionOf(assignment);
  const rules = useRulesOf(assignment.distribution?.id);
  const rule = rules?.rules.find((each) => each.key === assignment.rule);
  return (
    <>
      <Head assignment={assignment} rule={rule} />
      {decision?.sieve?.length ? (
        <Section title={words.sieve} note={words.sieveNote} thin>
          <Sieve decision={decision} about={assignment.about} rule={rule} />
        </Section>
      ) : null}
      {decision && (decision.skipped?.length || decision.others?.length) ? (
        <Section title={words.whyNot} note={words.passed(number(passed(decision)))} thin>
          <WhyNot decision={decision} rule={rule} />
        </Section>
      ) : null}
      {decision ? <Tried decision={decision} rules={rules} /> : null}
    </>
  );
}

const passed = (decision: Decision): number =>
  (decision.skipped ?? []).reduce((sum, each) => sum + each.n, 0) + fitting(decision);

function Head({ assignment, rule }: { assignment: Assignment; rule: GivingRule | undefined }) {
  const words = useRoutingWords();
  const label = useLabel();
  const target = assignment[assignment.about];
  const shape = useObject(assignment.about).data;
  const { data: row } = useRecord(assignment.about, target?.id ?? "", Boolean(target));
  const what = assignment.title ?? target?.label ?? "";
  const who = assignment.owner?.label ?? "";
  const decision = decisionOf(assignment);
  const held = !assignment.ended_at && (row?.routing === "assigned" || row?.routing === "accepted");
  const about = [
    assignment.number ? words.version(number(assignment.number)) : "",
    decision?.at ? `${words.place(number(decision.at))} ${label(rule?.label, assignment.rule ?? "")}` : "",
    `${shortDay(assignment.decided_at)} ${clock(assignment.decided_at)}`,
    assignment.waited_minutes ? words.waited(number(assignment.waited_minutes)) : "",
  ].filter(Boolean);
  const title =
    assignment.outcome !== "person"
      ? words.whyNobody(what)
      : assignment.how === "hand"
        ? words.byHandTo(what, who)
        : words.whyHim(what, who);
  return (
    <div className="gv-head">
      <div className="gv-said">
        <p className="sm mut">{about.join(" / ")}</p>
        <h1 className="song">{title}</h1>
        <p className="gv-reason">
          {words.reason[(assignment.reason ?? "no_rule") as keyof typeof words.reason] ?? assignment.reason}
          {decision?.pool ? ` · ${words.poolOf(decision.pool)}` : ""}
        </p>
        <p className="row">
          {assignment.ended_by ? (
            <Chip tone={assignment.ended_by === "converted" ? "jade" : "line"}>
              {words.ended[assignment.ended_by as keyof typeof words.ended]}
            </Chip>
          ) : null}
          {assignment.misassigned ? <Chip tone="plum">{words.wrongGroup}</Chip> : null}
          {target ? (
            <Link className="sm reach" to={`/o/${assignment.about}/${target.id}`}>
              {words.openRecord}
            </Link>
          ) : null}
          {row && shape ? (
            <GivenActions
              object={assignment.about}
              row={row}
              assigns={shape.can.write && row.owner !== null}
            />
          ) : null}
        </p>
      </div>
      {held && typeof row.due_at === "string" ? (
        <Countdown
          state={row.routing as "assigned" | "accepted"}
          due={row.due_at}
          since={typeof row.assigned_at === "string" ? row.assigned_at : null}
        />
      ) : null}
    </div>
  );
}

function Tried({ decision, rules }: { decision: Decision; rules: Rules | null }) {
  const words = useRoutingWords();
  const label = useLabel();
  if (!Array.isArray(decision.tried) || decision.tried.length === 0) return null;
  const named = (key: string) => rules?.rules.find((each) => each.key === key);
  return (
    <Section title={words.tried} thin>
      <ul className="gv-tried">
        {decision.tried.map(([key, layer]) => {
          const rule = named(key);
          const name = label(rule?.label, key);
          return (
            <li key={key} className="sm">
              {rule && layer >= rule.layers.length
                ? words.triedNobody(name)
                : words.triedAt(name, number(layer + 1))}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
