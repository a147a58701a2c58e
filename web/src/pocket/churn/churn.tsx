import { useState } from "react";
import { date, number, shortDay } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import { traitsOf, useSteps, type Trait } from "@/engines/churn/queries";
import { KINDS, useStarting, type Kind } from "@/engines/churn/starting";
import { useTraitName } from "@/engines/churn/trait-name";
import { useChurnWords } from "@/engines/churn/words";
import { Button } from "@/ui/button";
import { Chip } from "@/ui/chip";
import { say } from "@/ui/notice";
import { Empty, Failed } from "@/ui/states";
import { useWho } from "../data";
import { useOnline } from "../device/online";
import { Failing } from "../parts/failing";
import { NeedsNetwork } from "../parts/needs-network";
import { Opening } from "../parts/opening";
import { PickOne } from "../parts/pick-one";
import { Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { useLaterWords } from "../words/later";
import { ALARMING, useNewestWeek } from "./asking";
import "./churn.css";

const SHOWN = 4;
const ONE = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const percent = (said: unknown): string =>
  said === null || said === undefined ? "—" : `${number(String(said), ONE)}%`;

/** Where customers leave: departments over their threshold, what those gone share, three steps against it. */
export function Churn() {
  const words = useChurnWords();
  const { churn: more } = useLaterWords();
  const online = useOnline();
  const { rows, over, error, refetch } = useNewestWeek(online);
  const others = rows?.filter((row) => Number(row["weeks_over"] ?? 0) < ALARMING) ?? [];
  const week = rows?.[0]?.["week_on"];
  return (
    <Page title={more.entry} up="/" {...(week ? { note: more.week(shortDay(String(week))) } : {})}>
      <NeedsNetwork why={more.network} />
      {online ? (
        <>
          {error && !rows ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          {!rows && !error ? <Waiting lines={8} /> : null}
          {rows?.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
          {rows && rows.length > 0 && over?.length === 0 ? (
            <Sheet>
              <Empty title={more.noneOver}>{more.noneOverText}</Empty>
            </Sheet>
          ) : null}
          {over && over.length > 0 ? (
            <Regions title={more.alarming(over.length)} rows={over} first={over[0]?.id ?? ""} />
          ) : null}
          <Regions title={more.others} rows={others} />
        </>
      ) : null}
    </Page>
  );
}

interface RegionsProps {
  title: string;
  rows: RecordRow[];
  /** Which one is open to begin with. */
  first?: string;
}

/** Departments by rate, each opened by a tap. */
function Regions({ title, rows, first = "" }: RegionsProps) {
  const { churn: more } = useLaterWords();
  const [open, setOpen] = useState(first);
  if (rows.length === 0) return null;
  return (
    <Sheet title={title}>
      <ul className="rows">
        {rows.map((row) => (
          <li key={row.id}>
            <Opening
              open={open === row.id}
              onToggle={() => setOpen(open === row.id ? "" : row.id)}
              title={labelOf(row["unit"])}
              end={<Over weeks={Number(row["weeks_over"] ?? 0)} />}
              detail={more.gone(number(Number(row["churned"] ?? 0)), number(Number(row["base"] ?? 0)))}
              detailEnd={percent(row["rate"])}
            >
              <Region row={row} />
            </Opening>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

function Over({ weeks }: { weeks: number }) {
  const { churn: more } = useLaterWords();
  return weeks > 0 ? <Chip tone={weeks < ALARMING ? "amber" : "plum"}>{more.weeks(weeks)}</Chip> : null;
}

function Region({ row }: { row: RecordRow }) {
  const words = useChurnWords();
  const { churn: more } = useLaterWords();
  const named = useTraitName();
  const me = useWho();
  const unit = idOf(row["unit"]) ?? "";
  const traits = traitsOf(row["traits"]);
  const share = (part: number, whole: number) =>
    whole ? `${number(Math.round((100 * part) / whole))}%` : "—";
  return (
    <div className="chn">
      <p>
        <span className="chn-big n">{percent(row["rate"])}</span>{" "}
        <span className="sm mut">
          {words.threshold} {percent(row["threshold"])}
        </span>
      </p>
      {traits.length > 0 ? (
        <div>
          <h3>{more.shares}</h3>
          <ul className="chn-t">
            {traits.slice(0, SHOWN).map((each) => (
              <li key={each.trait}>
                <span>
                  {named(each.trait)}{" "}
                  {each.verdict === "clear" ? (
                    <Chip tone="plum">
                      {words.lift} ×{each.lift ?? "∞"}
                    </Chip>
                  ) : null}
                </span>
                <span className="sm mut">
                  {more.shareOf(share(each.gone, each.of_gone), share(each.kept, each.of_kept))}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {me.view_as ? null : <Starting unit={unit} traits={traits} />}
      <Running unit={unit} />
    </div>
  );
}

/** Three buttons; each starts its step at once. */
function Starting({ unit, traits }: { unit: string; traits: Trait[] }) {
  const words = useChurnWords();
  const { churn: more } = useLaterWords();
  const named = useTraitName();
  const [trait, setTrait] = useState("");
  const { busy, cause, start } = useStarting(unit);
  const about = { push: words.pushAbout, weight: words.weightAbout, expert: words.expertAbout };
  const run = async (kind: Kind) => {
    const said = await start(kind, trait || null);
    if (said) say(said);
  };
  return (
    <div className="chn">
      <h3>{more.start}</h3>
      {traits.length > 0 ? (
        <PickOne
          label={more.whom}
          value={trait}
          options={[
            { key: "", label: words.everybody },
            ...traits.map((each) => ({ key: each.trait, label: named(each.trait) })),
          ]}
          onPick={setTrait}
        />
      ) : null}
      <div className="chn-acts">
        {KINDS.map((kind) => (
          <div key={kind}>
            <Button wide disabled={busy} onClick={() => void run(kind)}>
              {words[kind]}
            </Button>
            <span className="sm mut">{about[kind]}</span>
          </div>
        ))}
      </div>
      {cause ? <Failing cause={cause} /> : null}
    </div>
  );
}

/** What was started and what came of it. */
function Running({ unit }: { unit: string }) {
  const words = useChurnWords();
  const { churn: more } = useLaterWords();
  const rows = useSteps(unit) ?? [];
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>{more.running}</h3>
      <ul className="chn-t">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <span>{String(row["title"] ?? "")}</span>
            <span className="sm mut">
              {row["state"] === "measured"
                ? (words.verdicts[String(row["verdict"])] ?? "")
                : words.running(date(String(row["measured_on"] ?? "")))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
