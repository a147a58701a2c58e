import { useState } from "react";
import { Link } from "react-router";
import { addDays, clock, companyDay, number, shortDay } from "@/app/format";
import { useMe } from "@/app/queries";
import { Refusal } from "@/app/api";
import { Button, Labelled, Loading } from "@/ui";
import { PickDay } from "@/ui/antd";
import { replayRule } from "./api";
import type { Replayed, Rule } from "./shapes";
import { useRuleWords } from "./words";

const MONTH = 30;

/** 回放: how often it would have fired, and for which records. */
export function ReplayPanel({ rule, onRefused }: { rule: Rule; onRefused: (cause: unknown) => void }) {
  const words = useRuleWords();
  const today = companyDay(useMe().data?.now ?? new Date());
  const [from, setFrom] = useState(addDays(today, -MONTH));
  const [to, setTo] = useState(today);
  const [replayed, setReplayed] = useState<Replayed | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    setReplayed(null);
    onRefused(null);
    try {
      setReplayed(await replayRule(rule, from, to));
    } catch (refused) {
      onRefused(refused);
      if (!(refused instanceof Refusal)) throw refused;
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="form-1" data-sheet="replay">
      <h2>{words.replayTitle}</h2>
      <p className="sm dim">{words.replayNote}</p>
      <div className="ru-days">
        <Labelled id="replay-from" label={words.fromDay}>
          <PickDay id="replay-from" value={from} onChange={(day) => day && setFrom(day)} />
        </Labelled>
        <Labelled id="replay-to" label={words.toDay}>
          <PickDay id="replay-to" value={to} onChange={(day) => day && setTo(day)} />
        </Labelled>
      </div>
      <p>
        <Button small kind="ink" disabled={busy} onClick={() => void go()}>
          {words.replayNow}
        </Button>
      </p>
      {busy ? <Loading lines={4} done={words.replaying} /> : null}
      {replayed ? (
        <div role="status">
          <p className="ru-verdict" data-count={replayed.count}>
            {replayed.count > 0 ? words.replayed(number(replayed.count)) : words.replayNone}
          </p>
          {replayed.truncated ? (
            <p className="sm dim">{words.replayFirst(number(replayed.items.length))}</p>
          ) : null}
          <ol className="lines ru-fired">
            {[...replayed.items]
              .sort((a, b) => (a.at < b.at ? 1 : -1))
              .map((each, at) => (
                <li key={`${at}${each.at}`}>
                  <span className="grow clip">
                    {each.record && rule.object ? (
                      <Link to={`/o/${rule.object}/${each.record.id}`}>
                        {each.record.label ?? each.record.id}
                      </Link>
                    ) : (
                      words.noObject
                    )}
                  </span>
                  <span className="sm dim n">
                    {shortDay(each.at)} {clock(each.at)}
                  </span>
                </li>
              ))}
          </ol>
        </div>
      ) : null}
    </div>
  );
}
