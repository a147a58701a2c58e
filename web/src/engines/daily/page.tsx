import { useState } from "react";
import { Link } from "react-router";
import { addDays, clock, companyDay, date, number } from "@/app/format";
import { useLanguage } from "@/app/language";
import { useMe, useProcesses, useRecords } from "@/app/queries";
import { useLabel } from "@/app/language";
import type { RecordRow } from "@/app/shapes";
import { idOf, labelOf } from "@/app/values";
import { Page } from "@/desk/page";
import { Button, Chip, Empty, Failed, Loading, Section, Table, type Column } from "@/ui";
import { useDailyWords } from "./words";
import "./daily.css";

/** The morning meeting: whose list is there, what each is to move today, whose day is confirmed. */
export function MeetingPage() {
  const words = useDailyWords();
  const language = useLanguage();
  const me = useMe().data;
  const today = companyDay(me?.now ?? new Date());
  const [picked, setPicked] = useState<string | null>(null);
  const day = picked ?? today;
  const days = useRecords("workday", { filter: ["day", "=", day], sort: "unit", limit: 500 });
  const lines = useRecords("workday_line", {
    filter: ["workday.day", "=", day],
    sort: "position",
    limit: 500,
  });
  const rows = days.data?.pages.flatMap((page) => page.items) ?? [];
  const said = lines.data?.pages.flatMap((page) => page.items) ?? [];
  const expected = rows.filter((row) => row["expected"]);
  const missing = expected.filter((row) => !row["listed_at"]);
  const title = expected.length === 0 ? words.titleNone : words.title(missing.length);
  const due = rows.find((row) => typeof row["list_due"] === "string")?.["list_due"];
  return (
    <Page title={words.page}>
      <div className="rec-h">
        <div>
          <p className="sm mut">
            {date(day, language)}
            {typeof due === "string" ? ` · ${words.due(clock(due))}` : ""}
          </p>
          <h1>{title}</h1>
        </div>
        <p className="row">
          <Button small onClick={() => setPicked(addDays(day, -1))}>
            {words.before}
          </Button>
          <Button small disabled={day >= today} onClick={() => setPicked(addDays(day, 1))}>
            {words.after}
          </Button>
        </p>
      </div>
      {days.error ? <Failed cause={days.error} onRetry={() => void days.refetch()} /> : null}
      {days.isPending ? <Loading lines={8} /> : null}
      {days.data && rows.length === 0 ? <Empty title={words.titleNone} /> : null}
      {rows.length > 0 ? (
        <Section
          title={words.list}
          note={`${words.lists(expected.length - missing.length, expected.length)} · ${words.cards(
            expected.filter((row) => row["confirmed_at"]).length,
            expected.length,
          )}`}
        >
          <People rows={missingFirst(rows)} lines={said} />
        </Section>
      ) : null}
    </Page>
  );
}

/** Who is missing stands on top. */
const missingFirst = (rows: RecordRow[]): RecordRow[] =>
  [...rows].sort((a, b) => Number(Boolean(a["listed_at"])) - Number(Boolean(b["listed_at"])));

function People({ rows, lines }: { rows: RecordRow[]; lines: RecordRow[] }) {
  const words = useDailyWords();
  const stage = useStages();
  const columns: Column<RecordRow>[] = [
    {
      key: "who",
      head: words.person,
      width: 150,
      cell: (row) => (
        <>
          <Link to={`/o/workday/${row.id}`}>{labelOf(row["owner"])}</Link>
          <br />
          <span className="sm mut">{labelOf(row["unit"])}</span>
        </>
      ),
    },
    { key: "state", head: words.state, width: 110, cell: (row) => <ListState row={row} /> },
    {
      key: "lines",
      head: words.lines,
      cell: (row) => (
        <ul className="daily-l">
          {lines
            .filter((line) => idOf(line["workday"]) === row.id)
            .map((line) => (
              <li key={line.id}>
                <Link to={`/o/deal/${idOf(line["deal"]) ?? ""}`}>{labelOf(line["deal"])}</Link>{" "}
                <span className="sm mut">{stage(String(line["stage"] ?? ""))}</span>
                <span className="daily-e">{String(line["expects"] ?? "")}</span>
              </li>
            ))}
        </ul>
      ),
    },
    { key: "card", head: words.card, width: 100, cell: (row) => <CardState row={row} /> },
    { key: "touched", head: words.touched, figure: true, width: 70, cell: (row) => count(row["touched"]) },
    {
      key: "appointments",
      head: words.appointments,
      figure: true,
      width: 90,
      cell: (row) => count(row["appointments"]),
    },
    { key: "obstacle", head: words.tellObstacle, cell: (row) => String(row["obstacle"] ?? "") },
  ];
  return <Table label={words.list} columns={columns} rows={rows} keyOf={(row) => row.id} />;
}

const count = (value: unknown): string => (typeof value === "number" ? number(value) : "—");

function ListState({ row }: { row: RecordRow }) {
  const words = useDailyWords();
  const at = row["listed_at"];
  if (typeof at !== "string") return row["expected"] ? <Chip tone="plum">{words.missing}</Chip> : null;
  return (
    <>
      <Chip tone={row["list_late"] ? "amber" : "line"}>
        {row["list_late"] ? words.lateList : words.onTime}
      </Chip>{" "}
      <span className="sm mut n">{clock(at)}</span>
    </>
  );
}

function CardState({ row }: { row: RecordRow }) {
  const words = useDailyWords();
  const at = row["confirmed_at"];
  if (typeof at !== "string") return <span className="sm mut">{words.open}</span>;
  return row["late"] ? <Chip tone="amber">{words.late}</Chip> : <span className="n">{clock(at)}</span>;
}

/** Labels of stages by key, of whatever process has them. */
function useStages(): (key: string) => string {
  const label = useLabel();
  const processes = useProcesses().data ?? [];
  return (key) => {
    const node = processes.flatMap((each) => each.nodes).find((each) => each.key === key);
    return label(node?.label, key);
  };
}
