import { useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { number, shortDay } from "@/app/format";
import { labelIn, useLanguage } from "@/app/language";
import { useMe, useObject } from "@/app/queries";
import { act } from "@/app/writes";
import { Page } from "@/desk/page";
import { Button, Empty, Failed, Grade, Input, Loading, Table, type Column } from "@/ui";
import { say } from "@/ui/notice";
import { PoolPanel } from "./pool-panel";
import { POOL_MOST, usePool, type Limits, type PoolRow } from "./queries";
import { saidOf, useCustomerSaying } from "./saying";
import { Choose } from "@/access/choose";
import { useOwnershipWords } from "./words";
import "./ownership.css";

const STEP = 50;

/** What nobody has: looked through by harmless columns, opened, claimed, or given to somebody. */
export function PoolPage() {
  const words = useOwnershipWords();
  const language = useLanguage();
  const client = useQueryClient();
  const me = useMe().data;
  const [search, setSearch] = useState("");
  const [pool, setPool] = useState("");
  const [grade, setGrade] = useState("");
  const [limit, setLimit] = useState(STEP);
  const [open, setOpen] = useState<PoolRow | null>(null);
  const ask = { pool: pool || null, grade: grade || null, search: useDeferredValue(search), limit };
  const { data, error, refetch } = usePool(ask);
  const choices = useObject("customer").data?.fields.find((each) => each.name === "grade")?.options?.choices;
  const claim = async (row: PoolRow) => {
    try {
      await act("claim_customer", {}, row.id);
      say(words.claimed(row.name ?? ""));
      setOpen(null);
    } catch (refused) {
      say(saidOf(refused));
    } finally {
      await client.invalidateQueries({ queryKey: ["records"] });
    }
  };
  const columns = useColumns(setOpen, me?.view_as ? null : claim);
  const panel = open ? (
    <PoolPanel
      key={open.id}
      row={open}
      assigns={data?.assigns ?? false}
      onClaim={() => void claim(open)}
      onClose={() => setOpen(null)}
    />
  ) : null;
  return (
    <Page title={words.pool} panel={panel}>
      <div className="rec-h">
        <div>
          <h1>{words.pool}</h1>
          <p className="mut own-i">{words.poolIntro}</p>
        </div>
      </div>
      <div className="row own-bar own-mid">
        <Input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onText={setSearch}
        />
        <Choose
          label={words.lies}
          value={pool}
          onChange={setPool}
          options={[
            { value: "", label: words.allPools },
            ...(data?.pools ?? []).map((each) => ({
              value: each.pool,
              label: `${words.poolOf(each.pool)} ${number(each.count)}`,
            })),
          ]}
        />
        <Choose
          label={words.grade}
          value={grade}
          onChange={setGrade}
          options={[
            { value: "", label: words.allGrades },
            ...(choices ?? []).map((each) => ({ value: each.key, label: labelIn(language, each.label) })),
          ]}
        />
        <span className="grow" />
        {data?.limits ? <Left limits={data.limits} /> : null}
      </div>
      {error ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Loading lines={10} /> : null}
      {data?.items.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
      {data && data.items.length > 0 ? (
        <Table<PoolRow> label={words.pool} rows={data.items} keyOf={(row) => row.id} columns={columns} />
      ) : null}
      {data?.more && limit < POOL_MOST ? (
        <p className="own-more">
          <Button onClick={() => setLimit(limit + STEP)}>{words.more}</Button>
        </p>
      ) : null}
    </Page>
  );
}

function useColumns(
  onOpen: (row: PoolRow) => void,
  onClaim: ((row: PoolRow) => Promise<void>) | null,
): Column<PoolRow>[] {
  const words = useOwnershipWords();
  const { choice, place } = useCustomerSaying();
  return [
    {
      key: "name",
      head: words.customer,
      width: "26%",
      cell: (row) => (
        <button type="button" className="own-name" onClick={() => onOpen(row)}>
          {row.name}
        </button>
      ),
    },
    { key: "grade", head: words.grade, width: 72, cell: (row) => <Grade of={row.grade} /> },
    { key: "industry", head: words.industry, width: "14%", cell: (row) => choice("industry", row.industry) },
    { key: "region", head: words.region, cell: (row) => place(row.region) },
    { key: "pool", head: words.lies, width: 116, cell: (row) => words.poolOf(row.pool ?? "") },
    { key: "since", head: words.since, width: 88, figure: true, cell: (row) => shortDay(row.since) },
    {
      key: "claim",
      head: "",
      width: 148,
      cell: (row) =>
        row.against.length > 0 || !onClaim ? (
          <Button small kind="quiet" onClick={() => onOpen(row)}>
            {row.against.length > 0 ? words.whyNot(row.against.length) : words.open}
          </Button>
        ) : (
          <Button small onClick={() => void onClaim(row)}>
            {words.claim}
          </Button>
        ),
    },
  ];
}

/** What is left to the reader today. */
function Left({ limits }: { limits: Limits }) {
  const words = useOwnershipWords();
  const said = [limits.claimed_today, limits.per_day, limits.claimed_week, limits.per_week].map((each) =>
    number(each),
  );
  return (
    <span className="sm dim n own-left">
      <span>{words.limits(number(limits.looked), number(limits.looks))}</span>
      <span>{words.claims(said[0] ?? "", said[1] ?? "", said[2] ?? "", said[3] ?? "")}</span>
      <span>{words.level(number(limits.level))}</span>
    </span>
  );
}
