import { Link } from "react-router";
import { shortDay } from "@/app/format";
import { useLabel } from "@/app/language";
import { useObjects } from "@/app/queries";
import { useTrying } from "@/app/trying";
import { Page } from "@/desk/page";
import { Button, type Column, Empty, Failed, Loading, Table } from "@/ui";
import { say } from "@/ui/notice";
import { publish, useRefreshed, useShares } from "./calls";
import type { Share } from "./shapes";
import { useAccessWords } from "./words";

/** Records shown to one more person, and the end of that. */
export function SharesPage() {
  const words = useAccessWords();
  const label = useLabel();
  const { data: objects = [] } = useObjects();
  const { data, error, isPending, refetch } = useShares();
  const refreshed = useRefreshed();
  const { cause, attempt } = useTrying();
  const end = async (share: Share) => {
    const input = { object: share.object, record: share.record.id, person: share.person.id };
    await attempt(async () => {
      await publish([{ action: "end_share", input }]);
      say(words.shares.ended);
      await refreshed();
    });
  };
  const columns: Column<Share>[] = [
    {
      key: "record",
      head: words.shares.record,
      cell: (each) =>
        each.record.label ? (
          <Link to={`/o/${each.object}/${each.record.id}`}>{each.record.label}</Link>
        ) : (
          <span className="dim">{words.shares.unseen}</span>
        ),
    },
    {
      key: "object",
      head: words.shares.object,
      cell: (each) => label(objects.find((shape) => shape.name === each.object)?.label, each.object),
    },
    { key: "person", head: words.shares.person, cell: (each) => each.person.label },
    {
      key: "may",
      head: words.shares.may,
      cell: (each) => (each.may_write ? words.shares.write : words.shares.read),
    },
    { key: "by", head: words.shares.by, cell: (each) => each.by?.label },
    {
      key: "since",
      head: words.shares.since,
      cell: (each) => <span className="n">{shortDay(each.since)}</span>,
    },
    {
      key: "end",
      head: "",
      cell: (each) => (
        <Button small onClick={() => void end(each)}>
          {words.shares.end}
        </Button>
      ),
    },
  ];
  return (
    <Page title={words.titles.shares}>
      <header className="list-h">
        <h1>{words.titles.shares}</h1>
        <span className="mut grow">{words.shares.note}</span>
      </header>
      {cause ? <Failed cause={cause} /> : null}
      {isPending ? <Loading lines={6} /> : null}
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? <Empty title={words.shares.none}>{words.shares.noneText}</Empty> : null}
      {data?.items.length ? (
        <Table
          label={words.titles.shares}
          columns={columns}
          rows={data.items}
          keyOf={(each) => `${each.object}${each.record.id}${each.person.id}`}
        />
      ) : null}
    </Page>
  );
}
