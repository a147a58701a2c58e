import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NavLink, useParams } from "react-router";
import { Refusal } from "@/app/api";
import { clock, number, shortDay } from "@/app/format";
import { useMe } from "@/app/queries";
import type { Filter } from "@/app/shapes";
import { act } from "@/app/writes";
import { Page } from "@/desk/page";
import { Seg } from "@/designing/parts";
import { Button, Empty, Failed, LinkButton, Loading, Section } from "@/ui";
import { say } from "@/ui/notice";
import { useAssignment, useAssignments, useLoads } from "./queries";
import type { Assignment } from "./shapes";
import { DecisionView } from "./verdict";
import { useRoutingWords } from "./words";
import "./routing.css";

const NOBODY: Filter = ["outcome", "!=", "person"];

/** What was given out lately, and of one decision everything. */
export function GivenPage() {
  const { id } = useParams();
  const words = useRoutingWords();
  const me = useMe().data;
  const [only, setOnly] = useState<"all" | "nobodys">("all");
  const { data: items, error, refetch } = useAssignments(only === "all" ? null : NOBODY);
  const older = useAssignment(id);
  const one = items?.find((each) => each.id === id) ?? (id ? older : items?.[0]);
  const designs = me?.permissions.includes("schema:design") ?? false;
  const gives = me?.permissions.includes("rules:publish") ?? false;
  return (
    <Page title={words.given} flush>
      <div className="gv">
        <nav className="gv-list" aria-label={words.newest}>
          <div className="row gv-bar-h">
            <Seg
              label={words.newest}
              value={only}
              options={[
                { value: "all", label: words.all },
                { value: "nobodys", label: words.nobodys },
              ]}
              onPick={setOnly}
            />
          </div>
          {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          {!items && !error ? <Loading lines={8} /> : null}
          <ul>
            {items?.map((each) => (
              <ListItem key={each.id} one={each} on={each.id === one?.id} />
            ))}
          </ul>
        </nav>
        <div className="gv-main">
          {one ? <DecisionView key={one.id} assignment={one} /> : null}
          {items && !one ? (
            <Empty title={items.length ? words.choose : words.none}>
              {items.length ? null : words.noneText}
            </Empty>
          ) : null}
        </div>
        {gives ? (
          <aside className="gv-side">
            {designs ? (
              <LinkButton small to="/routing/rules" icon="filter">
                {words.toRules}
              </LinkButton>
            ) : null}
            <Again />
            <Loads />
          </aside>
        ) : null}
      </div>
    </Page>
  );
}

function ListItem({ one, on }: { one: Assignment; on: boolean }) {
  const words = useRoutingWords();
  const below = one.ended_by ? words.ended[one.ended_by as keyof typeof words.ended] : words.how[one.how];
  return (
    <li className={on ? "on" : ""}>
      <NavLink to={`/routing/${one.id}`} aria-current={on ? "page" : undefined}>
        <span className="row">
          <b className="grow clip">{one.title}</b>
          <span className="sm dim n">
            {shortDay(one.decided_at)} {clock(one.decided_at)}
          </span>
        </span>
        <span className="row sm mut">
          <span className="grow clip">{one.owner?.label ?? words.outcome[one.outcome]}</span>
          <span className={one.misassigned || one.ended_by === "lapsed" ? "risk" : ""}>{below}</span>
        </span>
      </NavLink>
    </li>
  );
}

/** The rules asked again for what found nobody. */
function Again() {
  const words = useRoutingWords();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const { result } = await act<{ person: number; pool: number; queue: number }>("distribute", {
        about: "lead",
      });
      say(words.redistributed(number(result.person), number(result.pool), number(result.queue)));
    } catch (refused) {
      if (!(refused instanceof Refusal)) throw refused;
      say([refused.message, refused.remedy].filter(Boolean).join(" "));
    } finally {
      setBusy(false);
      await client.invalidateQueries({ queryKey: ["records"] });
    }
  };
  return (
    <Button small icon="sync" disabled={busy} onClick={() => void go()}>
      {words.redistribute}
    </Button>
  );
}

const SHOWN = 40;

/** How much waits for each, the fullest first. */
export function Loads() {
  const words = useRoutingWords();
  const { data } = useLoads(true);
  const items = [...(data ?? [])].sort((a, b) => b.load - a.load).slice(0, SHOWN);
  const most = Math.max(1, ...items.map((each) => each.load));
  return (
    <Section title={words.loads} note={words.loadsNote} thin>
      <ul className="gv-loads">
        {items.map((each) => (
          <li key={each.person.id} className={each.away ? "away" : ""}>
            <span className="clip">{each.person.label}</span>
            <span className="gv-bar" aria-hidden="true">
              <i style={{ width: `${(each.load / most) * 100}%` }} />
            </span>
            <span className="n r">{number(each.load)}</span>
            {each.away ? (
              <span className="sm dim">
                {each.until
                  ? words.awayUntil(shortDay(each.until))
                  : words.why[each.away as "away" | "paused"]}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
