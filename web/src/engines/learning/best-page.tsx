import { useState } from "react";
import { addDays, companyDay, date, number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, Loading } from "@/ui";
import { PickOne } from "@/ui/antd";
import { useMetrics } from "@/metrics/queries";
import { Differences } from "./differences";
import { DistilDialog } from "./distil";
import { GapsPart } from "./gaps";
import { OriginPanel } from "./origin-panel";
import { Radar } from "./radar";
import { Ranking } from "./ranking";
import { Regions } from "./regions";
import { useBest } from "./queries";
import type { Best } from "./shapes";
import { useLearningWords } from "./words";
import "./learning.css";

const MONTHS = ["3", "6", "12", "24"];

/** 前列差在哪: who does best, what they do otherwise, and how sure that is. */
export function BestPage() {
  const { best: words } = useLearningWords();
  const label = useLabel();
  const { data: me } = useMe();
  const { data: metrics } = useMetrics();
  const [measure, setMeasure] = useState("won_amount");
  const [months, setMonths] = useState("12");
  const today = companyDay(me?.now ?? new Date());
  const since = addDays(today, -Math.round((Number(months) * 365) / 12));
  const { data, error, refetch } = useBest(measure, { since, until: today });
  const [opened, setOpened] = useState<string | null>(null);
  const [distilling, setDistilling] = useState(false);
  const ranked = (metrics ?? []).filter((each) => each.dimensions.some((one) => one.name === "owner"));
  const shown = data?.behaviours.find((each) => each.key === opened);
  const panel =
    data && shown ? <OriginPanel best={data} behaviour={shown} onClose={() => setOpened(null)} /> : undefined;
  return (
    <Page title={words.title} panel={panel}>
      <div className="rec-h">
        <h1 className="grow">{words.title}</h1>
        <span className="row">
          <PickOne
            label={words.by}
            value={measure}
            options={ranked.map((each) => ({ value: each.key, label: label(each.label, each.key) }))}
            width={170}
            onChange={(key) => setMeasure(key ?? "won_amount")}
          />
          <PickOne
            label={words.months}
            value={months}
            options={MONTHS.map((each) => ({ value: each, label: words.lastMonths(each) }))}
            width={150}
            onChange={(said) => setMonths(said ?? "12")}
          />
          {data?.enough && me?.permissions.includes("schema:design") ? (
            <Button kind="ink" onClick={() => setDistilling(true)}>
              {words.distil}
            </Button>
          ) : null}
        </span>
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={10} /> : null}
      {data ? (
        <div className="le">
          <Whole best={data} onOpen={setOpened} />
          {me?.permissions.includes("schema:design") ? <GapsPart since={since} until={today} /> : null}
        </div>
      ) : null}
      {distilling ? (
        <DistilDialog measure={measure} since={since} until={today} onClose={() => setDistilling(false)} />
      ) : null}
    </Page>
  );
}

function Whole({ best, onOpen }: { best: Best; onOpen: (key: string) => void }) {
  const { best: words } = useLearningWords();
  const label = useLabel();
  if (best.people.length === 0) return <Empty title={words.nobody}>{words.nobodyText}</Empty>;
  return (
    <>
      <p className="mut" data-lead>
        {date(best.from)} – {date(best.until)} ·{" "}
        {best.enough
          ? words.lead(number(best.placed), number(best.percent), label(best.measure.label))
          : words.tooFew(number(best.placed), number(best.least_people))}
      </p>
      <Differences best={best} onOpen={onOpen} />
      <div className="le-2">
        <Ranking best={best} />
        <Radar best={best} onOpen={onOpen} />
      </div>
      <Regions best={best} onOpen={onOpen} />
    </>
  );
}
