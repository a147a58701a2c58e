import { useState } from "react";
import { date, number, shortDay } from "@/app/format";
import type { RecordRow } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import { Chart } from "@/charts";
import { Page } from "@/desk/page";
import { listAddress } from "@/records/ask";
import { Chip, Door, Empty, Failed, Loading, Section, Table, type Column } from "@/ui";
import { traitsOf, useBranch, useWeeks } from "./queries";
import { Effects, Starting } from "./steps";
import { Traits } from "./traits";
import { useChurnWords } from "./words";
import "./churn.css";

const MOST = 200;
const WEEKS = 12;
const unitOf = (row: RecordRow): string => idOf(row["unit"]) ?? "";
const percent = (said: unknown): string =>
  said === null || said === undefined
    ? "—"
    : `${number(String(said), { minimumFractionDigits: 1, maximumFractionDigits: 1 })}%`;

/** 流失: departments by rate, what the churned of one share, three interventions and what they came to. */
export function ChurnPage() {
  const words = useChurnWords();
  const { rows, error, refetch } = useWeeks(null, MOST);
  const [picked, setPicked] = useState<string | null>(null);
  const newest = String(rows?.[0]?.["week_on"] ?? "");
  const last = (rows ?? [])
    .filter((row) => row["week_on"] === newest)
    .sort(
      (a, b) =>
        Number(b["weeks_over"] ?? 0) - Number(a["weeks_over"] ?? 0) ||
        Number(b["rate"] ?? 0) - Number(a["rate"] ?? 0),
    );
  const shown = last.find((row) => unitOf(row) === picked) ?? last[0];
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1 className="grow">{words.title}</h1>
        {newest ? <span className="sm mut">{words.lead(date(newest))}</span> : null}
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!rows && !error ? <Loading lines={10} /> : null}
      {rows && !shown ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {shown ? <Whole rows={last} shown={shown} onPick={setPicked} /> : null}
    </Page>
  );
}

interface WholeProps {
  rows: RecordRow[];
  shown: RecordRow;
  onPick: (unit: string) => void;
}

function Whole({ rows, shown, onPick }: WholeProps) {
  const unit = unitOf(shown);
  const traits = traitsOf(shown["traits"]);
  return (
    <div className="cu-2">
      <div>
        <Regions rows={rows} shown={shown} onPick={onPick} />
        <Weeks unit={unit} name={labelOf(shown["unit"])} />
      </div>
      <div>
        <Traits name={labelOf(shown["unit"])} traits={traits} />
        <Starting key={unit} unit={unit} traits={traits} />
        <Effects unit={unit} />
      </div>
    </div>
  );
}

function Regions({ rows, shown, onPick }: WholeProps) {
  const words = useChurnWords();
  const columns: Column<RecordRow>[] = [
    {
      key: "unit",
      head: words.department,
      cell: (row) => (
        <button
          type="button"
          className="cu-unit"
          aria-pressed={row.id === shown.id}
          onClick={() => onPick(unitOf(row))}
        >
          {labelOf(row["unit"])}
        </button>
      ),
    },
    { key: "base", head: words.base, figure: true, cell: (row) => number(Number(row["base"] ?? 0)) },
    { key: "churned", head: words.churned, figure: true, cell: (row) => <Churned row={row} /> },
    { key: "rate", head: words.rate, figure: true, cell: (row) => <b>{percent(row["rate"])}</b> },
    { key: "threshold", head: words.threshold, figure: true, cell: (row) => percent(row["threshold"]) },
    {
      key: "weeks",
      head: words.weeks,
      cell: (row) => {
        const weeks = Number(row["weeks_over"] ?? 0);
        return weeks > 0 ? (
          <Chip tone={weeks > 1 ? "plum" : "amber"}>{words.weeksOver(weeks)}</Chip>
        ) : (
          <span className="dim">—</span>
        );
      },
    },
  ];
  return (
    <Section title={words.regions} note={words.regionsNote}>
      <Table label={words.regions} columns={columns} rows={rows} keyOf={(row) => row.id} />
    </Section>
  );
}

/** Opens the week's cases of the department and everything below it. */
function Churned({ row }: { row: RecordRow }) {
  const said = number(Number(row["churned"] ?? 0));
  const units = useBranch(unitOf(row));
  const to = listAddress("churn_case", ["and", ["week_on", "=", row["week_on"]], ["unit", "in", units]]);
  return (
    <Door says={said} to={to}>
      {said}
    </Door>
  );
}

function Weeks({ unit, name }: { unit: string; name: string }) {
  const words = useChurnWords();
  const { rows } = useWeeks(unit, WEEKS);
  if (!rows || rows.length < 2) return null;
  const weeks = [...rows].reverse();
  const title = words.trend(name);
  const threshold = rows[0]?.["threshold"];
  return (
    <Section title={title}>
      <Chart
        spec={{
          kind: "line",
          label: title,
          axis: words.week,
          categories: weeks.map((row) => shortDay(String(row["week_on"]))),
          series: [
            {
              key: "rate",
              name: words.rate,
              look: "fact",
              points: weeks.map((row) => ({
                value: row["rate"] === null ? null : String(row["rate"]),
                said: percent(row["rate"]),
              })),
            },
          ],
          target: threshold ? { value: String(threshold), said: percent(threshold) } : null,
          tick: (value) => `${number(value)}%`,
        }}
        height={220}
      />
    </Section>
  );
}
