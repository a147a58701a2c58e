import { useState } from "react";
import { Link } from "react-router";
import { date } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe } from "@/app/queries";
import { HistoryList } from "@/designer/history-list";
import { Page } from "@/desk/page";
import { Door, Empty, Failed, LinkButton, Loading, Section, Table, type Column } from "@/ui";
import { Origin } from "./origin";
import { Said } from "./preview";
import { thisMonth, useFigures, useMetrics, type Figure, type Metric } from "./queries";
import { figureOf } from "./shown";
import { useMetricWords } from "./words";
import "./metrics.css";

interface Line {
  metric: Metric;
  figure: Figure | null | undefined;
}

/** 指标: every figure of the month, each a door to its arithmetic and its records. */
export function MetricsPage() {
  const words = useMetricWords();
  const { data: me } = useMe();
  const { data: metrics, error, refetch } = useMetrics();
  const designs = me?.permissions.includes("schema:design") ?? false;
  const [open, setOpen] = useState<string | null>(null);
  const month = thisMonth(me?.now ?? new Date());
  const figures = useFigures(metrics ?? [], month);
  const lines = (metrics ?? []).map((metric, at) => ({ metric, figure: figures[at]?.data }));
  const shown = lines.find((line) => line.metric.key === open && line.figure);
  const panel = shown?.figure ? (
    <Origin metric={shown.metric} figure={shown.figure} onClose={() => setOpen(null)} />
  ) : undefined;
  return (
    <Page title={words.title} panel={panel}>
      <div className="rec-h">
        <h1 className="grow">{words.title}</h1>
        {designs ? (
          <LinkButton small kind="ink" icon="plus" to="/insight/metrics/new">
            {words.add}
          </LinkButton>
        ) : null}
      </div>
      <p className="mut mt-intro">{words.intro}</p>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!metrics && !error ? <Loading lines={8} /> : null}
      {metrics?.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {lines.length > 0 ? (
        <Section title={`${date(month.from)} – ${date(month.to)}`} note={words.seen}>
          <Figures lines={lines} open={open} onOpen={setOpen} designs={designs} />
        </Section>
      ) : null}
      {designs ? (
        <div className="mt-history">
          <HistoryList only={(deed) => /metric_|target_/.test(deed.action)} />
        </div>
      ) : null}
    </Page>
  );
}

interface FiguresProps {
  lines: Line[];
  open: string | null;
  onOpen: (key: string | null) => void;
  designs: boolean;
}

function Figures({ lines, open, onOpen, designs }: FiguresProps) {
  const words = useMetricWords();
  const label = useLabel();
  const columns: Column<Line>[] = [
    {
      key: "name",
      head: words.columns.name,
      cell: ({ metric }) => (
        <>
          <b className="mt-name">
            {label(metric.label, metric.key)}
            {designs ? (
              <Link className="sm mt-change" to={`/insight/metrics/${metric.key}`}>
                {words.change}
              </Link>
            ) : null}
          </b>
          <span className="mut mt-about">{label(metric.description)}</span>
        </>
      ),
    },
    { key: "of", head: words.columns.of, width: 96, cell: ({ metric }) => label(metric.object_label) },
    {
      key: "better",
      head: words.columns.better,
      width: 120,
      cell: ({ metric }) => <span className="mut nowrap">{words[metric.direction]}</span>,
    },
    {
      key: "value",
      head: words.columns.value,
      figure: true,
      width: 150,
      cell: (line) => (
        <Amount
          line={line}
          open={open === line.metric.key}
          onOpen={() => onOpen(open === line.metric.key ? null : line.metric.key)}
        />
      ),
    },
  ];
  return (
    <div className="mt">
      <Table label={words.title} columns={columns} rows={lines} keyOf={({ metric }) => metric.key} />
    </div>
  );
}

function Amount({ line, open, onOpen }: { line: Line; open: boolean; onOpen: () => void }) {
  const words = useMetricWords();
  const label = useLabel();
  if (line.figure === undefined) return <span className="dim">·</span>;
  const said = figureOf(line.figure?.value ?? null, line.metric.unit, words.units);
  const text = said ? `${said.n} ${said.unit}` : words.blank;
  return (
    <span data-metric={line.metric.key}>
      <Door says={`${label(line.metric.label)} ${text}`} open={open} onOpen={onOpen}>
        <b>
          <Said
            value={line.figure?.value ?? null}
            unit={line.metric.unit}
            level={line.figure?.level ?? null}
          />
        </b>
      </Door>
      {line.metric.time ? null : <span className="dim sm mt-now">{words.now}</span>}
    </span>
  );
}
