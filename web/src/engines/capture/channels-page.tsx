import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { addDays, briefMoney, companyDay, money, number } from "@/app/format";
import { useLabel } from "@/app/language";
import { useMe, useObject } from "@/app/queries";
import { inquire } from "@/app/writes";
import { Page } from "@/desk/page";
import { listAddress } from "@/records/ask";
import { Door, Empty, Failed, LinkButton, Loading, Section, Table, type Column } from "@/ui";
import { PERIODS, spanOf, type Channel, type Channels, type Period } from "./channels";
import { useCaptureWords } from "./words";
import "./capture.css";

const useChannels = (span: { since: string; until: string }) =>
  useQuery({
    queryKey: ["records", "lead", "channels", span] as const,
    queryFn: ({ signal }) => inquire<Channels>("look_at_channels", span, signal),
    placeholderData: (before) => before,
  });

/** 渠道质量: what each source of leads brought and cost, every figure with its records. */
export function ChannelsPage() {
  const words = useCaptureWords().channel;
  const me = useMe().data;
  const [period, setPeriod] = useState<Period>("year");
  const today = companyDay(me?.now ?? new Date());
  const { data, error, refetch } = useChannels(spanOf(period, today, addDays));
  const spends = useObject("channel_spend").data;
  return (
    <Page title={words.title}>
      <div className="rec-h">
        <h1 className="grow">{words.title}</h1>
        <span className="row">
          {spends ? (
            <LinkButton small kind="quiet" to="/o/channel_spend">
              {words.spends}
            </LinkButton>
          ) : null}
          {spends?.can.create && !me?.view_as ? (
            <LinkButton small icon="plus" to="/o/channel_spend/new">
              {words.spend}
            </LinkButton>
          ) : null}
        </span>
      </div>
      <div className="seg" role="group" aria-label={words.period}>
        {PERIODS.map((each) => (
          <button key={each} type="button" aria-pressed={period === each} onClick={() => setPeriod(each)}>
            {words.periods[each]}
          </button>
        ))}
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={8} /> : null}
      {data ? <Report channels={data} /> : null}
    </Page>
  );
}

function Report({ channels }: { channels: Channels }) {
  const words = useCaptureWords().channel;
  const label = useLabel();
  const field = useObject("lead").data?.fields.find((each) => each.name === "source");
  const named = (source: string | null | undefined) =>
    source === undefined
      ? words.all
      : source === null
        ? words.unknown
        : label(field?.options?.choices?.find((each) => each.key === source)?.label, source);
  const rows = [...channels.rows].sort((a, b) => b.leads - a.leads);
  const all = [...rows, ...(rows.length > 1 ? [channels.total] : [])];
  if (rows.length === 0) return <Empty title={words.none}>{words.noneText}</Empty>;
  return (
    <Section title={words.bySource} note={words.note}>
      <div className="cp-channels">
        <Table
          label={words.title}
          columns={columnsOf(channels, words, named)}
          rows={all}
          keyOf={(each) => String(each.source ?? (each === channels.total ? "all" : "none"))}
        />
      </div>
      <p className="sm mut">{words.how}</p>
    </Section>
  );
}

type Words = ReturnType<typeof useCaptureWords>["channel"];

/** Columns of what is recorded: cost and margin only where somebody wrote them down. */
function columnsOf(
  { total, currency }: Channels,
  words: Words,
  named: (source: string | null | undefined) => string,
): Column<Channel>[] {
  const door = (row: Channel, key: keyof Channel["records"], said: string, told: string) => {
    const at = row.records[key];
    return at && said !== "—" ? (
      <Door says={`${named(row.source)} ${told} ${said}`} to={listAddress(at.object, at.filter)}>
        {said}
      </Door>
    ) : (
      said
    );
  };
  const amount = (value: string | null) => (value === null ? "—" : money(value, currency));
  const short = (value: string | null) => (value === null ? "—" : briefMoney(value, currency));
  const share = (value: string | null) => (value === null ? "—" : `${number(value)}%`);
  const column = (
    key: string,
    head: string,
    cell: (row: Channel) => ReactNode,
    known: unknown = true,
  ): Column<Channel>[] => (known === null ? [] : [{ key, head, figure: true, cell }]);
  return [
    { key: "source", head: words.source, cell: (row) => named(row.source) },
    ...column("leads", words.leads, (row) => door(row, "leads", number(row.leads), words.leads)),
    ...column("converted", words.converted, (row) =>
      door(row, "converted", number(row.converted), words.converted),
    ),
    ...column("conversion", words.conversion, (row) =>
      door(row, "converted", share(row.conversion), words.conversion),
    ),
    ...column("cycle", words.cycle, (row) =>
      row.cycle === null ? "—" : door(row, "converted", words.hours(number(row.cycle)), words.cycle),
    ),
    ...column(
      "cost",
      words.cost,
      (row) => (row.cost === null ? "—" : door(row, "cost", short(row.cost), words.cost)),
      total.cost,
    ),
    ...column(
      "spend",
      words.spent,
      (row) => (row.spend === null ? "—" : door(row, "spend", short(row.spend), words.spent)),
      total.spend,
    ),
    ...column(
      "per_lead",
      words.perLead,
      (row) => door(row, row.spend === null ? "cost" : "leads", amount(row.per_lead), words.perLead),
      total.per_lead,
    ),
    ...column(
      "per_conversion",
      words.perConversion,
      (row) => door(row, "converted", amount(row.per_conversion), words.perConversion),
      total.per_conversion,
    ),
    ...column(
      "margin",
      words.margin,
      (row) => (row.margin === null ? "—" : door(row, "margin", short(row.margin), words.margin)),
      total.margin,
    ),
    ...column("left", words.left, (row) => door(row, "margin", short(row.left), words.left), total.left),
    ...column("back", words.back, (row) => door(row, "margin", share(row.back), words.back), total.back),
  ];
}
