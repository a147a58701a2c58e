import { useState } from "react";
import { Refusal } from "@/app/api";
import { number } from "@/app/format";
import { useTrying } from "@/app/trying";
import { DesignBar, DesignDesk, DesignFaults } from "@/designing/frame";
import { Seg } from "@/designing/parts";
import { useSteps } from "@/designing/steps";
import { Button, Dialog } from "@/ui";
import { say } from "@/ui/notice";
import { Loads } from "../given-page";
import { useDesigning } from "../queries";
import type { Rules, Shown } from "../shapes";
import { useRoutingWords } from "../words";
import { faultsBelow, replaced } from "./model";
import { Paper } from "./paper";
import { ReplayPanel } from "./replay-panel";
import { RuleList } from "./rule-list";
import { RuleSide } from "./rule-side";
import { AskTime, Timed } from "./timing";
import { TryPanel } from "./try-panel";
import { Versions } from "./versions";

interface StudioProps {
  shown: Shown;
  first: Rules;
  publishes: boolean;
}

type Sheet = "rule" | "try" | "replay" | "loads" | "versions";

/** The rules in their order, one on paper, and beside it what it would do. */
export function Studio({ shown, first, publishes }: StudioProps) {
  const { design: words } = useRoutingWords();
  const work = useSteps(first);
  const { now: rules, change } = work;
  const [at, setAt] = useState(0);
  const [sheet, setSheet] = useState<Sheet>("rule");
  const [asking, setAsking] = useState<"publish" | "retire" | "time" | null>(null);
  const { keep, drop, go, stop, later, back, trying } = useKeeping(shown, rules);
  const { busy, cause } = trying;
  const faults = cause instanceof Refusal ? cause.fields : {};
  const rule = rules.rules[at];
  const mine = faultsBelow(faults, `rules.${at}`);
  const dirty = rules !== first;
  const put = (next: NonNullable<typeof rule>) =>
    change({ ...rules, rules: replaced(rules.rules, at, next) });
  const sheets = (Object.keys(words.sheet) as Sheet[]).map((value) => ({ value, label: words.sheet[value] }));
  const draft = shown.draft ? words.draft(number(shown.draft.number)) : shown.live ? words.noDraft : "";
  return (
    <>
      <DesignBar
        steps={work}
        lead={
          <span className="sm dim grow">
            {[draft, dirty ? words.unsaved : ""].filter(Boolean).join(" · ")}
          </span>
        }
      >
        {shown.draft ? (
          <Button small kind="quiet" disabled={busy} onClick={() => void drop()}>
            {words.discard}
          </Button>
        ) : null}
        {shown.live && publishes ? (
          <Button small kind="quiet" disabled={busy} onClick={() => setAsking("retire")}>
            {words.retire}
          </Button>
        ) : null}
        <Button small disabled={busy || !dirty} onClick={() => void keep()}>
          {words.save}
        </Button>
        {shown.timed ? null : (
          <Button
            small
            disabled={busy || !publishes || (!dirty && !shown.draft)}
            onClick={() => setAsking("time")}
          >
            {words.time}
          </Button>
        )}
        <Button
          small
          kind="ink"
          title={publishes ? undefined : words.noPublish}
          disabled={busy || !publishes || (!dirty && !shown.draft)}
          onClick={() => setAsking("publish")}
        >
          {words.publish}
        </Button>
      </DesignBar>
      <Timed shown={shown} busy={busy} onWithdraw={publishes ? () => void back() : null} />
      <DesignFaults cause={cause} faults={faults} />
      <DesignDesk
        left={<RuleList rules={rules} at={at} faults={faults} onPick={setAt} onChange={change} />}
        name={words.sheet[sheet]}
        right={
          <>
            <p className="gd-sheets">
              <Seg label={words.title} value={sheet} options={sheets} onPick={setSheet} />
            </p>
            {sheet === "rule" && rule ? <RuleSide rule={rule} faults={mine} onChange={put} /> : null}
            {sheet === "try" ? <TryPanel rules={rules} trying={trying} /> : null}
            {sheet === "replay" ? <ReplayPanel rules={rules} trying={trying} /> : null}
            {sheet === "loads" ? <Loads /> : null}
            {sheet === "versions" ? <Versions shown={shown} onBring={change} /> : null}
          </>
        }
      >
        <Paper rules={rules} rule={rule} faults={mine} onRule={put} onRules={change} />
      </DesignDesk>
      {asking === "time" ? (
        <AskTime
          onClose={() => setAsking(null)}
          onTime={(at) => {
            setAsking(null);
            void later(at, dirty || !shown.draft);
          }}
        />
      ) : asking ? (
        <Dialog
          title={asking === "publish" ? words.publishAsk : words.retireAsk}
          onClose={() => setAsking(null)}
        >
          <p className="mut">{asking === "publish" ? words.publishText : words.retireText}</p>
          <p className="row dlg-a">
            <Button
              kind="ink"
              onClick={() => {
                setAsking(null);
                void (asking === "publish" ? go(dirty || !shown.draft) : stop());
              }}
            >
              {asking === "publish" ? words.publish : words.retire}
            </Button>
          </p>
        </Dialog>
      ) : null}
    </>
  );
}

/** Saving, throwing away and publishing, one at a time; what is refused stays beside the drawing. */
function useKeeping(shown: Shown, rules: Rules) {
  const { design: words } = useRoutingWords();
  const { save, publish, discard, retire, time, withdraw } = useDesigning(shown.about);
  const trying = useTrying();
  const run = async (steps: () => Promise<unknown>, done: string) => {
    if (await trying.attempt(steps)) say(done);
  };
  const kept = () => save.mutateAsync({ rules, version: shown.version });
  return {
    trying,
    keep: () => run(kept, words.saved),
    drop: () => run(() => discard.mutateAsync(), words.discarded),
    stop: () => run(() => retire.mutateAsync(), words.retired),
    back: () => run(() => withdraw.mutateAsync(), words.withdrawn),
    later: (at: string, first: boolean) =>
      run(async () => {
        if (first) await kept();
        await time.mutateAsync(at);
      }, words.timedDone),
    go: (first: boolean) =>
      run(async () => {
        if (first) await kept();
        await publish.mutateAsync();
      }, words.published),
  };
}
