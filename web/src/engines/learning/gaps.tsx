import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { date, number } from "@/app/format";
import { act } from "@/app/writes";
import { Button, Failed, Section, Table, type Column } from "@/ui";
import { say } from "@/ui/notice";
import { useChoicesOf } from "./use-labels";
import { useLearningWords } from "./words";

interface Gap {
  from: string;
  to: string;
  deals: number;
  enough: boolean;
  least_days: string | null;
  median_days: string | null;
  proposed_hours: number | null;
}

interface Gaps {
  from: string;
  until: string;
  percent: number;
  least: number;
  gaps: Gap[];
  proposed: Record<string, number>;
  in_force: Record<string, number>;
}

const days = (said: string | number | null): string =>
  said === null ? "—" : number(said, { maximumFractionDigits: 1 });

const inDays = (hours: number | null): string => (hours === null ? "—" : days(hours / 24));

/** The least time won deals kept between two steps, taken on with a tap: nearer is flagged from then on. */
export function GapsPart({ since, until }: { since: string; until: string }) {
  const { gaps: words } = useLearningWords();
  const types = useChoicesOf("activity", "type");
  const [refused, setRefused] = useState<unknown>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["learning", "gaps", since, until],
    queryFn: async () => (await act<Gaps>("learn_gaps", { since, until })).result,
  });
  if (error) return <Failed cause={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  const take = async () => {
    setRefused(null);
    try {
      await act("change_setting", {
        key: "playbook.least_hours",
        value: { ...data.in_force, ...data.proposed },
      });
      say(words.taken);
      await refetch();
    } catch (no) {
      setRefused(no);
    }
  };
  const changed = Object.entries(data.proposed).some(([key, value]) => data.in_force[key] !== value);
  const columns: Column<Gap>[] = [
    { key: "way", head: words.way, cell: (each) => `${types.name(each.from)} → ${types.name(each.to)}` },
    { key: "deals", head: words.deals, figure: true, cell: (each) => number(each.deals) },
    { key: "median", head: words.median, figure: true, cell: (each) => days(each.median_days) },
    {
      key: "least",
      head: words.least(number(data.percent)),
      figure: true,
      cell: (each) => days(each.least_days),
    },
    {
      key: "now",
      head: words.now,
      figure: true,
      cell: (each) => inDays(data.in_force[`${each.from}>${each.to}`] || null),
    },
    {
      key: "proposed",
      head: words.proposed,
      figure: true,
      cell: (each) =>
        each.enough ? <b>{inDays(each.proposed_hours)}</b> : <span className="dim sm">{words.few}</span>,
    },
  ];
  return (
    <Section
      title={words.title}
      note={words.note(date(data.from), date(data.until))}
      extra={
        changed ? (
          <Button small onClick={() => void take()}>
            {words.take}
          </Button>
        ) : null
      }
    >
      <Table
        label={words.title}
        columns={columns}
        rows={data.gaps}
        keyOf={(each) => `${each.from}>${each.to}`}
      />
      {refused ? <Failed cause={refused} /> : null}
    </Section>
  );
}
