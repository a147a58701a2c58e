import { useState } from "react";
import { monthName, number } from "@/app/format";
import { useLabel } from "@/app/language";
import { Chart } from "@/charts";
import { Page } from "@/desk/page";
import { listAddress } from "@/records/ask";
import { Chip, Door, Empty, Failed, LinkButton, Loading, Section, Table, type Column } from "@/ui";
import { useHealth, type Gap, type Health, type Score } from "./queries";
import { useQualityWords } from "./words";
import "./quality.css";

const points = (said: string | null): string =>
  said === null ? "—" : number(said, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const percent = (said: string | null): string => (said === null ? "—" : `${points(said)}%`);
const signed = (said: string): string => (Number(said) > 0 ? `+${points(said)}` : points(said));

/** 数据健康: the month's scores of every department, one department's trend, and what is missing now. */
export function HealthPage() {
  const words = useQualityWords();
  const [unit, setUnit] = useState<string | null>(null);
  const { data, error, refetch } = useHealth(unit);
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1 className="grow">{words.title}</h1>
        <LinkButton small kind="quiet" to="/customers/cleaning">
          {words.cleaning.open}
        </LinkButton>
        {data?.month ? <span className="sm mut">{words.lead(monthName(data.month.slice(0, 7)))}</span> : null}
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={10} /> : null}
      {data && data.rows.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {data && data.rows.length > 0 ? <Whole health={data} onPick={setUnit} /> : null}
    </Page>
  );
}

function Whole({ health, onPick }: { health: Health; onPick: (unit: string) => void }) {
  const words = useQualityWords();
  const fastest = health.rows.find((each) => each.fastest);
  const { complete, fresh, single } = health.weights;
  return (
    <>
      <p className="mut" data-lead>
        {fastest ? words.fastestLine(fastest.title, signed(fastest.gain ?? "0")) : words.nobody}
      </p>
      <div className="dh">
        <div>
          <Board health={health} onPick={onPick} />
          <Section title={words.how} thin>
            <p>{words.arithmetic(complete, fresh, single)}</p>
            <p className="mut">{words.early(health.new_days)}</p>
          </Section>
        </div>
        <div>
          <Trend health={health} />
          <Gaps health={health} />
        </div>
      </div>
    </>
  );
}

function Board({ health, onPick }: { health: Health; onPick: (unit: string) => void }) {
  const words = useQualityWords();
  const columns: Column<Score>[] = [
    {
      key: "unit",
      head: words.department,
      cell: (each) => (
        <span className="dh-unit">
          <button type="button" aria-pressed={each.unit === health.unit} onClick={() => onPick(each.unit)}>
            {each.title}
          </button>
          {each.fastest ? <Chip tone="jade">{words.fastest}</Chip> : null}
        </span>
      ),
    },
    { key: "score", head: words.score, figure: true, cell: (each) => <b>{points(each.score)}</b> },
    { key: "gain", head: words.gain, figure: true, cell: (each) => <Gain of={each.gain} /> },
    { key: "complete", head: words.complete, figure: true, cell: (each) => percent(each.complete) },
    { key: "stale", head: words.stale, figure: true, cell: (each) => percent(each.stale) },
    { key: "doubled", head: words.doubled, figure: true, cell: (each) => percent(each.doubled) },
    { key: "records", head: words.records, figure: true, cell: (each) => number(each.records) },
  ];
  return (
    <Section title={words.board} note={words.boardNote}>
      <Table label={words.board} columns={columns} rows={health.rows} keyOf={(each) => each.id} />
    </Section>
  );
}

function Gain({ of }: { of: string | null }) {
  if (of === null) return <span className="dim">—</span>;
  const way = Number(of) > 0 ? "dh-up" : Number(of) < 0 ? "dh-down" : "dim";
  return <span className={way}>{signed(of)}</span>;
}

function Trend({ health }: { health: Health }) {
  const words = useQualityWords();
  if (!health.name || health.trend.length === 0) return null;
  const title = words.trend(health.name);
  const line = (key: "score" | "complete", name: string, look: "fact" | "before") => ({
    key,
    name,
    look,
    points: health.trend.map((each) => ({ value: each[key], said: points(each[key]) })),
  });
  return (
    <Section title={title}>
      <Chart
        spec={{
          kind: "line",
          label: title,
          axis: words.months,
          categories: health.trend.map((each) => monthName(each.month_on.slice(0, 7))),
          series: [line("score", words.score, "fact"), line("complete", words.complete, "before")],
          tick: (value) => number(value),
        }}
        height={220}
      />
    </Section>
  );
}

function Gaps({ health }: { health: Health }) {
  const words = useQualityWords();
  const label = useLabel();
  const rows = health.gaps.filter((each) => each.count > 0).sort((a, b) => b.count - a.count);
  const said = (each: Gap) => {
    const object = label(each.object_label, each.object);
    return each.field
      ? words.missing(object, label(each.label ?? undefined, each.field))
      : words.old(object, health.stale_days[each.object] ?? 0);
  };
  const columns: Column<Gap>[] = [
    { key: "what", head: words.what, cell: said },
    { key: "weight", head: words.weight, figure: true, cell: (each) => each.weight ?? "" },
    {
      key: "count",
      head: words.count,
      figure: true,
      cell: (each) => (
        <Door says={`${said(each)} ${each.count}`} to={listAddress(each.object, each.filter)}>
          {number(each.count)}
        </Door>
      ),
    },
  ];
  const title = words.gaps(health.name ?? "");
  return (
    <Section title={title} note={words.gapsNote}>
      {rows.length > 0 ? (
        <Table
          label={title}
          columns={columns}
          rows={rows}
          keyOf={(each) => `${each.object}.${each.field ?? "old"}`}
        />
      ) : (
        <p className="mut">{words.noGaps}</p>
      )}
    </Section>
  );
}
