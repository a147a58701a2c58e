import { useState } from "react";
import { clock } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import { useTrying } from "@/app/trying";
import { useDailyWords } from "@/engines/daily/words";
import { Button } from "@/ui/button";
import { Input } from "@/ui/input";
import { say } from "@/ui/notice";
import { deed, useFirst, useMyActivities, useMyOpenDeals, useOutbox, useWho } from "../data";
import { Failing } from "../parts/failing";
import { useSaying } from "../parts/saying";
import { Line, Sheet } from "../parts/sheet";
import { useMyDay } from "./my-day";
import "./daywork.css";

interface Draft {
  deal: string;
  label: string;
  expects: string;
}

const MOST = 20;

/** The list for the morning meeting: handed in, or begun with what was agreed for today. */
export function MorningList({ today }: { today: string }) {
  const words = useDailyWords();
  const me = useWho();
  const { row } = useMyDay(today);
  const waits = useOutbox().some((each) => each.call === "hand_in_list" && each.state !== "done");
  const [changing, setChanging] = useState(false);
  const due = typeof row?.["list_due"] === "string" ? row["list_due"] : null;
  if (!row || !due || me.view_as || (!row["expected"] && !row["listed_at"])) return null;
  const past = new Date(me.now) > new Date(due);
  const listed = typeof row["listed_at"] === "string" ? row["listed_at"] : null;
  return (
    <Sheet title={words.list} note={past ? words.past(clock(due)) : words.due(clock(due))}>
      {listed && !changing ? (
        <div className="dayw">
          <Lines workday={row.id} />
          <p className="sm mut">{words.handedIn(clock(listed))}</p>
          {past ? null : (
            <Button wide onClick={() => setChanging(true)}>
              {words.change}
            </Button>
          )}
        </div>
      ) : waits ? (
        <p className="sm mut">{words.listWaiting}</p>
      ) : (
        <Writing today={today} workday={row.id} onDone={() => setChanging(false)} />
      )}
    </Sheet>
  );
}

function Lines({ workday }: { workday: string }) {
  const stages = useSaying();
  const lines = useFirst("workday_line", {
    filter: ["workday", "=", workday],
    sort: "position",
    limit: MOST,
  });
  return (
    <ul className="rows">
      {(lines.data ?? []).map((line) => (
        <li key={line.id}>
          <Line
            to={`/deals/${idOf(line["deal"]) ?? ""}`}
            title={labelOf(line["deal"])}
            end={stages.stage(String(line["stage"] ?? ""))}
            detail={String(line["expects"] ?? "")}
          />
        </li>
      ))}
    </ul>
  );
}

/** What was agreed for today stands on the list already. */
function begun(activities: readonly RecordRow[], deals: readonly RecordRow[], today: string): Draft[] {
  const open = new Map(deals.map((deal) => [deal.id, String(deal["name"] ?? "")]));
  const seen = new Set<string>();
  return activities.flatMap((each) => {
    const deal = idOf(each["deal"]);
    if (!deal || seen.has(deal) || !open.has(deal)) return [];
    seen.add(deal);
    if (each["next_on"] !== today) return [];
    return [{ deal, label: open.get(deal) ?? "", expects: String(each["next_step"] ?? "") }];
  });
}

interface WritingProps {
  today: string;
  workday: string;
  onDone: () => void;
}

function Writing({ today, workday, onDone }: WritingProps) {
  const words = useDailyWords();
  const deals = useMyOpenDeals(100).data ?? [];
  const activities = useMyActivities().data ?? [];
  const [written, setWritten] = useState<Draft[] | null>(null);
  const { busy, cause: failure, attempt } = useTrying();
  const lines = (written ?? begun(activities, deals, today)).slice(0, MOST);
  const others = deals.filter((deal) => !lines.some((line) => line.deal === deal.id));
  const owes = lines.length === 0 || lines.some((line) => !line.expects.trim());
  const handIn = async () => {
    const done = await attempt(async () => {
      const about = { object: "workday", id: workday, label: today };
      const said = lines.map(({ deal, expects }) => ({ deal, expects: expects.trim() }));
      const outcome = await deed("hand_in_list", about, { day: today, lines: said });
      say(outcome === "done" ? words.listSaved : words.listWaiting);
    });
    if (done) onDone();
  };
  return (
    <div className="dayw">
      {lines.length === 0 ? <p className="sm mut">{words.none}</p> : null}
      {lines.map((line, at) => (
        <div key={line.deal} className="dayw-l">
          <b className="clip">{line.label}</b>
          <Button
            small
            kind="quiet"
            aria-label={`${words.drop} ${line.label}`}
            onClick={() => setWritten(lines.filter((each) => each.deal !== line.deal))}
          >
            {words.drop}
          </Button>
          <Input
            value={line.expects}
            maxLength={200}
            aria-label={`${line.label}：${words.expects}`}
            placeholder={words.expects}
            onText={(expects) => setWritten(lines.map((each, n) => (n === at ? { ...each, expects } : each)))}
          />
        </div>
      ))}
      {lines.length < MOST && others.length > 0 ? (
        <label className="inp">
          <select
            aria-label={words.add}
            value=""
            onChange={({ target }) => {
              const deal = deals.find((each) => each.id === target.value);
              if (deal)
                setWritten([...lines, { deal: deal.id, label: String(deal["name"] ?? ""), expects: "" }]);
            }}
          >
            <option value="">{words.add}</option>
            {others.map((deal) => (
              <option key={deal.id} value={deal.id}>
                {String(deal["name"] ?? "")}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {failure ? <Failing cause={failure} /> : null}
      <Button wide kind="ink" disabled={busy || owes} onClick={() => void handIn()}>
        {words.handIn}
      </Button>
    </div>
  );
}
