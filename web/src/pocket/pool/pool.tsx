import { useState } from "react";
import { useSearchParams } from "react-router";
import { number } from "@/app/format";
import { useLabel } from "@/app/language";
import { POOL_MOST, usePool, type Limits, type Pool as Found } from "@/engines/ownership/queries";
import { useOwnershipWords } from "@/engines/ownership/words";
import { Button } from "@/ui/button";
import { Empty, Failed } from "@/ui/states";
import { useObject } from "../data";
import { useOnline } from "../device/online";
import { NeedsNetwork } from "../parts/needs-network";
import { PickOne } from "../parts/pick-one";
import { Search } from "../parts/search";
import { useSettled } from "../parts/settled";
import { Facts, Sheet } from "../parts/sheet";
import { Waiting } from "../parts/waiting";
import { Page } from "../shell/page";
import { useLaterWords } from "../words/later";
import { PoolLine } from "./line";
import "./pool.css";

const STEP = 30;

/** What nobody has: narrowed, opened and claimed with a thumb. The server alone knows who was first. */
export function Pool() {
  const words = useOwnershipWords();
  const { pool: more } = useLaterWords();
  const online = useOnline();
  const [asked, setAsked] = useSearchParams();
  const [limit, setLimit] = useState(STEP);
  const said = { q: asked.get("q") ?? "", pool: asked.get("pool") ?? "", grade: asked.get("grade") ?? "" };
  const search = useSettled(said.q.trim());
  const ask = { pool: said.pool || null, grade: said.grade || null, search, limit };
  const { data, error, refetch } = usePool(ask, online);
  const narrow = (next: Partial<typeof said>) => {
    setLimit(STEP);
    const all = Object.entries({ ...said, ...next }).filter(([, value]) => value !== "");
    setAsked(Object.fromEntries(all), { replace: true });
  };
  return (
    <Page title={words.pool} up="/customers">
      <NeedsNetwork why={more.network} />
      {online ? (
        <>
          <Sheet>
            <Search value={said.q} onText={(q) => narrow({ q })} label={words.search} />
            <Filters pools={data?.pools ?? []} said={said} onPick={narrow} />
            {data?.limits ? <Left limits={data.limits} /> : null}
          </Sheet>
          {error && !data ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
          <Sheet>
            {!data && !error ? <Waiting lines={8} /> : null}
            {data?.items.length === 0 ? <Empty title={words.none}>{words.noneText}</Empty> : null}
            <Rows items={data?.items ?? []} />
            {data?.more && limit < POOL_MOST ? (
              <p className="more">
                <Button kind="quiet" onClick={() => setLimit(Math.min(POOL_MOST, limit + STEP))}>
                  {words.more}
                </Button>
              </p>
            ) : null}
          </Sheet>
        </>
      ) : null}
    </Page>
  );
}

interface FiltersProps {
  pools: Found["pools"];
  said: { pool: string; grade: string };
  onPick: (next: { pool?: string; grade?: string }) => void;
}

function Filters({ pools, said, onPick }: FiltersProps) {
  const words = useOwnershipWords();
  const { pool: more } = useLaterWords();
  const label = useLabel();
  const grades = useObject("customer").data?.fields.find((each) => each.name === "grade")?.options?.choices;
  return (
    <div className="pool-f" role="group" aria-label={more.filters}>
      <PickOne
        label={more.lies}
        value={said.pool}
        options={[
          { key: "", label: words.allPools },
          ...pools.map((each) => ({
            key: each.pool,
            label: `${words.poolOf(each.pool)} ${number(each.count)}`,
          })),
        ]}
        onPick={(pool) => onPick({ pool })}
      />
      <PickOne
        label={more.grade}
        value={said.grade}
        options={[
          { key: "", label: words.allGrades },
          ...(grades ?? []).map((each) => ({ key: each.key, label: label(each.label, each.key) })),
        ]}
        onPick={(grade) => onPick({ grade })}
      />
    </div>
  );
}

/** What is left to the reader: looks and claims, counted by the server. */
function Left({ limits }: { limits: Limits }) {
  const { pool: more } = useLaterWords();
  const rest = (most: number, used: number) => number(Math.max(0, most - used));
  return (
    <div className="pool-l">
      <Facts
        rows={[
          {
            key: "looks",
            name: more.left,
            value: more.leftOf(rest(limits.looks, limits.looked), number(limits.looks)),
          },
          {
            key: "claims",
            name: more.claims,
            value: more.claimsOf(
              rest(limits.per_day, limits.claimed_today),
              rest(limits.per_week, limits.claimed_week),
            ),
          },
          { key: "level", name: more.level, value: number(limits.level) },
        ]}
      />
    </div>
  );
}

function Rows({ items }: { items: Found["items"] }) {
  const [open, setOpen] = useState("");
  return (
    <ul className="rows flush">
      {items.map((row) => (
        <li key={row.id}>
          <PoolLine
            row={row}
            open={open === row.id}
            onToggle={() => setOpen(open === row.id ? "" : row.id)}
          />
        </li>
      ))}
    </ul>
  );
}
