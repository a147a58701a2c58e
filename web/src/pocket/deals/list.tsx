import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { date } from "@/app/format";
import { useLabel, useLanguage } from "@/app/language";
import type { Process, ProcessNode, RecordRow } from "@/app/shapes";
import { amountOf, glance, labelOf } from "@/app/values";
import { Icon } from "@/ui/icon";
import { Seal } from "@/ui/seal";
import { Empty, Failed } from "@/ui/states";
import { useDealProcesses, useDealsIn, useGate, useStageSums, useWho, type StageSum } from "../data";
import { More } from "../parts/more";
import { useSaying } from "../parts/saying";
import { useSeen } from "../parts/seen";
import { Waiting } from "../parts/waiting";
import { Line, Sheet } from "../parts/sheet";
import { Whose } from "../parts/whose";
import { Page } from "../shell/page";
import { usePocketWords } from "../words";
import "@/ui/figures.css";
import "./list.css";

/** My deals by stage; the stages on the way are open, the ended ones folded. */
export function Deals() {
  const words = usePocketWords();
  const processes = useDealProcesses();
  const [asked, ask] = useSearchParams();
  const mine = asked.get("of") !== "all";
  const sums = useStageSums(mine);
  const total = sums.data?.reduce((sum, each) => sum + each.n, 0);
  return (
    <Page title={words.tabs.deals} note={total ? words.count(total) : null}>
      <Sheet>
        <Whose mine={mine} onPick={(next) => ask(next ? {} : { of: "all" }, { replace: true })} />
      </Sheet>
      {sums.error ? <Failed cause={sums.error} onRetry={() => void sums.refetch()} /> : null}
      {sums.data || sums.error ? null : <Waiting lines={8} />}
      {total === 0 ? <Empty title={words.deals.none}>{words.deals.noneText}</Empty> : null}
      {processes.map((process) => (
        <Road
          key={process.key}
          process={process}
          sums={sums.data ?? []}
          mine={mine}
          named={processes.length > 1}
        />
      ))}
    </Page>
  );
}

interface RoadProps {
  process: Process;
  sums: readonly StageSum[];
  mine: boolean;
  /** There are other roads: this one says its name. */
  named: boolean;
}

/** The stages of one process that hold deals. */
function Road({ process, sums, mine, named }: RoadProps) {
  const label = useLabel();
  const held = process.nodes.flatMap((node) => {
    const sum = sums.find((each) => each.process === process.key && each.stage === node.key);
    return sum ? [{ node, sum }] : [];
  });
  if (held.length === 0) return null;
  return (
    <>
      {named ? <h2 className="road-h">{label(process.label, process.key)}</h2> : null}
      {held.map(({ node, sum }) => (
        <Stage key={`${node.key} ${mine}`} node={node} sum={sum} mine={mine} />
      ))}
    </>
  );
}

function Stage({ node, sum, mine }: { node: ProcessNode; sum: StageSum; mine: boolean }) {
  const words = usePocketWords();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWho();
  const [open, setOpen] = useState(node.end === null);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useDealsIn(
    sum.process,
    node.key,
    mine,
    open,
  );
  const whole = glance(sum.amount, currency, language);
  return (
    <section className="sheet stage-s">
      <h2>
        <button type="button" className="stage-h" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="chevron" />
          <span className="grow">
            {label(node.label, node.key)} <span className="mut">{words.count(sum.n)}</span>
          </span>
          <span className="n">
            {whole.n}
            <span className="u">{whole.unit}</span>
          </span>
        </button>
      </h2>
      {open && error && !data ? <Failed cause={error} onRetry={() => void refetch()} /> : null}
      {open && isPending ? <Waiting /> : null}
      {open ? (
        <ul className="rows">
          {data?.pages
            .flatMap((page) => page.items)
            .map((deal) => (
              <Row key={deal.id} deal={deal} open={node.end === null} />
            ))}
        </ul>
      ) : null}
      {open ? <More has={hasNextPage} busy={isFetchingNextPage} onMore={() => void fetchNextPage()} /> : null}
    </section>
  );
}

/** One deal, and once it is in sight what it still lacks. */
function Row({ deal, open }: { deal: RecordRow; open: boolean }) {
  const words = usePocketWords();
  const language = useLanguage();
  const { currency } = useWho();
  const [line, seen] = useSeen<HTMLLIElement>();
  const gate = useGate("deal", deal.id, open && seen).data;
  const say = useSaying(String(deal["process"]));
  const amount = glance(amountOf(deal["amount"]), currency, language);
  const expected = deal["expected_on"];
  const lacks = gate?.next && !gate.open ? say.stands(gate.requirements) : null;
  return (
    <li ref={line}>
      <Line
        to={`/deals/${deal.id}`}
        title={String(deal["name"])}
        end={
          deal["amount"] == null ? null : (
            <>
              {amount.n}
              <span className="u">{amount.unit}</span>
            </>
          )
        }
        detail={labelOf(deal["customer"])}
        detailEnd={
          open && typeof expected === "string" ? words.deals.expected(date(expected, language)) : null
        }
      />
      {lacks ? (
        <Link className="lacks" to={`/deals/${deal.id}/gate`}>
          <Seal state={gate?.requirements.some((ask) => ask.state === "missing") ? "missing" : "waiting"} />
          <span className="clip">{lacks}</span>
        </Link>
      ) : null}
    </li>
  );
}
