import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { companyDay, shortDay } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { labelOf, idOf } from "@/app/values";
import { Button, LinkButton } from "@/ui/button";
import { Seal } from "@/ui/seal";
import { Empty, Failed } from "@/ui/states";
import { useGates, useMyActivities, useMyOpenDeals, useWho } from "../data";
import { useSaying } from "../parts/saying";
import { Line, Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { MyWorkItems } from "../inbox/mine";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import { daysBetween, findDue } from "./due";
import { Three } from "./three";
import "./today.css";

const BoardEntry = lazy(async () => ({ default: (await import("../boards/entry")).BoardEntry }));
const ApprovalsToday = lazy(async () => ({ default: (await import("../approvals/entry")).ApprovalsToday }));
const ChurnToday = lazy(async () => ({ default: (await import("../churn/entry")).ChurnToday }));
const MorningList = lazy(async () => ({ default: (await import("./morning")).MorningList }));

/** As many gates as are asked for at once, and as many steps as are shown. */
const FIRST = 5;

export function Today() {
  const words = usePocketWords();
  const { now } = useWho();
  const today = companyDay(now);
  return (
    <Page title={words.tabs.today} note={words.day(today)}>
      <Three today={today} />
      <Suspense fallback={null}>
        <MorningList today={today} />
        <ApprovalsToday />
        <ChurnToday />
      </Suspense>
      <MyWorkItems />
      <Steps today={today} />
      <Gates />
      <Recent />
      <Suspense fallback={null}>
        <BoardEntry />
      </Suspense>
    </Page>
  );
}

/** My deals whose next gate is shut, each with what it still asks for. */
function Gates() {
  const words = usePocketWords();
  const say = useSaying();
  const [most, setMost] = useState(FIRST);
  const deals = useMyOpenDeals(100);
  const looked = (deals.data ?? []).slice(0, most);
  const gates = useGates(looked.map((deal) => deal.id));
  if (deals.error) return <Failed cause={deals.error} onRetry={() => void deals.refetch()} />;
  const shut = looked.flatMap((deal) => {
    const gate = gates.get(deal.id);
    return gate && gate.next && !gate.open ? [{ deal, gate }] : [];
  });
  const known = deals.data !== undefined && gates.size === looked.length;
  const all = deals.data?.length ?? 0;
  return (
    <Sheet
      title={known && shut.length > 0 && all <= most ? words.today.shut(shut.length) : words.today.gates}
      note={
        <Link className="reach" to="/deals">
          {words.today.allDeals(all)}
        </Link>
      }
    >
      {known ? null : <Waiting lines={4} />}
      {known && shut.length === 0 ? (
        <Empty title={words.today.noneShut}>{words.today.noneShutText}</Empty>
      ) : null}
      <ul className="rows">
        {shut.map(({ deal, gate }) => (
          <li key={deal.id}>
            <Line
              to={`/deals/${deal.id}/gate`}
              title={String(deal["name"])}
              end={words.today.into(say.stage(gate.next ?? "", gate.process))}
              detail={
                <span className="gap">
                  <Seal
                    state={gate.requirements.some((ask) => ask.state === "missing") ? "missing" : "waiting"}
                  />
                  <span className="clip">{say.stands(gate.requirements)}</span>
                </span>
              }
            />
          </li>
        ))}
      </ul>
      <Rest n={Math.min(FIRST, all - most)} onMore={() => setMost(most + FIRST)} />
    </Sheet>
  );
}

function Rest({ n, onMore }: { n: number; onMore: () => void }) {
  const { today } = usePocketWords();
  if (n <= 0) return null;
  return (
    <p className="more rest">
      <Button kind="quiet" onClick={onMore}>
        {today.showMore(n)}
      </Button>
    </p>
  );
}

function Steps({ today }: { today: string }) {
  const words = usePocketWords();
  const [most, setMost] = useState(FIRST);
  const { data, error, isPending, refetch } = useMyActivities();
  if (error && !data) return <Failed cause={error} onRetry={() => void refetch()} />;
  const due = findDue(data ?? [], today);
  return (
    <Sheet title={due.length > 0 ? words.today.due(due.length) : words.today.steps}>
      {isPending ? <Waiting /> : null}
      {!isPending && due.length === 0 ? <Empty title={words.today.noneDue} /> : null}
      <ul className="rows">
        {due.slice(0, most).map((activity) => (
          <Step key={activity.id} activity={activity} today={today} />
        ))}
      </ul>
      <Rest n={Math.min(FIRST, due.length - most)} onMore={() => setMost(most + FIRST)} />
    </Sheet>
  );
}

const about = (activity: RecordRow): string => {
  const deal = idOf(activity["deal"]);
  return deal ? `/deals/${deal}` : `/customers/${idOf(activity["customer"]) ?? ""}`;
};

function Step({ activity, today }: { activity: RecordRow; today: string }) {
  const words = usePocketWords();
  const on = String(activity["next_on"]);
  const late = daysBetween(on, today);
  const deal = idOf(activity["deal"]);
  const preset = deal ? `deal=${deal}` : `customer=${idOf(activity["customer"]) ?? ""}`;
  return (
    <li className="step">
      <Line
        to={about(activity)}
        title={String(activity["next_step"] || words.today.agreed)}
        detail={labelOf(activity["deal"]) || labelOf(activity["customer"])}
        end={late > 0 ? <span className="risk">{words.today.late(late)}</span> : words.today.isToday}
      />
      <LinkButton small to={`/log?${preset}`}>
        {words.today.record}
      </LinkButton>
    </li>
  );
}

function Recent() {
  const words = usePocketWords();
  const say = useSaying();
  const activities = useMyActivities().data?.slice(0, FIRST) ?? [];
  if (activities.length === 0) return null;
  return (
    <Sheet title={words.today.recent}>
      <ul className="rows">
        {activities.map((activity) => (
          <li key={activity.id}>
            <Line
              to={about(activity)}
              title={String(activity["topic"] || say.type(String(activity["type"])))}
              end={shortDay(String(activity["occurred_at"]))}
              detail={[
                say.type(String(activity["type"])),
                labelOf(activity["deal"]) || labelOf(activity["customer"]),
              ]
                .filter(Boolean)
                .join(" · ")}
            />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
